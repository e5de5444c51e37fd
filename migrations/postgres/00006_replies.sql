-- What learners wrote in role-plays, which can be erased, and what people decided about it, which is a
-- fact.

-- +goose Up
CREATE TABLE play_reply (
  play_id  TEXT NOT NULL REFERENCES play (id),
  seq      BIGINT NOT NULL,
  words    TEXT NOT NULL,
  findings TEXT NOT NULL,
  promises TEXT NOT NULL,
  at       BIGINT NOT NULL,
  PRIMARY KEY (play_id, seq)
);
CREATE INDEX play_reply_at ON play_reply (at);

CREATE TABLE review (
  id        TEXT NOT NULL PRIMARY KEY,
  play_id   TEXT NOT NULL REFERENCES play (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  seq       BIGINT NOT NULL,
  cause     TEXT NOT NULL CHECK (cause IN ('breach', 'unread', 'author', 'learner')),
  item      TEXT NOT NULL,
  asked_at  BIGINT NOT NULL,
  due_at    BIGINT NOT NULL
);
CREATE INDEX review_due ON review (due_at, id);
CREATE UNIQUE INDEX review_once ON review (play_id, seq, cause);

CREATE TABLE review_decision (
  review_id   TEXT NOT NULL PRIMARY KEY REFERENCES review (id),
  mark        TEXT NOT NULL,
  note        TEXT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL
);
CREATE TRIGGER review_decision_no_update BEFORE UPDATE ON review_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_decision_no_delete BEFORE DELETE ON review_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_decision_no_truncate BEFORE TRUNCATE ON review_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE review_decision;
DROP TABLE review;
DROP TABLE play_reply;
