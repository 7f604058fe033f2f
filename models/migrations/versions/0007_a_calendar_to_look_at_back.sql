-- The way back: nobody has made one, as the migration has asked.
DROP FUNCTION calendar_meetings;
DROP FUNCTION calendar_read;
DROP FUNCTION calendar_reader;
DROP TABLE calendar_feed;
DROP FUNCTION calendar_by_its_reader;
