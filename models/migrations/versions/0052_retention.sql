-- How long closed files are kept, which are held back, and how one goes: decision 0259.
ALTER TABLE life ADD COLUMN hidden_at timestamptz;
CREATE TABLE retention_rule (id uuid CONSTRAINT pk_retention_rule PRIMARY KEY,
    record_type varchar NOT NULL CONSTRAINT ck_retention_rule_record_type CHECK (record_type IN ('case')),
    years integer CONSTRAINT ck_retention_rule_at_least_a_year CHECK (years > 0),
    source_sealed bytea CONSTRAINT ck_retention_rule_says_where_it_stands CHECK (source_sealed IS NOT NULL),
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_retention_rule_entered_by_id REFERENCES account
);
CREATE TABLE erasure (id uuid CONSTRAINT pk_erasure PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_erasure_municipality_id REFERENCES municipality,
    life_id uuid NOT NULL CONSTRAINT fk_erasure_life_id REFERENCES life,
    number varchar NOT NULL,
    record_type varchar NOT NULL CONSTRAINT ck_erasure_record_type CHECK (record_type IN ('case')),
    sealed_on date NOT NULL,
    noticed_at timestamptz NOT NULL,
    noticed_by_id uuid NOT NULL CONSTRAINT fk_erasure_noticed_by_id REFERENCES account,
    hidden_at timestamptz,
    hidden_by_id uuid CONSTRAINT fk_erasure_hidden_by_id REFERENCES account,
    decided_at timestamptz,
    decided_by_id uuid CONSTRAINT fk_erasure_decided_by_id REFERENCES account,
    decision_sealed bytea,
    ended_at timestamptz,
    ended_by_id uuid CONSTRAINT fk_erasure_ended_by_id REFERENCES account,
    CONSTRAINT ck_erasure_hidden_by_somebody CHECK ((hidden_at IS NULL) = (hidden_by_id IS NULL)),
    CONSTRAINT ck_erasure_decided_with_words CHECK (num_nulls(decided_at, decided_by_id, decision_sealed) IN (0, 3)),
    CONSTRAINT ck_erasure_hidden_days_after_the_notice CHECK (hidden_at >= noticed_at + interval '13 days'),
    CONSTRAINT ck_erasure_decided_days_after_the_hiding CHECK (decided_at IS NULL OR hidden_at IS NOT NULL AND decided_at >= hidden_at + interval '13 days'),
    CONSTRAINT ck_erasure_ended_by_somebody CHECK ((ended_at IS NULL) = (ended_by_id IS NULL))
);
CREATE UNIQUE INDEX one_erasure_of_a_life ON erasure (life_id) WHERE ended_at IS NULL;
CREATE INDEX erasures_by_centre ON erasure (municipality_id);
CREATE INDEX erasures_by_life ON erasure (life_id);
CREATE TABLE legal_hold (id uuid CONSTRAINT pk_legal_hold PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_legal_hold_municipality_id REFERENCES municipality,
    life_id uuid NOT NULL CONSTRAINT fk_legal_hold_life_id REFERENCES life,
    words_sealed bytea CONSTRAINT ck_legal_hold_hold_says_why CHECK (words_sealed IS NOT NULL),
    until date,
    placed_at timestamptz NOT NULL,
    placed_by_id uuid NOT NULL CONSTRAINT fk_legal_hold_placed_by_id REFERENCES account,
    lifted_at timestamptz,
    lifted_by_id uuid CONSTRAINT fk_legal_hold_lifted_by_id REFERENCES account,
    lifted_words_sealed bytea,
    CONSTRAINT ck_legal_hold_lifted_with_words CHECK (num_nulls(lifted_at, lifted_by_id, lifted_words_sealed) IN (0, 3))
);
CREATE INDEX holds_by_life ON legal_hold (life_id);
CREATE INDEX holds_by_centre ON legal_hold (municipality_id);
CREATE TABLE erased_record (id uuid CONSTRAINT pk_erased_record PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_erased_record_life_id REFERENCES life,
    municipality_id uuid NOT NULL CONSTRAINT fk_erased_record_municipality_id REFERENCES municipality,
    number varchar NOT NULL,
    record_type varchar NOT NULL CONSTRAINT ck_erased_record_record_type CHECK (record_type IN ('case')),
    sealed_on date NOT NULL,
    erased_at timestamptz NOT NULL,
    decided_by_id uuid CONSTRAINT fk_erased_record_decided_by_id REFERENCES account,
    counted integer NOT NULL CONSTRAINT ck_erased_record_counted_rows CHECK (counted >= 0),
    digest bytea NOT NULL CONSTRAINT ck_erased_record_with_its_hash CHECK (octet_length(digest) = 32),
    CONSTRAINT erased_once UNIQUE (life_id)
);
CREATE INDEX erased_by_centre ON erased_record (municipality_id);

