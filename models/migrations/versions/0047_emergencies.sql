-- A case that an officer reads in an emergency: asked for, opened by a second person or alone, and seen to: decision 0248.
CREATE TABLE emergency (id uuid CONSTRAINT pk_emergency PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_emergency_case_id REFERENCES cases,
    asked_by_id uuid NOT NULL CONSTRAINT fk_emergency_asked_by_id REFERENCES account,
    asked_at timestamptz NOT NULL,
    reason varchar NOT NULL CONSTRAINT ck_emergency_reason CHECK (reason IN ('danger', 'found', 'authority', 'placement')),
    words_sealed bytea CONSTRAINT ck_emergency_emergency_says_why CHECK (words_sealed IS NOT NULL),
    confirmed_by_id uuid CONSTRAINT fk_emergency_confirmed_by_id REFERENCES account,
    tried_sealed bytea,
    opened_at timestamptz,
    until timestamptz,
    ended_at timestamptz,
    ended_by_id uuid CONSTRAINT fk_emergency_ended_by_id REFERENCES account,
    reviewed_at timestamptz,
    reviewed_by_id uuid CONSTRAINT fk_emergency_reviewed_by_id REFERENCES account,
    justified boolean,
    judged_sealed bytea,
    CONSTRAINT ck_emergency_opened_until CHECK ((opened_at IS NULL) = (until IS NULL)),
    CONSTRAINT ck_emergency_by_two_or_alone CHECK (opened_at IS NULL AND confirmed_by_id IS NULL AND tried_sealed IS NULL
        OR opened_at IS NOT NULL AND (confirmed_by_id IS NULL) <> (tried_sealed IS NULL)),
    CONSTRAINT ck_emergency_alone_once_nobody_answers CHECK (tried_sealed IS NULL OR opened_at >= asked_at + interval '10 minutes'),
    CONSTRAINT ck_emergency_open_for_hours CHECK (until <= opened_at + interval '4 hours'),
    CONSTRAINT ck_emergency_second_is_another CHECK (confirmed_by_id <> asked_by_id),
    CONSTRAINT ck_emergency_ended_by_somebody CHECK ((ended_at IS NULL) = (ended_by_id IS NULL)),
    CONSTRAINT ck_emergency_judged_with_words CHECK (num_nulls(reviewed_at, reviewed_by_id, justified, judged_sealed) IN (0, 4)),
    CONSTRAINT ck_emergency_judged_by_another CHECK (reviewed_by_id <> asked_by_id),
    CONSTRAINT ck_emergency_judged_once_opened CHECK (reviewed_at IS NULL OR opened_at IS NOT NULL)
);
CREATE INDEX emergencies_by_case ON emergency (case_id);
CREATE INDEX emergencies_by_officer ON emergency (asked_by_id);
CREATE UNIQUE INDEX one_emergency_waits ON emergency (case_id, asked_by_id) WHERE opened_at IS NULL AND ended_at IS NULL;
CREATE INDEX emergencies_asked_for ON audit (actor_id, at) WHERE act = 'emergency asked for';

-- Whoever asks does it by their own session, for a case of their centre; the second person by theirs; and what was opened,
-- confirmed or judged stays as it is. What the portal says of somebody else is refused, whatever its code believes.
CREATE FUNCTION emergency_by_their_own_hand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor uuid := (seen_account()).id;
BEGIN
    IF actor IS NULL AND borne('staff') IS NULL AND session_user <> 'tryeza_portal' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' AND (NEW.asked_by_id IS DISTINCT FROM actor OR NEW.opened_at IS NOT NULL)
        OR TG_OP = 'UPDATE' AND (
            NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id AND (OLD.opened_at IS NOT NULL OR NEW.confirmed_by_id IS DISTINCT FROM actor)
            OR NEW.tried_sealed IS DISTINCT FROM OLD.tried_sealed AND (OLD.opened_at IS NOT NULL OR NEW.asked_by_id IS DISTINCT FROM actor)
            OR OLD.opened_at IS NOT NULL AND (NEW.opened_at, NEW.until) IS DISTINCT FROM (OLD.opened_at, OLD.until)
            OR OLD.ended_at IS NOT NULL AND (NEW.ended_at IS DISTINCT FROM OLD.ended_at OR NEW.opened_at IS DISTINCT FROM OLD.opened_at)
            OR NEW.reviewed_by_id IS DISTINCT FROM OLD.reviewed_by_id AND (OLD.reviewed_at IS NOT NULL OR NEW.reviewed_by_id IS DISTINCT FROM actor)) THEN
        RAISE EXCEPTION '%: not by their own hand', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER emergency_by_their_own_hand BEFORE INSERT OR UPDATE ON emergency
FOR EACH ROW EXECUTE FUNCTION emergency_by_their_own_hand();

-- How often the officer of this session has asked within a day, a number that is none counted too: one at a time.
CREATE FUNCTION emergencies_asked(moment timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor uuid := (seen_account()).id;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(coalesce(actor::text, ''), 248));
    RETURN (SELECT count(*) FROM audit WHERE actor_id = actor AND act = 'emergency asked for' AND at > moment - interval '1 day');
END $$;
REVOKE ALL ON FUNCTION emergencies_asked FROM PUBLIC;
GRANT EXECUTE ON FUNCTION emergencies_asked TO tryeza_portal;

-- As before; and whoever reads in an emergency changes nothing: no row of a life is added or changed in such a transaction.
CREATE OR REPLACE FUNCTION is_inside() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN borne('emergency') IS NULL AND borne('change') IS NULL AND borne('superior') IS NULL
        AND CASE WHEN borne('link') IS NOT NULL THEN let_in((door_seat()).professional_id)
        ELSE (seen_account()).id IS NOT NULL END;
END $$;
