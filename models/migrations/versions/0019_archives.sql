-- Archives of sealed files, asked for and made apart from any page, and the codes on their pages: decision 0196.

CREATE TABLE archive_order (id uuid CONSTRAINT pk_archive_order PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_archive_order_case_id REFERENCES cases,
    asked_by_id uuid CONSTRAINT fk_archive_order_asked_by_id REFERENCES account,
    asked_at timestamptz NOT NULL,
    state varchar NOT NULL,
    tries integer NOT NULL,
    touched_at timestamptz,
    papers integer NOT NULL,
    of_papers integer NOT NULL,
    entries integer,
    ended_at timestamptz,
    fault varchar,
    file_id uuid,
    CONSTRAINT archive_of_the_case FOREIGN KEY (case_id, file_id) REFERENCES stored_file (life_id, id),
    CONSTRAINT ck_archive_order_state CHECK (state IN ('waiting', 'at_work', 'done', 'failed')),
    CONSTRAINT ck_archive_order_ended CHECK ((ended_at IS NULL) = (state IN ('waiting', 'at_work'))),
    CONSTRAINT ck_archive_order_done_with_a_file CHECK ((file_id IS NULL) = (state <> 'done')),
    CONSTRAINT ck_archive_order_failed_for_something CHECK ((fault IS NULL) = (state <> 'failed'))
);
CREATE UNIQUE INDEX one_archive_at_a_time ON archive_order (case_id) WHERE ended_at IS NULL;
CREATE INDEX archive_orders_by_case ON archive_order (case_id);
CREATE TRIGGER archive_order_stays BEFORE UPDATE ON archive_order
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER archive_order_never_deleted BEFORE DELETE ON archive_order
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE page_code (id uuid CONSTRAINT pk_page_code PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_page_code_municipality_id REFERENCES municipality,
    digest bytea NOT NULL,
    file_digest bytea NOT NULL,
    broken_on date,
    CONSTRAINT one_row_per_page_code UNIQUE (digest)
);
CREATE INDEX page_codes_by_file ON page_code (file_digest);
CREATE TRIGGER page_code_never_deleted BEFORE DELETE ON page_code
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
