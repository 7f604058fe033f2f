-- "Not for me, or I have left" behind a link does what a mail does that came back: decision 0176.

-- Who reads at the address on record says that it is not theirs: nothing that was sent there opens anything until this ends.
CREATE TABLE disowned_address (id uuid CONSTRAINT pk_disowned_address PRIMARY KEY,
    professional_id uuid NOT NULL CONSTRAINT fk_disowned_address_professional_id REFERENCES professional,
    member_id uuid NOT NULL CONSTRAINT fk_disowned_address_member_id REFERENCES member,
    said_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_as varchar CONSTRAINT ck_disowned_address_ended_as CHECK (ended_as IN ('changed', 'right')),
    decided_by_id uuid CONSTRAINT fk_disowned_address_decided_by_id REFERENCES account,
    basis_sealed bytea,
    CONSTRAINT ck_disowned_address_ended_once CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
    CONSTRAINT ck_disowned_address_right_by_somebody CHECK (
        (ended_as IS NOT DISTINCT FROM 'right') = (decided_by_id IS NOT NULL AND basis_sealed IS NOT NULL))
);
CREATE INDEX disowned_addresses_by_professional ON disowned_address (professional_id, said_at);
CREATE UNIQUE INDEX one_open_disowning ON disowned_address (professional_id) WHERE ended_at IS NULL;

-- As of a number: said behind the seat's own link, found right by the officer who is signed in, and every table hears of it.
CREATE TRIGGER disowning_is_ended BEFORE UPDATE ON disowned_address
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION dispute_is_ended();
CREATE TRIGGER disowning_is_of_its_seat BEFORE INSERT ON disowned_address
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION dispute_is_ended();
CREATE TRIGGER tables_hear_of_an_address AFTER INSERT OR UPDATE OF ended_at ON disowned_address
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION tables_hear_of_a_contact();

-- The links of that person at every table of the centre, and whoever is in: a link sees, and closes, none but its own. It is
-- the row itself that closes them, so that nothing is cut of which it is not on record who said so, and behind which link.
CREATE FUNCTION address_is_shut() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE member_link SET revoked_at = NEW.said_at, closed_by = 'returned'
        WHERE revoked_at IS NULL AND member_id IN (SELECT id FROM member WHERE professional_id = NEW.professional_id);
    UPDATE member_session SET ended_at = NEW.said_at
        WHERE ended_at IS NULL AND professional_id = NEW.professional_id;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION address_is_shut FROM PUBLIC;
CREATE TRIGGER address_is_shut AFTER INSERT ON disowned_address
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION address_is_shut();
