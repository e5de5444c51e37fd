-- Facts are only ever added. Status is computed from them; see app/recert.

-- +goose Up
CREATE TABLE employment_fact (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL CHECK (kind IN ('start', 'end')),
  on_day      TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL
);
CREATE INDEX employment_fact_person ON employment_fact (person_id, recorded_at);

CREATE TABLE reason_fact (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  programme   TEXT NOT NULL,
  cause       TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('start', 'end')),
  on_day      TEXT NOT NULL,
  due_day     TEXT,
  recorded_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL
);
CREATE INDEX reason_fact_person ON reason_fact (person_id, recorded_at);

CREATE TABLE evidence (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,
  item        TEXT NOT NULL,
  item_hash   TEXT NOT NULL,
  attempt_id  TEXT,
  outcomes    TEXT NOT NULL,
  score       BIGINT,
  passed      BOOLEAN NOT NULL,
  occurred_on TEXT NOT NULL,
  occurred_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL,
  source      TEXT NOT NULL,
  voids       TEXT REFERENCES evidence (id),
  idem_key    TEXT NOT NULL UNIQUE
);
CREATE INDEX evidence_person ON evidence (person_id, recorded_at);

CREATE TABLE pass (
  id             TEXT NOT NULL PRIMARY KEY,
  person_id      TEXT NOT NULL REFERENCES person (id),
  programme      TEXT NOT NULL,
  programme_hash TEXT NOT NULL,
  evidence_ids   TEXT NOT NULL,
  occurred_on    TEXT NOT NULL,
  recorded_at    BIGINT NOT NULL
);
CREATE INDEX pass_person ON pass (person_id, recorded_at);

-- The terms of a programme from a day on, in full, so that no later text changes what held then.
CREATE TABLE terms_fact (
  id           TEXT NOT NULL PRIMARY KEY,
  programme    TEXT NOT NULL,
  hash         TEXT NOT NULL,
  terms        TEXT NOT NULL,
  from_day     TEXT NOT NULL,
  recorded_at  BIGINT NOT NULL,
  UNIQUE (programme, hash)
);

CREATE TABLE rule_revision_fact (
  id           TEXT NOT NULL PRIMARY KEY,
  rule         TEXT NOT NULL,
  rev          BIGINT NOT NULL,
  text_hash    TEXT NOT NULL,
  class        TEXT NOT NULL,
  reason       TEXT NOT NULL,
  approved_by  TEXT NOT NULL,
  published_on TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  recorded_at  BIGINT NOT NULL,
  UNIQUE (rule, rev)
);

-- A certificate is the one result that is stored: a snapshot with its hash.
CREATE TABLE certificate (
  code      TEXT NOT NULL PRIMARY KEY,
  pass_id   TEXT NOT NULL UNIQUE REFERENCES pass (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  programme TEXT NOT NULL,
  snapshot  TEXT NOT NULL,
  hash      TEXT NOT NULL,
  issued_at BIGINT NOT NULL
);
CREATE INDEX certificate_person ON certificate (person_id, issued_at);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER employment_fact_no_update BEFORE UPDATE ON employment_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER employment_fact_no_delete BEFORE DELETE ON employment_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reason_fact_no_update BEFORE UPDATE ON reason_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reason_fact_no_delete BEFORE DELETE ON reason_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_no_update BEFORE UPDATE ON pass FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_no_delete BEFORE DELETE ON pass FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER terms_fact_no_update BEFORE UPDATE ON terms_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER terms_fact_no_delete BEFORE DELETE ON terms_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_revision_fact_no_update BEFORE UPDATE ON rule_revision_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_revision_fact_no_delete BEFORE DELETE ON rule_revision_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_no_update BEFORE UPDATE ON certificate FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER employment_fact_no_truncate BEFORE TRUNCATE ON employment_fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reason_fact_no_truncate BEFORE TRUNCATE ON reason_fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_no_truncate BEFORE TRUNCATE ON pass FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER terms_fact_no_truncate BEFORE TRUNCATE ON terms_fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_revision_fact_no_truncate BEFORE TRUNCATE ON rule_revision_fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_no_truncate BEFORE TRUNCATE ON certificate FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER audit_no_truncate ON audit;
DROP TRIGGER audit_no_update ON audit;
DROP TRIGGER audit_no_delete ON audit;
DROP TABLE certificate;
DROP TABLE rule_revision_fact;
DROP TABLE terms_fact;
DROP TABLE pass;
DROP TABLE evidence;
DROP TABLE reason_fact;
DROP TABLE employment_fact;
DROP FUNCTION refuse_change;
