-- The way back: what the rules say is said anew with the next act, and what was not sent is no record.
DROP TABLE form_draft;
DROP FUNCTION seen_officer();
ALTER TABLE open_duty DROP COLUMN since_on;
