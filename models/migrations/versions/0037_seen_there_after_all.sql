-- A signature that was said by mistake not to be on a page is put back there: decision 0194.
ALTER TABLE signature_scan ADD COLUMN again integer NOT NULL DEFAULT 0 CONSTRAINT ck_signature_scan_again CHECK (again >= 0);
ALTER TABLE signature_scan DROP CONSTRAINT one_scan_of_a_page_per_signature;
ALTER TABLE signature_scan ADD CONSTRAINT one_scan_of_a_page_per_signature UNIQUE (signature_id, filed_page_id, again);
ALTER TABLE page_taken_back ADD COLUMN again integer NOT NULL DEFAULT 0 CONSTRAINT ck_page_taken_back_again CHECK (again >= 0);
ALTER TABLE page_taken_back DROP CONSTRAINT a_page_is_taken_back_once;
ALTER TABLE page_taken_back ADD CONSTRAINT a_page_is_taken_back_once UNIQUE NULLS NOT DISTINCT (filed_page_id, signature_id, again);

-- Of a page that is no page of an archive it is known whether it was printed before the seal: decision 0196.
ALTER TABLE later_print ADD COLUMN before_seal boolean NOT NULL DEFAULT false;

-- What was filed after the seal stands beside the file, and is taken back as before the seal: decision 0194.
CREATE FUNCTION taken_back_before_the_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases WHERE id = NEW.life_id AND seal IS NOT NULL)
        AND NOT EXISTS (SELECT FROM filed_page WHERE id = NEW.filed_page_id AND beside) THEN
        RAISE EXCEPTION '%: the file is sealed', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER taken_back_before_the_seal ON page_taken_back;
CREATE TRIGGER taken_back_before_the_seal BEFORE INSERT ON page_taken_back
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION taken_back_before_the_seal();
CREATE OR REPLACE FUNCTION removed_before_the_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM stored_file JOIN cases ON cases.id = life_id
        WHERE stored_file.id = NEW.file_id AND seal IS NOT NULL AND NOT (beside AND kind = 'signed_page')) THEN
        RAISE EXCEPTION '%: the file is sealed', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
