-- +goose Up
CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE team (
  id   TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE person (
  id          TEXT NOT NULL PRIMARY KEY,
  employee_id TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  email       TEXT NOT NULL,
  team_id     TEXT REFERENCES team (id),
  manager_id  TEXT REFERENCES person (id),
  role        TEXT NOT NULL,
  channels    TEXT NOT NULL,
  lang        TEXT NOT NULL,
  disabled    BOOLEAN NOT NULL,
  created_at  BIGINT NOT NULL
);
CREATE INDEX person_team ON person (team_id);
CREATE INDEX person_manager ON person (manager_id);
CREATE INDEX person_name ON person (name_folded);
CREATE UNIQUE INDEX person_email ON person (email) WHERE email <> '';

-- What people changed, for administrators and auditors: who, when, what, about whom.
CREATE TABLE audit (
  id         TEXT NOT NULL PRIMARY KEY,
  at         BIGINT NOT NULL,
  actor_id   TEXT NOT NULL,
  action     TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  detail     TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject_id, at);
CREATE INDEX audit_at ON audit (at);

-- +goose Down
DROP TABLE audit;
DROP TABLE person;
DROP TABLE team;
DROP TABLE setting;
