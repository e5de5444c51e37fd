-- What people write in the pages: every version of every text, none ever changed.

-- +goose Up
CREATE TABLE authored (
  kind      TEXT NOT NULL,
  id        TEXT NOT NULL,
  lang      TEXT NOT NULL,
  version   BIGINT NOT NULL,
  status    TEXT NOT NULL CHECK (status IN ('draft', 'published', 'retired')),
  hash      TEXT NOT NULL,
  source    TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES person (id),
  at        BIGINT NOT NULL,
  PRIMARY KEY (kind, id, lang, version)
);
CREATE TRIGGER authored_no_update BEFORE UPDATE ON authored FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER authored_no_delete BEFORE DELETE ON authored FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER authored_no_truncate BEFORE TRUNCATE ON authored FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE authored;
