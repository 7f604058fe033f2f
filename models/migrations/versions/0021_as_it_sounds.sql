-- By which a child is found as its name sounds; says no name without the index key: decision 0198.

CREATE TABLE name_key (id uuid CONSTRAINT pk_name_key PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_name_key_case_id REFERENCES cases,
    sound bytea NOT NULL,
    CONSTRAINT each_sound_once UNIQUE (case_id, sound)
);
CREATE INDEX cases_by_sound ON name_key (sound);
CREATE TRIGGER name_key_stays BEFORE UPDATE ON name_key
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();

-- Whose keys are destroyed is found by no name either: Art. 18(1).
CREATE FUNCTION forget_sounds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM name_key WHERE case_id = NEW.life_id;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION forget_sounds FROM PUBLIC;
CREATE TRIGGER erased_is_not_found AFTER UPDATE OF destroyed_at ON data_key
    FOR EACH ROW WHEN (NEW.destroyed_at IS NOT NULL) EXECUTE FUNCTION forget_sounds();
