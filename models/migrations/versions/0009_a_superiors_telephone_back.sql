-- The way back: nobody has entered one, as the migration has asked.
ALTER TABLE contact_change DROP COLUMN superior_phone_sealed;
ALTER TABLE contact_change DROP COLUMN old_superior_phone_sealed;
ALTER TABLE institution_superior DROP COLUMN phone_sealed;
ALTER TABLE professional DROP COLUMN superior_phone_sealed;
