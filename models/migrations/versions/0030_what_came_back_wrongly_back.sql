-- The way back: nothing of it is on record, as the migration has asked.
DROP TABLE later_print;
DROP TABLE declaration_seen;
DROP TABLE page_taken_back;
ALTER TABLE waiting_page DROP CONSTRAINT ck_waiting_page_why;
ALTER TABLE waiting_page ADD CONSTRAINT ck_waiting_page_why CHECK (why IN ('no_code', 'two_codes', 'not_known', 'blank_form', 'not_theirs', 'no_such_page', 'old_text', 'double'));
