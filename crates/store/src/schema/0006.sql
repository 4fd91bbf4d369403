-- The ledger: accounts as they stand, entries that stay as they were written, and where each account and each matter
-- is spoken of.

CREATE TABLE ledger_account (
    name     {text} PRIMARY KEY,
    title    {text} NOT NULL,
    currency {text} NOT NULL,
    opened   {text} NOT NULL,
    closed   {text},
    balance  {integer} NOT NULL,
    last     {text},
    asserted {text}
){strict};

CREATE TABLE ledger_entry (
    number    {integer} PRIMARY KEY,
    key       {text} NOT NULL UNIQUE,
    canonical {text} NOT NULL,
    hash      {bytes} NOT NULL
){strict};

CREATE TABLE ledger_posting (
    account {text} NOT NULL REFERENCES ledger_account (name),
    entry   {integer} NOT NULL REFERENCES ledger_entry (number),
    PRIMARY KEY (account, entry)
){strict};

CREATE TABLE ledger_link (
    link  {text} NOT NULL,
    entry {integer} NOT NULL REFERENCES ledger_entry (number),
    PRIMARY KEY (link, entry)
){strict};

CREATE TABLE ledger_reversal (
    entry       {integer} PRIMARY KEY REFERENCES ledger_entry (number),
    reversed_by {integer} NOT NULL REFERENCES ledger_entry (number)
){strict};

CREATE TABLE ledger_closed (
    one   {integer} PRIMARY KEY CHECK (one = 1),
    until {text} NOT NULL
){strict};

{ledger_guard}
