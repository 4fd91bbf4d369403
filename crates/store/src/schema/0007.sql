-- How accounts stand with the post: how often they want to be written to about their saved searches, which entries of
-- the journal they were told of, and the letter on its way.

CREATE TABLE alert (
    account {text} PRIMARY KEY REFERENCES account (id),
    pace    {text} NOT NULL CHECK (pace IN ('never', 'at-once', 'daily', 'weekly')),
    since   {integer} NOT NULL,
    until   {integer} NOT NULL,
    due     {integer} NOT NULL,
    claimed {integer} NOT NULL,
    number  {integer} NOT NULL,
    tries   {integer} NOT NULL,
    trouble {text} NOT NULL
){strict};
CREATE INDEX alert_due ON alert (due);
