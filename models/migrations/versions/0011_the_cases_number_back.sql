-- The way back: nobody has entered one, as the migration has asked.
DROP TABLE office_number;
