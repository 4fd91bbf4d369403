//! What the two groups agreed and do together: the joint committee, the annual plan, cooperation projects, what customers will ask for.
