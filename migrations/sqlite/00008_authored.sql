-- What people write in the pages: every version of every text, none ever changed.

-- +goose Up
CREATE TABLE authored (
  kind      TEXT NOT NULL,
  id        TEXT NOT NULL,
  lang      TEXT NOT NULL,
  version   INTEGER NOT NULL,
  status    TEXT NOT NULL CHECK (status IN ('draft', 'published', 'retired')),
  hash      TEXT NOT NULL,
  source    TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES person (id),
  at        INTEGER NOT NULL,
  PRIMARY KEY (kind, id, lang, version)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER authored_no_update BEFORE UPDATE ON authored BEGIN SELECT RAISE(ABORT, 'authored is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER authored_no_delete BEFORE DELETE ON authored BEGIN SELECT RAISE(ABORT, 'authored is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE authored;
