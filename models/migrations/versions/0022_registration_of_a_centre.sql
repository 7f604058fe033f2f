-- Under which number and address a centre is registered, as its letterhead says it: decision 0190.

CREATE TABLE centre_registration (id uuid CONSTRAINT pk_centre_registration PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_centre_registration_municipality_id REFERENCES municipality,
    number integer NOT NULL,
    since date NOT NULL,
    address varchar NOT NULL,
    registered varchar NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_centre_registration_entered_by_id REFERENCES account,
    CONSTRAINT one_centre_registration_per_number UNIQUE (municipality_id, number),
    CONSTRAINT ck_centre_registration_says_something CHECK (address <> '' OR registered <> '')
);
CREATE INDEX centre_registrations_by_account ON centre_registration (entered_by_id);
CREATE TRIGGER centre_registration_stays BEFORE UPDATE ON centre_registration
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER centre_registration_never_deleted BEFORE DELETE ON centre_registration
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- Of their own centre by an officer, of any by an administrator, and in nobody else's name.
CREATE TRIGGER by_an_officer BEFORE INSERT ON centre_registration
    FOR EACH ROW EXECUTE FUNCTION centre_contact_by_an_officer();
