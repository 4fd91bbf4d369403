-- Of a saved search: when its owner last looked, and the digest of the secret in the address of its feed.

ALTER TABLE saved_search ADD COLUMN seen {integer} NOT NULL DEFAULT 0;
ALTER TABLE saved_search ADD COLUMN feed {text} NOT NULL DEFAULT '';
UPDATE saved_search SET seen = created;
