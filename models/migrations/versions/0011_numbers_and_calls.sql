-- The number of a case in the protocol book of a centre's office, which its mails carry (decision 0183), and last calls (0174).

-- One entry; another row corrects it, and both stay.
CREATE TABLE office_number (id uuid CONSTRAINT pk_office_number PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_office_number_case_id REFERENCES cases,
    number_sealed bytea,
    corrects_id uuid,
    reason_sealed bytea,
    taken_back boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_office_number_recorded_by_id REFERENCES account,
    CONSTRAINT office_number_of_a_case UNIQUE (case_id, id),
    CONSTRAINT one_correction_per_office_number UNIQUE (corrects_id),
    CONSTRAINT corrects_an_office_number_of_the_case FOREIGN KEY (case_id, corrects_id)
        REFERENCES office_number (case_id, id),
    CONSTRAINT ck_office_number_corrects_another_entry CHECK (corrects_id IS DISTINCT FROM id),
    CONSTRAINT ck_office_number_corrected_for CHECK ((corrects_id IS NULL) = (reason_sealed IS NULL)),
    CONSTRAINT ck_office_number_taken_back_later CHECK (corrects_id IS NOT NULL OR NOT taken_back),
    CONSTRAINT ck_office_number_says_a_number CHECK (number_sealed IS NOT NULL)
);
CREATE UNIQUE INDEX one_office_number_per_case ON office_number (case_id) WHERE corrects_id IS NULL;
CREATE TRIGGER office_number_stays BEFORE UPDATE ON office_number
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER office_number_never_deleted BEFORE DELETE ON office_number
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- Who was called by SMS on the last day of what they owe: DEFAULTS.LAST_CALL.
CREATE TABLE last_call (id uuid CONSTRAINT pk_last_call PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_last_call_life_id REFERENCES life,
    duty varchar NOT NULL,
    subject_id uuid NOT NULL,
    member_id uuid CONSTRAINT fk_last_call_member_id REFERENCES member,
    account_id uuid CONSTRAINT fk_last_call_account_id REFERENCES account,
    sent_on date NOT NULL,
    sent_at timestamptz NOT NULL,
    CONSTRAINT ck_last_call_one_reader CHECK ((member_id IS NULL) <> (account_id IS NULL)),
    CONSTRAINT one_call_a_day UNIQUE NULLS NOT DISTINCT (subject_id, duty, member_id, account_id, sent_on)
);
CREATE INDEX last_calls_by_life ON last_call (life_id);
CREATE TRIGGER last_call_stays BEFORE UPDATE ON last_call
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER last_call_never_deleted BEFORE DELETE ON last_call
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