-- A file that is hidden is nobody's: its life and all beneath it.
CREATE OR REPLACE VIEW open_life AS SELECT id FROM life WHERE hidden_at IS NULL AND ARRAY[id, municipality_id] && (SELECT gates());

CREATE TRIGGER by_an_administrator BEFORE INSERT ON retention_rule FOR EACH ROW EXECUTE FUNCTION by_an_administrator();
CREATE TRIGGER retention_rule_stays BEFORE UPDATE ON retention_rule FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER retention_rule_never_deleted BEFORE DELETE ON retention_rule FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER erasure_never_deleted BEFORE DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER legal_hold_never_deleted BEFORE DELETE ON legal_hold FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER erased_record_stays BEFORE UPDATE ON erased_record FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER erased_record_never_deleted BEFORE DELETE ON erased_record FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- Who is signed in and decides for this centre on that day: the head, or a deputy in force.
CREATE FUNCTION seen_decider(centre uuid, moment timestamptz) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor account := seen_account();
    on_day date := (moment AT TIME ZONE 'Europe/Belgrade')::date;
BEGIN
    RETURN (SELECT actor.id WHERE actor.municipality_id = centre AND (actor.role = 'head' OR EXISTS (SELECT FROM deputy
        WHERE account_id = actor.id AND deputy.municipality_id = centre AND valid_from <= on_day
            AND (valid_until IS NULL OR valid_until >= on_day) AND (ended_on IS NULL OR ended_on > on_day))));
END $$;
REVOKE ALL ON FUNCTION seen_decider FROM PUBLIC;

-- Step by step, each by who is signed in, of a sealed file of their centre; none under a hold, none taken twice. With the
-- hiding the file is nobody's any more, and somebody's again where it is stopped.
CREATE FUNCTION erasure_step_by_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor uuid := seen_decider(NEW.municipality_id, coalesce(NEW.ended_at, NEW.decided_at, NEW.hidden_at, NEW.noticed_at));
    former erasure;
