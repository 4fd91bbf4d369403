//! The innovation base in SQLite and in PostgreSQL, behind one contract.
