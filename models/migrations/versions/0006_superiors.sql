-- The mobile of a superior, by which they are told beside the mail, and where it changes: decision 0180.

ALTER TABLE professional ADD COLUMN superior_phone_sealed bytea;
ALTER TABLE institution_superior ADD COLUMN phone_sealed bytea;
ALTER TABLE contact_change ADD COLUMN old_superior_phone_sealed bytea;
ALTER TABLE contact_change ADD COLUMN superior_phone_sealed bytea;

-- The link in a mail to a superior: to one notice, and to nothing else. What they answer bears its id, so that it is one.
CREATE TABLE superior_link (id uuid CONSTRAINT pk_superior_link PRIMARY KEY,
    token_digest bytea NOT NULL CONSTRAINT one_superior_link_per_token UNIQUE,
    case_id uuid NOT NULL CONSTRAINT fk_superior_link_case_id REFERENCES cases,
    request_id uuid CONSTRAINT fk_superior_link_request_id REFERENCES report_request,
    absence_id uuid CONSTRAINT fk_superior_link_absence_id REFERENCES absence_notice,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    closed_at timestamptz,
    token_sealed bytea,
    CONSTRAINT ck_superior_link_of_a_report_or_an_absence CHECK ((request_id IS NULL) <> (absence_id IS NULL))
);
CREATE INDEX superior_links_by_case ON superior_link (case_id);
CREATE INDEX superior_links_by_request ON superior_link (request_id);
CREATE INDEX superior_links_by_absence ON superior_link (absence_id);

-- What was done, and when; entered by nobody where the superior says it behind their link.
ALTER TABLE superior_reply ALTER COLUMN recorded_by_id DROP NOT NULL;
ALTER TABLE superior_reply ADD COLUMN outcome varchar CONSTRAINT ck_superior_reply_outcome CHECK (outcome IN ('spoken', 'replaced', 'other'));
ALTER TABLE superior_reply ADD COLUMN done_on date;

-- The notice that came with the request; closed, or over, it leads nowhere.
CREATE FUNCTION superior_door() RETURNS superior_link LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found superior_link;
BEGIN
    SELECT superior_link.* INTO found FROM superior_link WHERE token_digest = borne('superior') AND closed_at IS NULL
        AND (expires_at > now() OR EXISTS (SELECT FROM demo_clock));
    RETURN found;
END $$;
REVOKE ALL ON FUNCTION superior_door FROM PUBLIC;
GRANT EXECUTE ON FUNCTION superior_door TO tryeza_portal;

-- As before, and for an act behind a superior's link the life that it is about; nobody is inside by one.
CREATE OR REPLACE FUNCTION open_lives() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    seat member := door_seat();
    person uuid := changed_person();
    asked superior_link := superior_door();
BEGIN
    RETURN ARRAY(
        SELECT seat.life_id WHERE seat.id IS NOT NULL AND (borne('acts') = borne('link') OR let_in(seat.professional_id))
        UNION SELECT member.life_id FROM member WHERE professional_id = person
        UNION SELECT asked.case_id WHERE asked.id IS NOT NULL AND borne('acts') = borne('superior'));
END $$;

CREATE OR REPLACE FUNCTION is_inside() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN borne('change') IS NULL AND borne('superior') IS NULL AND CASE WHEN borne('link') IS NOT NULL THEN let_in((door_seat()).professional_id)
        ELSE (seen_account()).id IS NOT NULL END;
END $$;

CREATE OR REPLACE FUNCTION gates() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found uuid[] := array_remove(ARRAY[seen_centre()], NULL);
BEGIN
    IF borne('link') IS NOT NULL OR borne('change') IS NOT NULL OR borne('superior') IS NOT NULL THEN
        found := found || open_lives();
    END IF;
    RETURN found;
END $$;

-- A reply is told in the morning: the reminders of that centre are woken, or begun.
CREATE OR REPLACE FUNCTION door_centre() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT municipality_id FROM life WHERE id = (door_seat()).life_id),
        (SELECT municipality_id FROM professional WHERE id = changed_person()),
        (SELECT municipality_id FROM life WHERE id = (superior_door()).case_id AND borne('acts') = borne('superior')));
END $$;

CREATE OR REPLACE FUNCTION shown_lives() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found uuid[] := gates();
BEGIN
    IF oversees() THEN
        found := found || ARRAY(SELECT id FROM municipality);
    END IF;
    IF borne('link') IS NOT NULL OR borne('change') IS NOT NULL OR borne('acts') = borne('superior') THEN
        found := found || ARRAY(SELECT (door_seat()).life_id WHERE borne('link') IS NOT NULL
            UNION SELECT id FROM life WHERE kind = 'reminders' AND municipality_id = door_centre());
    END IF;
    RETURN found;
END $$;
