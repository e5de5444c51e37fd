-- People are found by how their employee id begins, however it is spelt.

-- +goose Up
ALTER TABLE person ADD COLUMN employee_folded TEXT NOT NULL DEFAULT '';
UPDATE person SET employee_folded = lower(employee_id);
CREATE INDEX person_employee_folded ON person (employee_folded);

-- +goose Down
DROP INDEX person_employee_folded;
ALTER TABLE person DROP COLUMN employee_folded;
