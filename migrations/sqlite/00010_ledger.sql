-- The ledger: every fact is a leaf of a Merkle tree, and the head is its signed checkpoint; see app/ledger.

-- +goose Up
CREATE TABLE ledger_leaf (
  n       INTEGER NOT NULL PRIMARY KEY CHECK (n >= 0),
  kind    TEXT NOT NULL,
  fact_id TEXT NOT NULL,
  leaf    TEXT NOT NULL
) STRICT;

-- Facts have ids of their own that are unique; an index over all of them would cost each write a page.
CREATE UNIQUE INDEX ledger_leaf_own ON ledger_leaf (kind, fact_id) WHERE kind IN ('begun', 'key');

CREATE TABLE ledger_hash (
  id   INTEGER NOT NULL PRIMARY KEY CHECK (id >= 0),
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE ledger_head (
  id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;
INSERT INTO ledger_head (id, size, note) VALUES (1, 0, '');

-- Who a random subject of the ledger is. A row can be erased; no leaf changes by it.
CREATE TABLE ledger_subject (
  person_id TEXT NOT NULL PRIMARY KEY,
  subject   TEXT NOT NULL UNIQUE,
  salt      TEXT NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER ledger_leaf_no_update BEFORE UPDATE ON ledger_leaf BEGIN SELECT RAISE(ABORT, 'ledger_leaf is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_leaf_no_delete BEFORE DELETE ON ledger_leaf BEGIN SELECT RAISE(ABORT, 'ledger_leaf is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_hash_no_update BEFORE UPDATE ON ledger_hash BEGIN SELECT RAISE(ABORT, 'ledger_hash is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_hash_no_delete BEFORE DELETE ON ledger_hash BEGIN SELECT RAISE(ABORT, 'ledger_hash is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE ledger_subject;
DROP TABLE ledger_head;
DROP TABLE ledger_hash;
DROP TABLE ledger_leaf;
