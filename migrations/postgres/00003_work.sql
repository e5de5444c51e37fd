-- Work in progress: where somebody is. Nothing in here is a fact yet.

-- +goose Up
CREATE TABLE document (
  kind       TEXT NOT NULL,
  id         TEXT NOT NULL,
  lang       TEXT NOT NULL,
  hash       TEXT NOT NULL,
  source     TEXT NOT NULL,
  first_seen BIGINT NOT NULL,
  PRIMARY KEY (kind, id, lang, hash)
);

CREATE TABLE play (
  id            TEXT NOT NULL PRIMARY KEY,
  person_id     TEXT NOT NULL REFERENCES person (id),
  scenario      TEXT NOT NULL,
  scenario_hash TEXT NOT NULL,
  lang          TEXT NOT NULL,
  practice      BOOLEAN NOT NULL,
  state         TEXT NOT NULL,
  seq           BIGINT NOT NULL,
  status        TEXT NOT NULL CHECK (status IN ('playing', 'finished', 'abandoned')),
  started_at    BIGINT NOT NULL,
  turn_at       BIGINT NOT NULL,
  finished_at   BIGINT
);
CREATE INDEX play_person ON play (person_id, scenario, status);

CREATE TABLE play_step (
  play_id TEXT NOT NULL REFERENCES play (id),
  seq     BIGINT NOT NULL,
  action  TEXT NOT NULL,
  at      BIGINT NOT NULL,
  PRIMARY KEY (play_id, seq)
);

CREATE TABLE attempt (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  programme   TEXT NOT NULL,
  blueprint   TEXT NOT NULL,
  lang        TEXT NOT NULL,
  paper       TEXT NOT NULL,
  status      TEXT NOT NULL CHECK (status IN ('in_progress', 'graded', 'abandoned')),
  started_at  BIGINT NOT NULL,
  ends_at     BIGINT,
  finished_at BIGINT,
  result      TEXT
);
CREATE INDEX attempt_person ON attempt (person_id, blueprint, started_at);
CREATE UNIQUE INDEX attempt_open ON attempt (person_id, blueprint) WHERE status = 'in_progress';

-- The row that every group of writes locks first: groups of all instances run one after the other.
CREATE TABLE ledger_head (
  id BIGINT NOT NULL PRIMARY KEY
);
INSERT INTO ledger_head (id) VALUES (1);

CREATE TABLE answer (
  attempt_id TEXT NOT NULL REFERENCES attempt (id),
  position   BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  response   TEXT NOT NULL,
  at         BIGINT NOT NULL,
  PRIMARY KEY (attempt_id, position)
);

-- +goose Down
DROP TABLE answer;
DROP TABLE ledger_head;
DROP TABLE attempt;
DROP TABLE play_step;
DROP TABLE play;
DROP TABLE document;
