-- The way back: nobody asks by officer.
DROP INDEX told_to_an_officer;
