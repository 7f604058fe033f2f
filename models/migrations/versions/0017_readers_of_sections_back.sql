-- The way back: nothing has been said, as the migration has asked.
DROP TABLE section_word;
