-- The way back: what the rules say is said anew with the next act.
ALTER TABLE open_duty DROP COLUMN since_on;
