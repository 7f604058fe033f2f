-- What a paper says, without who had it made and when, as one hash: decision 0196.
ALTER TABLE made_paper ADD COLUMN words_sha256 bytea CONSTRAINT ck_made_paper_words_sha256 CHECK (length(words_sha256) = 32);

-- A page may be of a form that is of no case: decision 0194.
ALTER TABLE waiting_page DROP CONSTRAINT ck_waiting_page_why;
ALTER TABLE waiting_page ADD CONSTRAINT ck_waiting_page_why CHECK (why IN ('no_code', 'two_codes', 'not_known', 'blank_form', 'not_theirs', 'no_such_page', 'old_text', 'double'));
