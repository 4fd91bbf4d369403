//! The people of both groups, trained on real work, meeting regularly.
