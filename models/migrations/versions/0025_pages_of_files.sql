-- How many pages the copy of a file has that readers get: decision 0193.
ALTER TABLE stored_file ADD COLUMN pages integer;
ALTER TABLE stored_file ADD CONSTRAINT ck_stored_file_with_its_pages CHECK (pages > 0);
