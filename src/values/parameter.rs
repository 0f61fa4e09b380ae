//! Parameter strings: Windows logs `%%1843` and leaves the word to a message table (msobjs.dll).

/// The words of the common parameter numbers of the Security log.
const PARAMETERS: &[(u32, &str)] = &[
    (1537, "DELETE"),
    (1538, "READ_CONTROL"),
    (1539, "WRITE_DAC"),
    (1540, "WRITE_OWNER"),
    (1541, "SYNCHRONIZE"),
    (1542, "ACCESS_SYS_SEC"),
    (1543, "MAX_ALLOWED"),
    (1793, "<value not set>"),
    (1794, "<never>"),
    (1797, "All"),
    (1801, "Granted by"),
    (1802, "Denied by"),
    (1803, "Denied by Integrity Policy check"),
    (1804, "Granted by Ownership"),
    (1805, "Not granted"),
    (1806, "Granted by NULL DACL"),
    (1807, "Denied by Empty DACL"),
    (1808, "Granted by NULL Security Descriptor"),
    (1809, "Unknown or unchecked"),
    (1810, "Not granted due to missing"),
    (1811, "Granted by ACE on parent folder"),
    (1812, "Denied by ACE on parent folder"),
    (1813, "Granted by Central Access Rule"),
    (1814, "Not granted by Central Access Rule"),
    (1825, "TRUE"),
    (1826, "FALSE"),
    (1832, "Identification"),
    (1833, "Impersonation"),
    (1840, "Delegation"),
    (1841, "Denied by Process Trust Label ACE"),
    (1842, "Yes"),
    (1843, "No"),
    (1844, "System"),
    (1845, "Not Available"),
    (1846, "Default"),
    (1848, "Off"),
    (1849, "Auto"),
    (1904, "New registry value created"),
    (1905, "Existing registry value modified"),
    (1906, "Registry value deleted"),
    (1936, "TokenElevationTypeDefault (1)"),
    (1937, "TokenElevationTypeFull (2)"),
    (1938, "TokenElevationTypeLimited (3)"),
    (2305, "The account has expired"),
    (2306, "Netlogon is not active"),
    (2307, "The account is locked out"),
    (2308, "Logon type not granted on this computer"),
    (2309, "The password has expired"),
    (2310, "The account is disabled"),
    (2311, "Logon outside the permitted hours"),
    (2312, "Logon not permitted on this computer"),
    (2313, "Unknown user name or bad password"),
    (4416, "ReadData (or ListDirectory)"),
    (4417, "WriteData (or AddFile)"),
    (
        4418,
        "AppendData (or AddSubdirectory or CreatePipeInstance)",
    ),
    (4419, "ReadEA"),
    (4420, "WriteEA"),
    (4421, "Execute/Traverse"),
    (4422, "DeleteChild"),
    (4423, "ReadAttributes"),
    (4424, "WriteAttributes"),
    (8448, "Success removed"),
    (8449, "Success added"),
    (8450, "Failure removed"),
    (8451, "Failure added"),
    (14592, "Inbound"),
    (14593, "Outbound"),
];

/// The word of one parameter string (`%%1843`).
pub fn parameter(text: &str) -> Option<&'static str> {
    let number: u32 = text.trim().strip_prefix("%%")?.parse().ok()?;
    let place = PARAMETERS
        .binary_search_by_key(&number, |known| known.0)
        .ok()?;
    Some(PARAMETERS[place].1)
}

/// Text that holds parameter strings, such as an access list, with a word for each that is known;
/// `None` where there is none that is known.
pub fn with_parameters(text: &str) -> Option<String> {
    let mut known = false;
    let words: Vec<_> = text
        .split_whitespace()
        .map(|word| match parameter(word) {
            Some(name) => {
                known = true;
                name
            }
            None => word,
        })
        .collect();
    known.then(|| words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{PARAMETERS, parameter, with_parameters};

    #[test]
    fn known_parameters_are_named_and_others_stay() {
        assert!(PARAMETERS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(parameter("%%1843"), Some("No"));
        assert_eq!(parameter("%1843"), None);
        assert_eq!(parameter("%%99999"), None);
        assert_eq!(
            with_parameters("%%1538\n\t\t\t\t%%4423\n\t\t\t\t%%99999").as_deref(),
            Some("READ_CONTROL, ReadAttributes, %%99999")
        );
        assert_eq!(with_parameters("50%%, plain"), None);
    }
}
