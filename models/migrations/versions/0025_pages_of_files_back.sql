-- The way back: they are counted in the bytes, and may be counted again.
ALTER TABLE stored_file DROP COLUMN pages;
