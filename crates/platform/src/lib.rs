//! Platforms and instruments that others use: bookings, bundles, quotas, waiting, use and its cost, and who is given how much.
