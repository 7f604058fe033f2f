-- The way back: nothing was put back on a page, as the migration has asked.
ALTER TABLE signature_scan DROP CONSTRAINT one_scan_of_a_page_per_signature;
ALTER TABLE signature_scan DROP COLUMN again;
ALTER TABLE signature_scan ADD CONSTRAINT one_scan_of_a_page_per_signature UNIQUE (signature_id, filed_page_id);
ALTER TABLE page_taken_back DROP CONSTRAINT a_page_is_taken_back_once;
ALTER TABLE page_taken_back DROP COLUMN again;
ALTER TABLE page_taken_back ADD CONSTRAINT a_page_is_taken_back_once UNIQUE NULLS NOT DISTINCT (filed_page_id, signature_id);
ALTER TABLE later_print DROP COLUMN before_seal;
DROP TRIGGER taken_back_before_the_seal ON page_taken_back;
CREATE TRIGGER taken_back_before_the_seal BEFORE INSERT ON page_taken_back
    FOR EACH ROW EXECUTE FUNCTION stored_before_the_seal();
DROP FUNCTION taken_back_before_the_seal;
CREATE OR REPLACE FUNCTION removed_before_the_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM stored_file JOIN cases ON cases.id = life_id
        WHERE stored_file.id = NEW.file_id AND seal IS NOT NULL) THEN
        RAISE EXCEPTION '%: the file is sealed', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
