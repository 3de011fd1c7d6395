/** Raised when the tables change; the file of a later version is refused, not misread. */
export const SCHEMA_VERSION = 3;

/** What the console's search box looks into besides ids, as one text: its index is read in a fraction of the users' time. */
export const SEARCHED = `coalesce(doc ->> 'UserName', '') || char(10) ||
    coalesce(doc ->> 'PhoneNumber', '') || char(10) || coalesce(doc ->> 'Email', '')`;

// The store stands behind, so that no other question for a store's users comes upon this index.
const INDEX_OF_SEARCHED = `CREATE INDEX users_searched ON users ((${SEARCHED}), store)`;

/**
 * A user is a document in the words of the wire, without defaults; only the searched columns stand beside it. The
 * primary key of `identities` keeps two users, and two processes, from holding one identity.
 */
export const SCHEMA = `
  CREATE TABLE deleted (id TEXT PRIMARY KEY, store TEXT NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE stores (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT, logo TEXT,
    created INTEGER NOT NULL) WITHOUT ROWID;

  CREATE TABLE groups (id TEXT PRIMARY KEY, store TEXT NOT NULL, name TEXT NOT NULL, description TEXT,
    created INTEGER NOT NULL, modified INTEGER NOT NULL, UNIQUE (store, name)) WITHOUT ROWID;

  CREATE TABLE users (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, store TEXT NOT NULL,
    created INTEGER NOT NULL, modified INTEGER NOT NULL, doc TEXT NOT NULL, credential TEXT,
    i1 TEXT, i2 TEXT, i3 TEXT, i4 TEXT, i5 TEXT);
  CREATE INDEX users_store ON users (store, seq);
  CREATE INDEX users_id ON users (store, id);
  ${INDEX_OF_SEARCHED};
  CREATE INDEX users_i1 ON users (store, i1, id) WHERE i1 IS NOT NULL;
  CREATE INDEX users_i2 ON users (store, i2, id) WHERE i2 IS NOT NULL;
  CREATE INDEX users_i3 ON users (store, i3, id) WHERE i3 IS NOT NULL;
  CREATE INDEX users_i4 ON users (store, i4, id) WHERE i4 IS NOT NULL;
  CREATE INDEX users_i5 ON users (store, i5, id) WHERE i5 IS NOT NULL;

  CREATE TABLE identities (store TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL, user TEXT NOT NULL,
    PRIMARY KEY (store, attribute, value)) WITHOUT ROWID;

  CREATE TABLE members (grp TEXT NOT NULL, user TEXT NOT NULL, PRIMARY KEY (grp, user)) WITHOUT ROWID;
  CREATE INDEX members_user ON members (user);

  CREATE TABLE jobs (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, store TEXT NOT NULL,
    type TEXT NOT NULL, format TEXT NOT NULL, created INTEGER NOT NULL, processing INTEGER NOT NULL,
    ends INTEGER NOT NULL, payload TEXT, settled INTEGER NOT NULL DEFAULT 0, status TEXT, failures TEXT, result TEXT);
  CREATE INDEX jobs_store ON jobs (store, seq);
  CREATE INDEX jobs_open ON jobs (ends) WHERE settled = 0;

  CREATE TABLE logs (seq INTEGER PRIMARY KEY AUTOINCREMENT, store TEXT NOT NULL, at INTEGER NOT NULL,
    event TEXT NOT NULL, doc TEXT NOT NULL);
  CREATE INDEX logs_store ON logs (store, at);
`;

/** The upgrades of a file to the next version. */
export const UPGRADES: Readonly<Record<number, string>> = {
  1: `CREATE TABLE deleted (id TEXT PRIMARY KEY, store TEXT NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;
    DROP INDEX identities_user`,
  2: INDEX_OF_SEARCHED,
};

/** The tables to empty for a store or the whole service. Members depend on their users, so they go first. */
export const TABLES_OF_A_STORE = ["identities", "users", "deleted", "groups", "jobs", "logs"] as const;
