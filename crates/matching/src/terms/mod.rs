//! Terms of the field in two languages.
