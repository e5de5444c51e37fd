-- Marking again after a wrong key, and more time for those who need it: facts, of which the newest counts.

-- +goose Up
CREATE TABLE regrade (
  id          TEXT NOT NULL PRIMARY KEY,
  attempt_id  TEXT NOT NULL REFERENCES attempt (id),
  seq         INTEGER NOT NULL CHECK (seq > 0),
  question    TEXT NOT NULL,
  was_hash    TEXT NOT NULL,
  now_hash    TEXT NOT NULL,
  result      TEXT NOT NULL,
  reason      TEXT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at INTEGER NOT NULL,
  UNIQUE (attempt_id, seq)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER regrade_no_update BEFORE UPDATE ON regrade BEGIN SELECT RAISE(ABORT, 'regrade is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER regrade_no_delete BEFORE DELETE ON regrade BEGIN SELECT RAISE(ABORT, 'regrade is append-only'); END;
-- +goose StatementEnd

CREATE TABLE extra_time (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  percent     INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 300),
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX extra_time_person ON extra_time (person_id, id);
-- +goose StatementBegin
CREATE TRIGGER extra_time_no_update BEFORE UPDATE ON extra_time BEGIN SELECT RAISE(ABORT, 'extra_time is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER extra_time_no_delete BEFORE DELETE ON extra_time BEGIN SELECT RAISE(ABORT, 'extra_time is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE extra_time;
DROP TABLE regrade;
