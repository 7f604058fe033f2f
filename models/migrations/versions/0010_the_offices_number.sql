-- The number of a notice in the protocol book of a centre's office, entered as the book says it: decision 0183.

-- One entry; another row corrects it, and both stay.
CREATE TABLE protocol_number (id uuid CONSTRAINT pk_protocol_number PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_protocol_number_case_id REFERENCES cases,
    message_id uuid NOT NULL CONSTRAINT fk_protocol_number_message_id REFERENCES message,
    number_sealed bytea,
    booked_on date NOT NULL,
    corrects_id uuid,
    reason_sealed bytea,
    taken_back boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_protocol_number_recorded_by_id REFERENCES account,
    CONSTRAINT protocol_number_of_a_notice UNIQUE (message_id, id),
    CONSTRAINT one_correction_per_protocol_number UNIQUE (corrects_id),
    CONSTRAINT corrects_a_protocol_number_of_the_notice FOREIGN KEY (message_id, corrects_id)
        REFERENCES protocol_number (message_id, id),
    CONSTRAINT ck_protocol_number_corrects_another_entry CHECK (corrects_id IS DISTINCT FROM id),
    CONSTRAINT ck_protocol_number_corrected_for CHECK ((corrects_id IS NULL) = (reason_sealed IS NULL)),
    CONSTRAINT ck_protocol_number_taken_back_later CHECK (corrects_id IS NOT NULL OR NOT taken_back),
    CONSTRAINT ck_protocol_number_says_a_number CHECK (number_sealed IS NOT NULL)
);
CREATE UNIQUE INDEX one_protocol_number_per_notice ON protocol_number (message_id) WHERE corrects_id IS NULL;
CREATE INDEX protocol_numbers_by_case ON protocol_number (case_id);
CREATE TRIGGER protocol_number_stays BEFORE UPDATE ON protocol_number
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER protocol_number_never_deleted BEFORE DELETE ON protocol_number
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