BEGIN
    PERFORM FROM life WHERE id = NEW.life_id FOR UPDATE;
    IF TG_OP = 'UPDATE' THEN
        former := OLD;
    END IF;
    IF session_user = 'tryeza_portal' AND (
            former.id IS NULL AND NEW.noticed_by_id IS DISTINCT FROM actor
            OR NEW.hidden_by_id IS DISTINCT FROM former.hidden_by_id AND NEW.hidden_by_id IS DISTINCT FROM actor
            OR NEW.decided_by_id IS DISTINCT FROM former.decided_by_id AND NEW.decided_by_id IS DISTINCT FROM actor
            OR NEW.ended_by_id IS DISTINCT FROM former.ended_by_id AND NEW.ended_by_id IS DISTINCT FROM actor)
        OR former.id IS NULL AND (NEW.hidden_at IS NOT NULL OR NEW.decided_at IS NOT NULL OR NEW.ended_at IS NOT NULL
            OR NOT EXISTS (SELECT FROM cases WHERE id = NEW.life_id AND sealed_at IS NOT NULL
                AND municipality_id = NEW.municipality_id AND number = NEW.number))
        OR former.hidden_at IS NOT NULL AND NEW.hidden_at IS DISTINCT FROM former.hidden_at
        OR former.decided_at IS NOT NULL AND NEW.decided_at IS DISTINCT FROM former.decided_at
        OR former.ended_at IS NOT NULL
        OR NEW.ended_at IS NOT NULL AND EXISTS (SELECT FROM erased_record WHERE life_id = NEW.life_id)
        OR NEW.ended_at IS NULL AND EXISTS (SELECT FROM legal_hold WHERE life_id = NEW.life_id AND lifted_at IS NULL AND (until IS NULL
            OR until >= (coalesce(NEW.decided_at, NEW.hidden_at, NEW.noticed_at) AT TIME ZONE 'Europe/Belgrade')::date)) THEN
        RAISE EXCEPTION '%: not the next step, or not by their own hand', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    UPDATE life SET hidden_at = CASE WHEN NEW.ended_at IS NULL THEN NEW.hidden_at END
    WHERE id = NEW.life_id AND hidden_at IS DISTINCT FROM CASE WHEN NEW.ended_at IS NULL THEN NEW.hidden_at END;
    RETURN NEW;
END $$;
CREATE TRIGGER erasure_step_by_step BEFORE INSERT OR UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION erasure_step_by_step();

-- A hold is placed and lifted by who is signed in, in their centre, and what is said stays.
CREATE FUNCTION hold_by_their_own_hand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor uuid := seen_decider(NEW.municipality_id, coalesce(NEW.lifted_at, NEW.placed_at));
BEGIN
    PERFORM FROM life WHERE id = NEW.life_id FOR UPDATE;
    IF session_user = 'tryeza_portal' AND (
            NOT EXISTS (SELECT FROM life WHERE id = NEW.life_id AND municipality_id = NEW.municipality_id)
            OR actor IS DISTINCT FROM CASE TG_OP WHEN 'INSERT' THEN NEW.placed_by_id ELSE NEW.lifted_by_id END)
        OR TG_OP = 'INSERT' AND NEW.lifted_at IS NOT NULL
        OR TG_OP = 'UPDATE' AND OLD.lifted_at IS NOT NULL THEN
        RAISE EXCEPTION '%: not by their own hand', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold_by_their_own_hand BEFORE INSERT OR UPDATE ON legal_hold FOR EACH ROW EXECUTE FUNCTION hold_by_their_own_hand();

-- How many closed files there are and how far they are, by centre, for who sets the limit and sees no file: numbers alone.
CREATE FUNCTION retention_counts(today date) RETURNS TABLE (municipality_id uuid, sealed bigint, held bigint, noticed bigint, hidden bigint, decided bigint, erased bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF session_user = 'tryeza_portal' AND oversees() IS NOT TRUE THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT cases.municipality_id, count(*),
        count(*) FILTER (WHERE EXISTS (SELECT FROM legal_hold WHERE legal_hold.life_id = cases.id AND lifted_at IS NULL AND (until IS NULL OR until >= today))),
        count(*) FILTER (WHERE erasure.id IS NOT NULL AND hidden_at IS NULL),
        count(*) FILTER (WHERE hidden_at IS NOT NULL AND decided_at IS NULL),
        count(*) FILTER (WHERE decided_at IS NOT NULL AND erased_record.id IS NULL),
        count(*) FILTER (WHERE erased_record.id IS NOT NULL)
    FROM cases LEFT JOIN erasure ON erasure.life_id = cases.id AND ended_at IS NULL LEFT JOIN erased_record ON erased_record.life_id = cases.id
    WHERE cases.sealed_at IS NOT NULL GROUP BY cases.municipality_id;
END $$;
REVOKE ALL ON FUNCTION retention_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_counts TO tryeza_portal;
