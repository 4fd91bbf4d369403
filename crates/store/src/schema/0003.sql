-- What somebody wrote first, in order, without reading what everybody wrote.

CREATE INDEX record_author_updated ON record (author, kind, updated, id);
