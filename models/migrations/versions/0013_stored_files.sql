-- Files that people bring and what is made of them, each sealed in pieces with the key of its life: decision 0193.

CREATE TABLE stored_file (id uuid CONSTRAINT pk_stored_file PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_stored_file_life_id REFERENCES life,
    kind varchar NOT NULL,
    form varchar NOT NULL,
    copy_of_id uuid,
    section varchar NOT NULL,
    subject_id uuid,
    name_sealed bytea,
    media_type varchar NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    pieces integer NOT NULL,
    stored_at timestamptz NOT NULL,
    brought_by_id uuid CONSTRAINT fk_stored_file_brought_by_id REFERENCES account,
    brought_by_member_id uuid CONSTRAINT fk_stored_file_brought_by_member_id REFERENCES member,
    beside boolean NOT NULL,
    CONSTRAINT stored_file_of_a_life UNIQUE (life_id, id),
    CONSTRAINT one_copy_of_each_form UNIQUE (copy_of_id, form),
    CONSTRAINT copy_of_a_file_of_the_life FOREIGN KEY (life_id, copy_of_id) REFERENCES stored_file (life_id, id),
    CONSTRAINT ck_stored_file_kind CHECK (kind IN ('attachment', 'signed_page', 'signed_pdf', 'archive')),
    CONSTRAINT ck_stored_file_form CHECK (form IN ('original', 'cleaned', 'thumbnail')),
    CONSTRAINT ck_stored_file_section CHECK (section IN ('case', 'report', 'meeting', 'paper')),
    CONSTRAINT ck_stored_file_original_or_copy CHECK ((form = 'original') = (copy_of_id IS NULL)),
    CONSTRAINT ck_stored_file_section_of_something CHECK ((section = 'case') = (subject_id IS NULL)),
    CONSTRAINT ck_stored_file_brought_by_one_person CHECK (num_nonnulls(brought_by_id, brought_by_member_id) <= 1),
    CONSTRAINT ck_stored_file_with_its_hash CHECK (octet_length(sha256) = 32),
    CONSTRAINT ck_stored_file_in_pieces CHECK (size >= 0 AND pieces > 0)
);
CREATE INDEX stored_files_by_life ON stored_file (life_id);
CREATE TRIGGER stored_file_stays BEFORE UPDATE ON stored_file
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER stored_file_never_deleted BEFORE DELETE ON stored_file
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- A closed file is sealed with the hash of each of its files; what is stored later stands beside it: 17(5).
CREATE FUNCTION stored_before_the_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases WHERE id = NEW.life_id AND seal IS NOT NULL) THEN
        RAISE EXCEPTION '%: the file is sealed', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stored_before_the_seal BEFORE INSERT ON stored_file
    FOR EACH ROW WHEN (NOT NEW.beside) EXECUTE FUNCTION stored_before_the_seal();

-- Some bytes of a file. They come before its row, which says how many there are: the key is asked at the commit.
CREATE TABLE file_piece (id uuid CONSTRAINT pk_file_piece PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_file_piece_life_id REFERENCES life,
    file_id uuid NOT NULL,
    position integer NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT one_piece_per_position UNIQUE (file_id, position),
    CONSTRAINT piece_of_a_file_of_the_life FOREIGN KEY (life_id, file_id) REFERENCES stored_file (life_id, id)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_file_piece_counted_from_zero CHECK (position >= 0)
);
-- What is sealed does not get smaller.
ALTER TABLE file_piece ALTER content SET STORAGE EXTERNAL;
CREATE TRIGGER file_piece_stays BEFORE UPDATE ON file_piece
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER file_piece_never_deleted BEFORE DELETE ON file_piece
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
