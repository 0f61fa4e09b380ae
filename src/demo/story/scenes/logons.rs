//! Failed logons: a service account with an old password, a password spray, and a scanner.

use super::super::act::{Act, Event};
use super::super::network::{FIRST_SERVER, SECOND_SERVER};
use super::super::world::{
    ADMINISTRATOR, BACKUP, BIDI_USER, ESCAPE_USER, GUESSES, IPC, PROJECTS, PUBLIC, SCANNER, SCANS,
    SOFTWARE, SPRAYER, SVC_BACKUP,
};
use super::stage::{Stage, act};

const NO_SUCH_USER: u32 = 0xC000_0064;
const WRONG_PASSWORD: u32 = 0xC000_006A;
const LOGON_FAILURE: u32 = 0xC000_006D;
const ACCOUNT_DISABLED: u32 = 0xC000_0072;
const ACCOUNT_LOCKED_OUT: u32 = 0xC000_0234;

/// The backup server still has the password of yesterday: ten failures lock the account, and
/// every five minutes from then on it tries again.
pub(super) fn locked_out_service(stage: &mut Stage) {
    for number in 0..370 {
        let (second, status) = if number < 10 {
            (number * 2, LOGON_FAILURE)
        } else {
            ((number - 9) * 300, ACCOUNT_LOCKED_OUT)
        };
        let time = stage.at(3, second);
        let session = stage.key(2, number);
        let base = act(Event::LogonFailed, time, BACKUP);
        stage.push(Act {
            user: SVC_BACKUP,
            status,
            session,
            ..base
        });
    }
}

/// One client tries a few passwords on everyone, every two seconds.
pub(super) fn password_spray(stage: &mut Stage) {
    let mut second = 12 * 60;
    for password in 0..5_usize {
        for target in 0..46_usize {
            // The last targets are names that nobody has.
            let (user, status) = match target.checked_sub(40) {
                Some(guess) => (GUESSES[guess], NO_SUCH_USER),
                None if target == 17 => (target, ACCOUNT_DISABLED),
                None if password == 4 && target % 9 == 2 => (target, ACCOUNT_LOCKED_OUT),
                None if stage.random.percent(35) => (target, WRONG_PASSWORD),
                None => (target, LOGON_FAILURE),
            };
            second += 2 + stage.random.below(2);
            let time = stage.at(8, second);
            let session = stage.key(3, (password * 100 + target) as u64);
            let base = act(Event::LogonFailed, time, SPRAYER);
            stage.push(Act {
                user,
                status,
                session,
                server: if target % 3 == 2 {
                    SECOND_SERVER
                } else {
                    FIRST_SERVER
                },
                ..base
            });
        }
        second += 75;
    }
}

/// An old scanner asks for SMB1, then looks at every share without a name, and then sends
/// names that are meant for whoever reads the log.
pub(super) fn smb1_scanner(stage: &mut Stage) {
    for number in 0..60_u64 {
        let server = (number % 2) as usize;
        let second = 2400 + number * 11;
        for event in [Event::Smb1Access, Event::Smb1Rejected] {
            let time = stage.at(2, second);
            let base = act(event, time, SCANNER);
            stage.push(Act { server, ..base });
        }
        if number % 3 != 0 {
            continue;
        }
        let session = stage.key(4, number);
        let time = stage.at(2, second + 4);
        let base = act(Event::AnonymousSession, time, SCANNER);
        stage.push(Act {
            server,
            session,
            ..base
        });
        for (place, share) in [PUBLIC, PROJECTS, SCANS, SOFTWARE, IPC]
            .into_iter()
            .enumerate()
        {
            if number % 4 == 0 {
                let time = stage.at(2, second + 5 + place as u64);
                let base = act(Event::AnonymousShare, time, SCANNER);
                stage.push(Act {
                    server,
                    share,
                    session,
                    ..base
                });
            }
        }
    }
    for (number, user) in [ESCAPE_USER, BIDI_USER, ADMINISTRATOR]
        .into_iter()
        .enumerate()
    {
        let time = stage.at(2, 3300 + number as u64 * 20);
        let session = stage.key(5, number as u64);
        let base = act(Event::LogonFailed, time, SCANNER);
        stage.push(Act {
            user,
            session,
            status: if user == ADMINISTRATOR {
                WRONG_PASSWORD
            } else {
                NO_SUCH_USER
            },
            ..base
        });
    }
}
