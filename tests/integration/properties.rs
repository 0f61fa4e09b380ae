//! On how many cases a property is tried. Which cases they are is the seed's matter, which
//! `.cargo/config.toml` fixes.

use proptest::test_runner::Config;

/// So many cases, or as many as `PROPTEST_CASES` asks for.
pub(crate) fn cases(cases: u32) -> Config {
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    config
}
