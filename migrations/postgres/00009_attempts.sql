-- Marking again after a wrong key, and more time for those who need it: facts, of which the newest counts.

-- +goose Up
CREATE TABLE regrade (
  id          TEXT NOT NULL PRIMARY KEY,
  attempt_id  TEXT NOT NULL REFERENCES attempt (id),
  seq         BIGINT NOT NULL CHECK (seq > 0),
  question    TEXT NOT NULL,
  was_hash    TEXT NOT NULL,
  now_hash    TEXT NOT NULL,
  result      TEXT NOT NULL,
  reason      TEXT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL,
  UNIQUE (attempt_id, seq)
);
CREATE TRIGGER regrade_no_update BEFORE UPDATE ON regrade FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER regrade_no_delete BEFORE DELETE ON regrade FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER regrade_no_truncate BEFORE TRUNCATE ON regrade FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE extra_time (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  percent     BIGINT NOT NULL CHECK (percent BETWEEN 0 AND 300),
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL
);
CREATE INDEX extra_time_person ON extra_time (person_id, id);
CREATE TRIGGER extra_time_no_update BEFORE UPDATE ON extra_time FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER extra_time_no_delete BEFORE DELETE ON extra_time FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER extra_time_no_truncate BEFORE TRUNCATE ON extra_time FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE extra_time;
DROP TABLE regrade;
