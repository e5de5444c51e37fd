-- Who may come in. Secrets are stored hashed.

-- +goose Up
CREATE TABLE credential (
  person_id  TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  password   TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE TABLE device (
  hash       TEXT NOT NULL PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES person (id),
  pin        TEXT NOT NULL,
  label      TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX device_person ON device (person_id);

CREATE TABLE session (
  hash       TEXT NOT NULL PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES person (id),
  learner_only BOOLEAN NOT NULL,
  label      TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person_id);

-- One invitation has two codes: a long one in its QR code, a short one to type. Either uses both up.
CREATE TABLE joining_code (
  hash       TEXT NOT NULL PRIMARY KEY,
  invitation TEXT NOT NULL,
  person_id  TEXT NOT NULL REFERENCES person (id),
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at    BIGINT
);
CREATE INDEX joining_code_person ON joining_code (person_id);

CREATE TABLE throttle (
  name       TEXT NOT NULL PRIMARY KEY,
  count      BIGINT NOT NULL,
  resets_at  BIGINT NOT NULL
);

-- +goose Down
DROP TABLE throttle;
DROP TABLE joining_code;
DROP TABLE session;
DROP TABLE device;
DROP TABLE credential;
