-- Bookings with a state, whom they are for and what became of them; who waits for hours; calendars that are read from
-- elsewhere; and the ledger of what projects were given, which is only ever added to.

ALTER TABLE booking ADD COLUMN organisation {text} NOT NULL DEFAULT '';
ALTER TABLE booking ADD COLUMN units {integer} NOT NULL DEFAULT 1;
ALTER TABLE booking ADD COLUMN state {text} NOT NULL DEFAULT 'confirmed'
    CHECK (state IN ('requested', 'offered', 'confirmed', 'used', 'declined', 'cancelled', 'lapsed'));
ALTER TABLE booking ADD COLUMN bundle {text} NOT NULL DEFAULT '';
ALTER TABLE booking ADD COLUMN detail {text} NOT NULL DEFAULT '{}';
CREATE INDEX booking_account ON booking (account, starts);
CREATE INDEX booking_organisation ON booking (organisation, starts);

CREATE TABLE booking_wish (
    id           {text} PRIMARY KEY,
    platform     {text} NOT NULL,
    account      {text} NOT NULL REFERENCES account (id),
    organisation {text} NOT NULL,
    starts       {integer} NOT NULL,
    ends         {integer} NOT NULL CHECK (ends > starts),
    units        {integer} NOT NULL,
    purpose      {text} NOT NULL,
    reason       {text} NOT NULL,
    state        {text} NOT NULL CHECK (state IN ('waiting', 'offered', 'accepted', 'passed', 'left')),
    asked        {integer} NOT NULL,
    booking      {text} NOT NULL
){strict};
CREATE INDEX booking_wish_platform ON booking_wish (platform, id);
CREATE INDEX booking_wish_account ON booking_wish (account, id);

CREATE TABLE calendar_key (
    account {text} PRIMARY KEY REFERENCES account (id),
    digest  {text} NOT NULL
){strict};

CREATE TABLE allocation_entry (
    id       {text} PRIMARY KEY,
    at       {integer} NOT NULL,
    account  {text} NOT NULL,
    project  {text} NOT NULL,
    resource {text} NOT NULL,
    week     {text} NOT NULL,
    before   {integer} NOT NULL,
    after    {integer} NOT NULL,
    reason   {text} NOT NULL
){strict};
CREATE INDEX allocation_entry_week ON allocation_entry (week, id);

{booking_states};
