DROP FUNCTION superior_is_another_after_all;
ALTER TABLE superior_link DROP COLUMN disowned_at, DROP COLUMN disown_ended_at;
