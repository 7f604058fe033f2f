-- What was said of a notice on the telephone, or handed over: decision 0172.

-- One call or one handing over, with its true moment; another row corrects it, and both stay.
CREATE TABLE told_notice (id uuid CONSTRAINT pk_told_notice PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_told_notice_case_id REFERENCES cases,
    message_id uuid NOT NULL CONSTRAINT fk_told_notice_message_id REFERENCES message,
    means varchar NOT NULL CONSTRAINT ck_told_notice_means CHECK (means IN ('phone', 'hand')),
    told_at timestamptz NOT NULL,
    to_whom_sealed bytea,
    shown_by_sealed bytea,
    corrects_id uuid,
    reason_sealed bytea,
    taken_back boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_told_notice_recorded_by_id REFERENCES account,
    CONSTRAINT told_notice_of_a_case UNIQUE (case_id, id),
    CONSTRAINT one_correction_per_told_notice UNIQUE (corrects_id),
    CONSTRAINT corrects_a_told_notice_of_the_case FOREIGN KEY (case_id, corrects_id) REFERENCES told_notice (case_id, id),
    CONSTRAINT ck_told_notice_corrects_another_entry CHECK (corrects_id IS DISTINCT FROM id),
    CONSTRAINT ck_told_notice_corrected_for CHECK ((corrects_id IS NULL) = (reason_sealed IS NULL)),
    CONSTRAINT ck_told_notice_taken_back_later CHECK (corrects_id IS NOT NULL OR NOT taken_back)
);
CREATE INDEX told_notices_by_case ON told_notice (case_id, message_id);
CREATE TRIGGER told_notice_stays BEFORE UPDATE ON told_notice
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER told_notice_never_deleted BEFORE DELETE ON told_notice
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
