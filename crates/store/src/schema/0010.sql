-- What people are told, until they have seen it.

CREATE TABLE notice (
    id      {text} PRIMARY KEY,
    account {text} NOT NULL REFERENCES account (id),
    at      {integer} NOT NULL,
    topic   {text} NOT NULL,
    about   {text} NOT NULL,
    fact    {text} NOT NULL,
    seen    {integer} NOT NULL CHECK (seen IN (0, 1))
){strict};
CREATE INDEX notice_account ON notice (account, seen, at);
CREATE INDEX account_person ON account (person);
