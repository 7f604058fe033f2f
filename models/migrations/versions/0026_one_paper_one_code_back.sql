-- The way back: which printings say the same is forgotten.
ALTER TABLE made_paper DROP COLUMN words_sha256;
ALTER TABLE waiting_page DROP CONSTRAINT ck_waiting_page_why;
ALTER TABLE waiting_page ADD CONSTRAINT ck_waiting_page_why CHECK (why IN ('no_code', 'two_codes', 'not_known', 'not_theirs', 'no_such_page', 'old_text', 'double'));
