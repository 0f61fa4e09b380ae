//! The scenes that make the story: each is a short list of acts at its hours of the round.

mod access;
mod failover;
mod integrity;
mod logons;
mod servers;
mod stage;
mod storage;

use super::act::Act;
use crate::demo::random::Random;
use stage::Stage;

/// All scenes of the round that begins at `start`, in no order.
pub(super) fn all(start: u64, round: u64, random: &mut Random) -> Vec<Act> {
    let mut stage = Stage::new(start, round, random.clone());
    servers::restart(&mut stage);
    servers::interfaces(&mut stage);
    logons::locked_out_service(&mut stage);
    logons::password_spray(&mut stage);
    logons::smb1_scanner(&mut stage);
    access::denied_group(&mut stage);
    access::printer_without_credentials(&mut stage);
    storage::slow_until_live_dump(&mut stage);
    failover::handles_lost(&mut stage);
    failover::back(&mut stage);
    integrity::downgrade(&mut stage);
    integrity::bad_signatures(&mut stage);
    integrity::unencrypted(&mut stage);
    *random = stage.random;
    stage.acts
}
