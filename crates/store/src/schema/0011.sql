-- Letters tell of notices, too: 0 for one of which no letter has told yet, the number of the letter that does, and −1
-- for one that none will.

ALTER TABLE notice ADD COLUMN letter {integer} NOT NULL DEFAULT -1;
CREATE INDEX notice_letter ON notice (account, letter);
