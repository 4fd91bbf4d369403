-- Bookings: no two of one platform overlap, and the database itself sees to it.

{booking}
