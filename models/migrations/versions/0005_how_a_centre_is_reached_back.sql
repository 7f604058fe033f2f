-- The way back: nobody has entered one, as the migration has asked.
DROP TABLE centre_contact;
DROP FUNCTION centre_contact_by_an_officer;
DROP INDEX family_notices_by_person;
