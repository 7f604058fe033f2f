-- A PDF with a digital signature that came after the seal is taken back as a page is: decision 0195.
CREATE OR REPLACE FUNCTION removed_before_the_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM stored_file JOIN cases ON cases.id = life_id
        WHERE stored_file.id = NEW.file_id AND seal IS NOT NULL AND NOT (beside AND kind IN ('signed_page', 'signed_pdf'))) THEN
        RAISE EXCEPTION '%: the file is sealed', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

-- A record that somebody has who ought not to is put on record as that: decision 0197.
ALTER TABLE export_end ADD COLUMN although_barred_sealed bytea;
