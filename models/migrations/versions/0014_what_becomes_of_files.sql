-- What becomes of a file that was brought: put before a meeting, opened as it came, removed before the seal: decision 0193.

CREATE TABLE file_removal (id uuid CONSTRAINT pk_file_removal PRIMARY KEY,
    file_id uuid NOT NULL CONSTRAINT fk_file_removal_file_id REFERENCES stored_file,
    reason_sealed bytea NOT NULL,
    removed_at timestamptz NOT NULL,
    removed_by_id uuid CONSTRAINT fk_file_removal_removed_by_id REFERENCES account,
    removed_by_member_id uuid CONSTRAINT fk_file_removal_removed_by_member_id REFERENCES member,
    CONSTRAINT one_removal_per_file UNIQUE (file_id),
    CONSTRAINT ck_file_removal_removed_by_one_person CHECK (num_nonnulls(removed_by_id, removed_by_member_id) = 1)
);
CREATE TRIGGER file_removal_stays BEFORE UPDATE ON file_removal
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER file_removal_never_deleted BEFORE DELETE ON file_removal
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE file_before_meeting (id uuid CONSTRAINT pk_file_before_meeting PRIMARY KEY,
    file_id uuid NOT NULL CONSTRAINT fk_file_before_meeting_file_id REFERENCES stored_file,
    meeting_id uuid NOT NULL CONSTRAINT fk_file_before_meeting_meeting_id REFERENCES meeting,
    number integer NOT NULL,
    is_before boolean NOT NULL,
    said_at timestamptz NOT NULL,
    said_by_id uuid NOT NULL CONSTRAINT fk_file_before_meeting_said_by_id REFERENCES account,
    CONSTRAINT one_word_on_a_file_each_time UNIQUE (file_id, meeting_id, number)
);
CREATE TRIGGER file_before_meeting_stays BEFORE UPDATE ON file_before_meeting
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER file_before_meeting_never_deleted BEFORE DELETE ON file_before_meeting
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE original_opening (id uuid CONSTRAINT pk_original_opening PRIMARY KEY,
    file_id uuid NOT NULL CONSTRAINT fk_original_opening_file_id REFERENCES stored_file,
    reason_sealed bytea NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_by_id uuid NOT NULL CONSTRAINT fk_original_opening_opened_by_id REFERENCES account
);
CREATE INDEX original_openings_by_file ON original_opening (file_id);
CREATE TRIGGER original_opening_stays BEFORE UPDATE ON original_opening
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER original_opening_never_deleted BEFORE DELETE ON original_opening
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- Of a sealed file nothing is removed: 17(5).
CREATE FUNCTION removed_before_the_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM stored_file JOIN cases ON cases.id = life_id
        WHERE stored_file.id = NEW.file_id AND seal IS NOT NULL) THEN
        RAISE EXCEPTION '%: the file is sealed', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER removed_before_the_seal BEFORE INSERT ON file_removal
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION removed_before_the_seal();

-- The bytes of a file go once it was said who removes it, and why.
CREATE FUNCTION piece_of_a_removed_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM stored_file JOIN file_removal ON file_removal.file_id = coalesce(copy_of_id, stored_file.id)
        WHERE stored_file.id = OLD.file_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
DROP TRIGGER file_piece_never_deleted ON file_piece;
CREATE TRIGGER file_piece_never_deleted BEFORE DELETE ON file_piece
    FOR EACH ROW EXECUTE FUNCTION piece_of_a_removed_file();
