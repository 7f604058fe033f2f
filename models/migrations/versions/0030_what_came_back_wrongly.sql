-- A page that was filed to the wrong paper, or laid beside the wrong signature, is taken back: decision 0194.
CREATE TABLE page_taken_back (id uuid CONSTRAINT pk_page_taken_back PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_page_taken_back_life_id REFERENCES life,
    filed_page_id uuid NOT NULL,
    signature_id uuid CONSTRAINT fk_page_taken_back_signature_id REFERENCES signature,
    reason_sealed bytea NOT NULL,
    taken_at timestamptz NOT NULL,
    taken_by_id uuid NOT NULL CONSTRAINT fk_page_taken_back_taken_by_id REFERENCES account,
    CONSTRAINT taken_back_in_its_life FOREIGN KEY (life_id, filed_page_id) REFERENCES filed_page (life_id, id),
    CONSTRAINT a_page_is_taken_back_once UNIQUE NULLS NOT DISTINCT (filed_page_id, signature_id)
);
CREATE INDEX pages_taken_back_by_life ON page_taken_back (life_id);
CREATE INDEX pages_taken_back_by_signature ON page_taken_back (signature_id);
CREATE TRIGGER page_taken_back_stays BEFORE UPDATE ON page_taken_back
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER page_taken_back_never_deleted BEFORE DELETE ON page_taken_back
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER taken_back_before_the_seal BEFORE INSERT ON page_taken_back
    FOR EACH ROW EXECUTE FUNCTION stored_before_the_seal();

ALTER TABLE waiting_page DROP CONSTRAINT ck_waiting_page_why;
ALTER TABLE waiting_page ADD CONSTRAINT ck_waiting_page_why CHECK (why IN ('no_code', 'two_codes', 'not_known', 'blank_form', 'not_theirs', 'no_such_page', 'old_text', 'double', 'taken_back'));

-- Who saw somebody sign, or refuse, a declaration that came on paper: decision 0195.
CREATE TABLE declaration_seen (id uuid CONSTRAINT pk_declaration_seen PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_declaration_seen_life_id REFERENCES life,
    signature_id uuid CONSTRAINT fk_declaration_seen_signature_id REFERENCES signature,
    refused_id uuid CONSTRAINT fk_declaration_seen_refused_id REFERENCES member,
    word_id uuid CONSTRAINT fk_declaration_seen_word_id REFERENCES participant_word,
    seen_by_sealed bytea NOT NULL,
    said_at timestamptz NOT NULL,
    said_by_id uuid NOT NULL CONSTRAINT fk_declaration_seen_said_by_id REFERENCES account,
    CONSTRAINT one_witness_of_a_signature UNIQUE (signature_id),
    CONSTRAINT one_witness_of_a_refusal UNIQUE (refused_id),
    CONSTRAINT one_witness_of_a_word UNIQUE (word_id),
    CONSTRAINT ck_declaration_seen_of_one_word CHECK (num_nonnulls(signature_id, refused_id, word_id) = 1)
);
CREATE INDEX declarations_seen_by_life ON declaration_seen (life_id);
CREATE TRIGGER declaration_seen_stays BEFORE UPDATE ON declaration_seen
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER declaration_seen_never_deleted BEFORE DELETE ON declaration_seen
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER declared_before_the_seal BEFORE INSERT ON declaration_seen
    FOR EACH ROW EXECUTE FUNCTION stored_before_the_seal();

-- The code of a page that was printed of a sealed file after the seal, and is no page of its archive: decision 0196.
CREATE TABLE later_print (id uuid CONSTRAINT pk_later_print PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_later_print_municipality_id REFERENCES municipality,
    digest bytea NOT NULL,
    file_digest bytea NOT NULL,
    broken_on date,
    CONSTRAINT one_row_per_later_print UNIQUE (digest)
);
CREATE INDEX later_prints_by_file ON later_print (file_digest);
CREATE TRIGGER later_print_never_deleted BEFORE DELETE ON later_print
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
