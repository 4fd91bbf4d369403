-- The first version of a base. Words in braces differ between SQLite and PostgreSQL; migrate.rs has them.
-- Ids are text (UUIDs), times are milliseconds since 1970, days are text (2026-01-15) so that they sort.

CREATE TABLE record (
    serial   {serial},
    id       {text} NOT NULL UNIQUE,
    kind     {text} NOT NULL,
    version  {integer} NOT NULL CHECK (version >= 1),
    state    {text} NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn', 'deleted')),
    reason   {text} NOT NULL,
    audience {text} NOT NULL CHECK (audience IN ('public', 'members', 'holders')),
    owner    {text} NOT NULL,
    author   {text} NOT NULL,
    managers {text} NOT NULL,
    title    {text} NOT NULL,
    title_zh {text} NOT NULL,
    title_en {text} NOT NULL,
    expires  {text} NOT NULL,
    content  {text} NOT NULL,
    created  {integer} NOT NULL,
    updated  {integer} NOT NULL
){strict};

CREATE INDEX record_updated ON record (updated, id);
CREATE INDEX record_kind_updated ON record (kind, updated, id);
CREATE INDEX record_kind_audience_updated ON record (kind, audience, updated, id);
CREATE INDEX record_kind_state_updated ON record (kind, state, updated, id);
CREATE INDEX record_kind_created ON record (kind, created, id);
CREATE INDEX record_kind_title ON record (kind, title, id);
CREATE INDEX record_kind_expires ON record (kind, expires, id);
CREATE INDEX record_owner_updated ON record (owner, kind, updated, id);
CREATE INDEX record_title_zh ON record (title_zh);
CREATE INDEX record_title_en ON record (title_en);

-- Who may see a record that is for holders of a key.
CREATE TABLE record_key (
    key    {text} NOT NULL,
    record {integer} NOT NULL REFERENCES record (serial) ON DELETE CASCADE,
    PRIMARY KEY (key, record)
){strict};
CREATE INDEX record_key_record ON record_key (record);

-- What a record is looked up by: places on the chain, links to other records, answers of lists, identifiers.
CREATE TABLE record_mark (
    field  {text} NOT NULL,
    value  {text} NOT NULL,
    record {integer} NOT NULL REFERENCES record (serial) ON DELETE CASCADE,
    PRIMARY KEY (field, value, record)
){strict};
CREATE INDEX record_mark_value ON record_mark (value);
CREATE INDEX record_mark_record ON record_mark (record);

{record_text};

CREATE TABLE journal (
    number  {integer} PRIMARY KEY,
    at      {integer} NOT NULL,
    actor   {text} NOT NULL,
    verb    {text} NOT NULL,
    object  {text} NOT NULL,
    version {integer} NOT NULL,
    salt    {bytes},
    payload {text},
    digest  {bytes} NOT NULL,
    hash    {bytes} NOT NULL
){strict};
CREATE INDEX journal_object ON journal (object, number);
CREATE INDEX journal_actor ON journal (actor, number);

-- The end of the chain; whoever writes takes this row first.
CREATE TABLE journal_head (
    one    {integer} PRIMARY KEY CHECK (one = 1),
    number {integer} NOT NULL,
    hash   {bytes} NOT NULL
){strict};

CREATE TABLE account (
    id       {text} PRIMARY KEY,
    login    {text} NOT NULL UNIQUE,
    name     {text} NOT NULL,
    mail     {text} NOT NULL,
    language {text} NOT NULL CHECK (language IN ('zh', 'en')),
    state    {text} NOT NULL CHECK (state IN ('active', 'closed', 'erased')),
    password {text} NOT NULL,
    person   {text} NOT NULL,
    roles    {text} NOT NULL,
    created  {integer} NOT NULL
){strict};

CREATE TABLE membership (
    account      {text} NOT NULL REFERENCES account (id),
    organisation {text} NOT NULL,
    manages      {integer} NOT NULL CHECK (manages IN (0, 1)),
    since        {text} NOT NULL,
    until        {text} NOT NULL,
    PRIMARY KEY (account, organisation, since)
){strict};
CREATE INDEX membership_organisation ON membership (organisation);

CREATE TABLE session (
    digest  {text} PRIMARY KEY,
    account {text} NOT NULL REFERENCES account (id),
    created {integer} NOT NULL,
    expires {integer} NOT NULL,
    agent   {text} NOT NULL
){strict};
CREATE INDEX session_account ON session (account);

CREATE TABLE token (
    digest  {text} PRIMARY KEY,
    account {text} NOT NULL REFERENCES account (id),
    name    {text} NOT NULL,
    scopes  {text} NOT NULL,
    created {integer} NOT NULL,
    expires {integer} NOT NULL
){strict};
CREATE INDEX token_account ON token (account);

CREATE TABLE attempt (
    what {text} NOT NULL,
    at   {integer} NOT NULL
){strict};
CREATE INDEX attempt_what ON attempt (what, at);

CREATE TABLE import (
    id      {text} PRIMARY KEY,
    account {text} NOT NULL REFERENCES account (id),
    kind    {text} NOT NULL,
    name    {text} NOT NULL,
    stage   {text} NOT NULL CHECK (stage IN ('reading', 'previewed', 'writing', 'done', 'failed')),
    why     {text} NOT NULL,
    done    {integer} NOT NULL,
    total   {integer} NOT NULL,
    columns {text} NOT NULL,
    created {integer} NOT NULL
){strict};
CREATE INDEX import_account ON import (account, created);

CREATE TABLE import_row (
    import  {text} NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    number  {integer} NOT NULL,
    status  {text} NOT NULL,
    verdict {text} NOT NULL,
    cells   {text} NOT NULL,
    PRIMARY KEY (import, number)
){strict};
CREATE INDEX import_row_status ON import_row (import, status, number);

CREATE TABLE decision (
    scope       {text} NOT NULL,
    fingerprint {text} NOT NULL,
    decision    {text} NOT NULL,
    PRIMARY KEY (scope, fingerprint)
){strict};

CREATE TABLE attachment (
    id      {text} PRIMARY KEY,
    record  {text} NOT NULL,
    name    {text} NOT NULL,
    digest  {text} NOT NULL,
    size    {integer} NOT NULL,
    account {text} NOT NULL,
    created {integer} NOT NULL
){strict};
CREATE INDEX attachment_record ON attachment (record);

CREATE TABLE saved_search (
    id      {text} PRIMARY KEY,
    account {text} NOT NULL REFERENCES account (id),
    name    {text} NOT NULL,
    address {text} NOT NULL,
    created {integer} NOT NULL
){strict};
CREATE INDEX saved_search_account ON saved_search (account);

CREATE TABLE setting (
    name  {text} PRIMARY KEY,
    value {text} NOT NULL
){strict};

CREATE TABLE answered (
    account {text} NOT NULL,
    key     {text} NOT NULL,
    request {text} NOT NULL,
    status  {integer} NOT NULL,
    body    {text} NOT NULL,
    at      {integer} NOT NULL,
    PRIMARY KEY (account, key)
){strict};
CREATE INDEX answered_at ON answered (at);
