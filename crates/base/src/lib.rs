//! The innovation base: records, people, visibility, rules, journal.
