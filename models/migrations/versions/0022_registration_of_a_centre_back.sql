-- The way back: nobody has entered one, as the migration has asked.
DROP TABLE centre_registration;
