-- The telephone and mail address of a centre, which stand under its mails: decision 0166.

CREATE TABLE centre_contact (id uuid CONSTRAINT pk_centre_contact PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_centre_contact_municipality_id REFERENCES municipality,
    number integer NOT NULL,
    phone varchar NOT NULL,
    mail varchar NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_centre_contact_entered_by_id REFERENCES account,
    CONSTRAINT one_centre_contact_per_number UNIQUE (municipality_id, number),
    CONSTRAINT ck_centre_contact_is_reached CHECK (phone <> '' AND mail <> '')
);
CREATE INDEX centre_contacts_by_account ON centre_contact (entered_by_id);
CREATE TRIGGER centre_contact_stays BEFORE UPDATE ON centre_contact
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER centre_contact_never_deleted BEFORE DELETE ON centre_contact
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- Of their own centre by an officer, of any by an administrator, and in nobody else's name.
CREATE FUNCTION centre_contact_by_an_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE officer account := seen_account();
BEGIN
    PERFORM only_if(NEW.entered_by_id = officer.id
        AND (officer.role = 'admin' OR NEW.municipality_id = officer.municipality_id), TG_TABLE_NAME);
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION centre_contact_by_an_officer FROM PUBLIC;
CREATE TRIGGER by_an_officer BEFORE INSERT ON centre_contact FOR EACH ROW EXECUTE FUNCTION centre_contact_by_an_officer();

-- Who of a family takes part is asked at every act: with ten thousand cases each read all of them.
CREATE INDEX family_notices_by_person ON family_notice (person_id);
