-- Work in progress: where somebody is. Nothing in here is a fact yet.

-- +goose Up
CREATE TABLE document (
  kind       TEXT NOT NULL,
  id         TEXT NOT NULL,
  lang       TEXT NOT NULL,
  hash       TEXT NOT NULL,
  source     TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  PRIMARY KEY (kind, id, lang, hash)
) STRICT;

CREATE TABLE play (
  id            TEXT NOT NULL PRIMARY KEY,
  person_id     TEXT NOT NULL REFERENCES person (id),
  scenario      TEXT NOT NULL,
  scenario_hash TEXT NOT NULL,
  lang          TEXT NOT NULL,
  practice      INTEGER NOT NULL,
  state         TEXT NOT NULL,
  seq           INTEGER NOT NULL,
  status        TEXT NOT NULL CHECK (status IN ('playing', 'finished', 'abandoned')),
  started_at    INTEGER NOT NULL,
  turn_at       INTEGER NOT NULL,
  finished_at   INTEGER
) STRICT;
CREATE INDEX play_person ON play (person_id, scenario, status);

CREATE TABLE play_step (
  play_id TEXT NOT NULL REFERENCES play (id),
  seq     INTEGER NOT NULL,
  action  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (play_id, seq)
) STRICT;

CREATE TABLE attempt (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  programme   TEXT NOT NULL,
  blueprint   TEXT NOT NULL,
  lang        TEXT NOT NULL,
  paper       TEXT NOT NULL,
  status      TEXT NOT NULL CHECK (status IN ('in_progress', 'graded', 'abandoned')),
  started_at  INTEGER NOT NULL,
  ends_at     INTEGER,
  finished_at INTEGER,
  result      TEXT
) STRICT;
CREATE INDEX attempt_person ON attempt (person_id, blueprint, started_at);
CREATE UNIQUE INDEX attempt_open ON attempt (person_id, blueprint) WHERE status = 'in_progress';

CREATE TABLE answer (
  attempt_id TEXT NOT NULL REFERENCES attempt (id),
  position   INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  response   TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (attempt_id, position)
) STRICT;

-- +goose Down
DROP TABLE answer;
DROP TABLE attempt;
DROP TABLE play_step;
DROP TABLE play;
DROP TABLE document;
