-- The way back: none was taken back, as the migration has asked.
CREATE OR REPLACE FUNCTION removed_before_the_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM stored_file JOIN cases ON cases.id = life_id
        WHERE stored_file.id = NEW.file_id AND seal IS NOT NULL AND NOT (beside AND kind = 'signed_page')) THEN
        RAISE EXCEPTION '%: the file is sealed', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
ALTER TABLE export_end DROP COLUMN although_barred_sealed;
