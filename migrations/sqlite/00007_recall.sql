-- What people answered in refreshers: facts, from which what they remember is derived.

-- +goose Up
CREATE TABLE recall_review (
  id            TEXT NOT NULL PRIMARY KEY,
  person_id     TEXT NOT NULL REFERENCES person (id),
  session       TEXT NOT NULL,
  position      INTEGER NOT NULL,
  rule          TEXT NOT NULL,
  rev           INTEGER NOT NULL,
  question      TEXT NOT NULL,
  question_rev  INTEGER NOT NULL,
  question_hash TEXT NOT NULL,
  lang          TEXT NOT NULL,
  response      TEXT NOT NULL,
  mark          REAL NOT NULL CHECK (mark >= 0 AND mark <= 1),
  correct       INTEGER NOT NULL CHECK (correct IN (0, 1)),
  guess         REAL NOT NULL CHECK (guess >= 0 AND guess <= 1),
  took_ms       INTEGER NOT NULL CHECK (took_ms >= 0),
  occurred_on   TEXT NOT NULL,
  occurred_at   INTEGER NOT NULL,
  algorithm     TEXT NOT NULL,
  recorded_at   INTEGER NOT NULL,
  idem_key      TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX recall_review_person ON recall_review (person_id, recorded_at);
-- +goose StatementBegin
CREATE TRIGGER recall_review_no_update BEFORE UPDATE ON recall_review BEGIN SELECT RAISE(ABORT, 'recall_review is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER recall_review_no_delete BEFORE DELETE ON recall_review BEGIN SELECT RAISE(ABORT, 'recall_review is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE recall_review;
