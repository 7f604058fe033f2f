-- The mobile of a superior, by which they are told beside the mail, and where it changes: decision 0180.

ALTER TABLE professional ADD COLUMN superior_phone_sealed bytea;
ALTER TABLE institution_superior ADD COLUMN phone_sealed bytea;
ALTER TABLE contact_change ADD COLUMN old_superior_phone_sealed bytea;
ALTER TABLE contact_change ADD COLUMN superior_phone_sealed bytea;
