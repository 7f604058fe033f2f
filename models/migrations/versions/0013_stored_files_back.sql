-- The way back: nobody has brought one, as the migration has asked.
DROP TABLE file_piece;
DROP TABLE stored_file;
DROP FUNCTION stored_before_the_seal;
