/** One step of the schema. Steps are never changed once released: a change is a new step. */
export interface Migration {
  version: number
  name: string
  sql: string
}

const record = `
  -- one row a matter: where its record ends, and its line in lists; n stands for its id in the other tables
  CREATE TABLE matters (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    concerned TEXT NOT NULL,
    open INTEGER NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    category TEXT,
    region TEXT,
    unit TEXT,
    updated_at INTEGER NOT NULL,
    summary TEXT NOT NULL
  ) STRICT;
  -- wide rows lie in the order they came; without rowid every one would be copied into the tree's inner pages
  CREATE TABLE events (
    matter INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    command TEXT NOT NULL,
    type TEXT NOT NULL,
    v INTEGER NOT NULL,
    data TEXT,
    salt TEXT,
    data_hash TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (matter, seq)
  ) STRICT;
  CREATE TABLE snapshots (
    matter INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE TABLE commands (
    actor TEXT NOT NULL,
    id TEXT NOT NULL,
    matter TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (actor, id)
  ) STRICT;
  CREATE INDEX commands_by_time ON commands (at);
  CREATE TABLE numbers (
    series TEXT NOT NULL,
    value INTEGER NOT NULL,
    matter INTEGER NOT NULL,
    PRIMARY KEY (series, value)
  ) STRICT, WITHOUT ROWID;
`

const views = `
  -- covers every filter, so that counting reads the index only
  CREATE INDEX matters_by_change ON matters
    (updated_at DESC, id DESC, open, kind, status, category, region, unit);
  CREATE TABLE participants (
    account TEXT NOT NULL,
    matter INTEGER NOT NULL,
    PRIMARY KEY (account, matter)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX participants_by_matter ON participants (matter);
  CREATE TABLE waiting (
    matter INTEGER NOT NULL,
    place INTEGER NOT NULL,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (matter, place)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX waiting_by_address ON waiting (address, until);
  CREATE TABLE notices (
    n INTEGER PRIMARY KEY,
    matter INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE told (
    account TEXT NOT NULL,
    n INTEGER NOT NULL,
    matter INTEGER NOT NULL,
    PRIMARY KEY (account, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE read_marks (
    account TEXT PRIMARY KEY,
    n INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- rowid is matters.n; terms come segmented, and ascii leaves them as they are
  CREATE VIRTUAL TABLE search USING fts5
    (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
`

const people = `
  CREATE TABLE accounts (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    username TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    suspended INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE roster (
    place INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    id TEXT NOT NULL,
    entry TEXT NOT NULL,
    UNIQUE (list, id)
  ) STRICT;
  CREATE TABLE roster_version (version INTEGER NOT NULL) STRICT;
  INSERT INTO roster_version VALUES (0);
  CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_account ON sessions (account);
  CREATE INDEX sessions_by_end ON sessions (expires_at);
  CREATE TABLE kept (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`

const handling = `
  -- a unit is concerned like an account: both stand as addresses, account:ID and unit:ID
  ALTER TABLE participants RENAME COLUMN account TO address;
  UPDATE participants SET address = 'account:' || address;
  ALTER TABLE told RENAME COLUMN account TO address;
  UPDATE told SET address = 'account:' || address;
  ALTER TABLE waiting ADD COLUMN due INTEGER;
  ALTER TABLE waiting ADD COLUMN item INTEGER;
  CREATE TABLE held (
    matter INTEGER PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  CREATE TABLE follow_ups (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    matter TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE TABLE figures (
    matter INTEGER PRIMARY KEY,
    began INTEGER NOT NULL,
    figures TEXT NOT NULL
  ) STRICT;
  CREATE INDEX figures_by_time ON figures (began);
  -- JSON of pairs, deflated
  CREATE TABLE features (
    matter INTEGER PRIMARY KEY,
    features BLOB NOT NULL
  ) STRICT;
  CREATE TABLE uploads (
    place INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    uploader TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (sha256, uploader)
  ) STRICT;
  -- which records tell of a file
  CREATE TABLE file_references (
    place INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    matter INTEGER NOT NULL,
    UNIQUE (sha256, matter)
  ) STRICT;
`

const waking = `
  -- when something about a matter next changes by time alone, and until when somebody is seeing to it
  ALTER TABLE matters ADD COLUMN wakes_at INTEGER;
  ALTER TABLE matters ADD COLUMN taken_until INTEGER;
  -- of what is there already it is not known: each is looked at once
  UPDATE matters SET wakes_at = 0;
  CREATE INDEX matters_by_wake ON matters (wakes_at) WHERE wakes_at IS NOT NULL;
  -- states know more of their records by now: they are read from the record once more
  DELETE FROM snapshots;
`

const invitations = `
  -- by the hash of their code; an account has one at most
  CREATE TABLE invitations (
    code TEXT PRIMARY KEY,
    account TEXT NOT NULL UNIQUE,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

const preferences = `
  -- what an account has chosen to be told of, as JSON
  CREATE TABLE preferences (
    account TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
`

const due = `
  -- from when on what waits is near its end, and the rule of the clock that says so
  ALTER TABLE waiting ADD COLUMN warns_at INTEGER;
  ALTER TABLE waiting ADD COLUMN rule TEXT;
  CREATE INDEX waiting_by_due ON waiting (due) WHERE due IS NOT NULL;
  -- of what is there already it is not known: each is looked at once
  UPDATE matters SET wakes_at = 0;
`

const keeping = `
  -- files that nothing tells of any more and whose bytes are to go
  CREATE TABLE thrown (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE INDEX notices_by_time ON notices (at);
  CREATE INDEX told_by_notice ON told (n);
  -- states know more of their records by now: they are read from the record once more
  DELETE FROM snapshots;
`

/** In order; applied forward only. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'record', sql: record },
  { version: 2, name: 'views', sql: views },
  { version: 3, name: 'people', sql: people },
  { version: 4, name: 'handling', sql: handling },
  { version: 5, name: 'waking', sql: waking },
  { version: 6, name: 'preferences', sql: preferences },
  { version: 7, name: 'due', sql: due },
  { version: 8, name: 'invitations', sql: invitations },
  { version: 9, name: 'keeping', sql: keeping },
]
