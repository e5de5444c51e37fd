-- What people answered in refreshers: facts, from which what they remember is derived.

-- +goose Up
CREATE TABLE recall_review (
  id            TEXT NOT NULL PRIMARY KEY,
  person_id     TEXT NOT NULL REFERENCES person (id),
  session       TEXT NOT NULL,
  position      BIGINT NOT NULL,
  rule          TEXT NOT NULL,
  rev           BIGINT NOT NULL,
  question      TEXT NOT NULL,
  question_rev  BIGINT NOT NULL,
  question_hash TEXT NOT NULL,
  lang          TEXT NOT NULL,
  response      TEXT NOT NULL,
  mark          DOUBLE PRECISION NOT NULL CHECK (mark >= 0 AND mark <= 1),
  correct       BIGINT NOT NULL CHECK (correct IN (0, 1)),
  guess         DOUBLE PRECISION NOT NULL CHECK (guess >= 0 AND guess <= 1),
  took_ms       BIGINT NOT NULL CHECK (took_ms >= 0),
  occurred_on   TEXT NOT NULL,
  occurred_at   BIGINT NOT NULL,
  algorithm     TEXT NOT NULL,
  recorded_at   BIGINT NOT NULL,
  idem_key      TEXT NOT NULL UNIQUE
);
CREATE INDEX recall_review_person ON recall_review (person_id, recorded_at);
CREATE TRIGGER recall_review_no_update BEFORE UPDATE ON recall_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recall_review_no_delete BEFORE DELETE ON recall_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recall_review_no_truncate BEFORE TRUNCATE ON recall_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE recall_review;
