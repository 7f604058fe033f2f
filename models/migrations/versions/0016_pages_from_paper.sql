-- Pages that came back from paper: decision 0194.

-- One page of a printed paper as it came back; its picture is a file of the life.
CREATE TABLE filed_page (id uuid CONSTRAINT pk_filed_page PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_filed_page_life_id REFERENCES life,
    made_paper_id uuid NOT NULL,
    page integer NOT NULL,
    file_id uuid NOT NULL,
    scan_sha256 bytea NOT NULL,
    scan_page integer NOT NULL,
    by_hand boolean NOT NULL,
    filed_at timestamptz NOT NULL,
    filed_by_id uuid NOT NULL CONSTRAINT fk_filed_page_filed_by_id REFERENCES account,
    beside boolean NOT NULL,
    CONSTRAINT filed_page_of_a_life UNIQUE (life_id, id),
    CONSTRAINT one_page_per_file UNIQUE (file_id),
    CONSTRAINT filed_to_a_paper_of_the_life FOREIGN KEY (life_id, made_paper_id) REFERENCES made_paper (life_id, id),
    CONSTRAINT picture_of_the_life FOREIGN KEY (life_id, file_id) REFERENCES stored_file (life_id, id),
    CONSTRAINT ck_filed_page_is_a_page CHECK (page > 0),
    CONSTRAINT ck_filed_page_of_a_scan CHECK (octet_length(scan_sha256) = 32 AND scan_page > 0)
);
CREATE INDEX filed_pages_by_paper ON filed_page (made_paper_id, page);
CREATE TRIGGER filed_page_stays BEFORE UPDATE ON filed_page
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER filed_page_never_deleted BEFORE DELETE ON filed_page
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER filed_before_the_seal BEFORE INSERT ON filed_page
    FOR EACH ROW WHEN (NOT NEW.beside) EXECUTE FUNCTION stored_before_the_seal();

-- A page on which somebody's signature is seen, beside that signature.
CREATE TABLE signature_scan (id uuid CONSTRAINT pk_signature_scan PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_signature_scan_life_id REFERENCES life,
    signature_id uuid NOT NULL CONSTRAINT fk_signature_scan_signature_id REFERENCES signature,
    filed_page_id uuid NOT NULL,
    seen_by_sealed bytea,
    said_at timestamptz NOT NULL,
    said_by_id uuid NOT NULL CONSTRAINT fk_signature_scan_said_by_id REFERENCES account,
    beside boolean NOT NULL,
    CONSTRAINT page_of_the_life FOREIGN KEY (life_id, filed_page_id) REFERENCES filed_page (life_id, id),
    CONSTRAINT one_scan_of_a_page_per_signature UNIQUE (signature_id, filed_page_id)
);
CREATE INDEX signature_scans_by_page ON signature_scan (filed_page_id);
CREATE TRIGGER signature_scan_stays BEFORE UPDATE ON signature_scan
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signature_scan_never_deleted BEFORE DELETE ON signature_scan
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER seen_before_the_seal BEFORE INSERT ON signature_scan
    FOR EACH ROW WHEN (NOT NEW.beside) EXECUTE FUNCTION stored_before_the_seal();

-- A page that no paper took by itself. Its picture goes when a person has filed or rejected it; the rest stays.
CREATE TABLE waiting_page (id uuid CONSTRAINT pk_waiting_page PRIMARY KEY,
    made_paper_id uuid CONSTRAINT fk_waiting_page_made_paper_id REFERENCES made_paper,
    page integer,
    why varchar NOT NULL,
    picture_sealed bytea,
    scan_sha256 bytea NOT NULL,
    scan_page integer NOT NULL,
    brought_at timestamptz NOT NULL,
    brought_by_id uuid NOT NULL CONSTRAINT fk_waiting_page_brought_by_id REFERENCES account,
    ended_at timestamptz,
    ended_by_id uuid CONSTRAINT fk_waiting_page_ended_by_id REFERENCES account,
    filed_page_id uuid CONSTRAINT fk_waiting_page_filed_page_id REFERENCES filed_page,
    reason_sealed bytea,
    CONSTRAINT ck_waiting_page_why CHECK (why IN ('no_code', 'two_codes', 'not_known', 'not_theirs', 'no_such_page', 'old_text', 'double')),
    CONSTRAINT ck_waiting_page_of_a_scan CHECK (octet_length(scan_sha256) = 32 AND scan_page > 0),
    CONSTRAINT ck_waiting_page_ended_by_somebody CHECK (num_nonnulls(ended_at, ended_by_id) IN (0, 2)),
    CONSTRAINT ck_waiting_page_seen_until_then CHECK ((picture_sealed IS NULL) <> (ended_at IS NULL)),
    CONSTRAINT ck_waiting_page_filed_or_rejected CHECK (num_nonnulls(filed_page_id, reason_sealed) = num_nonnulls(ended_at))
);
CREATE INDEX open_waiting_pages ON waiting_page (brought_at) WHERE ended_at IS NULL;
CREATE INDEX waiting_pages_by_paper ON waiting_page (made_paper_id);
CREATE INDEX waiting_pages_by_who_brought_them ON waiting_page (brought_by_id);
CREATE TRIGGER waiting_page_stays BEFORE UPDATE ON waiting_page
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER waiting_page_is_decided BEFORE UPDATE ON waiting_page FOR EACH ROW WHEN (OLD.ended_at IS NULL)
    EXECUTE FUNCTION stays_as_written('ended_at', 'ended_by_id', 'filed_page_id', 'reason_sealed', 'picture_sealed');
CREATE TRIGGER waiting_page_never_deleted BEFORE DELETE ON waiting_page
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
