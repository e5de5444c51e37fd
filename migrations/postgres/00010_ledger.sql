-- The ledger: every fact is a leaf of a Merkle tree, and the head is its signed checkpoint; see app/ledger.

-- +goose Up
CREATE TABLE ledger_leaf (
  n       BIGINT NOT NULL PRIMARY KEY CHECK (n >= 0),
  kind    TEXT NOT NULL,
  fact_id TEXT NOT NULL,
  leaf    TEXT NOT NULL
);

-- Facts have ids of their own that are unique; an index over all of them would cost each write a page.
CREATE UNIQUE INDEX ledger_leaf_own ON ledger_leaf (kind, fact_id) WHERE kind IN ('begun', 'key');

CREATE TABLE ledger_hash (
  id   BIGINT NOT NULL PRIMARY KEY CHECK (id >= 0),
  hash BYTEA NOT NULL
);

ALTER TABLE ledger_head ADD COLUMN size BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ledger_head ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- Who a random subject of the ledger is. A row can be erased; no leaf changes by it.
CREATE TABLE ledger_subject (
  person_id TEXT NOT NULL PRIMARY KEY,
  subject   TEXT NOT NULL UNIQUE,
  salt      TEXT NOT NULL
);

CREATE TRIGGER ledger_leaf_no_update BEFORE UPDATE ON ledger_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_leaf_no_delete BEFORE DELETE ON ledger_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_leaf_no_truncate BEFORE TRUNCATE ON ledger_leaf FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_hash_no_update BEFORE UPDATE ON ledger_hash FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_hash_no_delete BEFORE DELETE ON ledger_hash FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_hash_no_truncate BEFORE TRUNCATE ON ledger_hash FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE ledger_subject;
ALTER TABLE ledger_head DROP COLUMN note;
ALTER TABLE ledger_head DROP COLUMN size;
DROP TABLE ledger_hash;
DROP TABLE ledger_leaf;
