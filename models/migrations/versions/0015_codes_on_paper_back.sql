-- The way back: no paper has a number, as the migration has asked.
DROP TABLE made_paper;
