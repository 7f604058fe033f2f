-- One child's record, handed out to the child or who acts for it: decision 0197.

CREATE TABLE record_export (
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    number INTEGER NOT NULL,
    begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
    begun_by_id UUID NOT NULL,
    CONSTRAINT pk_record_export PRIMARY KEY (id),
    CONSTRAINT one_export_per_number UNIQUE (case_id, number),
    CONSTRAINT export_of_a_case UNIQUE (case_id, id),
    CONSTRAINT ck_record_export_exports_are_counted CHECK (number > 0),
    CONSTRAINT fk_record_export_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_record_export_begun_by_id FOREIGN KEY(begun_by_id) REFERENCES account (id)
);
CREATE TRIGGER record_export_stays BEFORE UPDATE ON record_export
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER record_export_never_deleted BEFORE DELETE ON record_export
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE export_request (
    id UUID NOT NULL,
    export_id UUID NOT NULL,
    number INTEGER NOT NULL,
    asked_by VARCHAR NOT NULL,
    person_id UUID,
    asked_on DATE NOT NULL,
    language VARCHAR NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_by_id UUID NOT NULL,
    asker_sealed BYTEA NOT NULL,
    ground_sealed BYTEA NOT NULL,
    identity_sealed BYTEA NOT NULL,
    CONSTRAINT pk_export_request PRIMARY KEY (id),
    CONSTRAINT one_export_request_per_number UNIQUE (export_id, number),
    CONSTRAINT ck_export_request_asked_by CHECK (asked_by IN ('child', 'guardian', 'representative')),
    CONSTRAINT ck_export_request_export_in_a_language CHECK (language IN ('sq', 'sr', 'en')),
    CONSTRAINT fk_export_request_export_id FOREIGN KEY(export_id) REFERENCES record_export (id),
    CONSTRAINT fk_export_request_person_id FOREIGN KEY(person_id) REFERENCES family_person (id),
    CONSTRAINT fk_export_request_recorded_by_id FOREIGN KEY(recorded_by_id) REFERENCES account (id)
);
CREATE TRIGGER export_request_stays BEFORE UPDATE ON export_request
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER export_request_never_deleted BEFORE DELETE ON export_request
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE export_decision (
    id UUID NOT NULL,
    export_id UUID NOT NULL,
    number INTEGER NOT NULL,
    piece VARCHAR NOT NULL,
    digest BYTEA NOT NULL,
    outcome VARCHAR NOT NULL,
    throughout BOOLEAN NOT NULL,
    ground VARCHAR,
    for_request INTEGER NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by_id UUID NOT NULL,
    fields_sealed BYTEA,
    words_sealed BYTEA,
    reason_sealed BYTEA,
    CONSTRAINT pk_export_decision PRIMARY KEY (id),
    CONSTRAINT one_export_decision_per_number UNIQUE (export_id, number),
    CONSTRAINT ck_export_decision_outcome CHECK (outcome IN ('given', 'blacked', 'withheld')),
    CONSTRAINT ck_export_decision_ground CHECK (ground IN ('other_person', 'reporter', 'safety', 'inquiry', 'other')),
    CONSTRAINT ck_export_decision_kept_back_for_something CHECK (outcome = 'given' OR ground IS NOT NULL AND reason_sealed IS NOT NULL),
    CONSTRAINT ck_export_decision_reporter_decided_with_why CHECK (piece <> 'reporter' OR reason_sealed IS NOT NULL),
    CONSTRAINT ck_export_decision_decided_on_what_was_seen CHECK (octet_length(digest) = 32),
    CONSTRAINT fk_export_decision_export_id FOREIGN KEY(export_id) REFERENCES record_export (id),
    CONSTRAINT fk_export_decision_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES account (id)
);
CREATE TRIGGER export_decision_stays BEFORE UPDATE ON export_decision
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER export_decision_never_deleted BEFORE DELETE ON export_decision
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE export_approval (
    id UUID NOT NULL,
    export_id UUID NOT NULL,
    number INTEGER NOT NULL,
    digest BYTEA NOT NULL,
    approved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    approved_by_id UUID NOT NULL,
    note_sealed BYTEA,
    although_barred_sealed BYTEA NOT NULL,
    CONSTRAINT pk_export_approval PRIMARY KEY (id),
    CONSTRAINT one_export_approval_per_number UNIQUE (export_id, number),
    CONSTRAINT ck_export_approval_confirms_decisions CHECK (octet_length(digest) = 32),
    CONSTRAINT fk_export_approval_export_id FOREIGN KEY(export_id) REFERENCES record_export (id),
    CONSTRAINT fk_export_approval_approved_by_id FOREIGN KEY(approved_by_id) REFERENCES account (id)
);
CREATE TRIGGER export_approval_stays BEFORE UPDATE ON export_approval
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER export_approval_never_deleted BEFORE DELETE ON export_approval
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE export_order (
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    export_id UUID NOT NULL,
    approval_id UUID NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state VARCHAR NOT NULL,
    tries INTEGER NOT NULL,
    touched_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    fault VARCHAR,
    file_id UUID,
    CONSTRAINT pk_export_order PRIMARY KEY (id),
    CONSTRAINT ck_export_order_state CHECK (state IN ('waiting', 'at_work', 'done', 'failed')),
    CONSTRAINT export_order_of_a_case UNIQUE (case_id, id),
    CONSTRAINT order_of_an_export_of_the_case FOREIGN KEY(case_id, export_id) REFERENCES record_export (case_id, id),
    CONSTRAINT export_file_of_the_case FOREIGN KEY(case_id, file_id) REFERENCES stored_file (life_id, id),
    CONSTRAINT ck_export_order_ended CHECK ((ended_at IS NULL) = (state IN ('waiting', 'at_work'))),
    CONSTRAINT ck_export_order_done_with_a_file CHECK ((file_id IS NULL) = (state <> 'done')),
    CONSTRAINT ck_export_order_failed_for_something CHECK ((fault IS NULL) = (state <> 'failed')),
    CONSTRAINT fk_export_order_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_export_order_approval_id FOREIGN KEY(approval_id) REFERENCES export_approval (id)
);
CREATE INDEX export_orders_by_export ON export_order (export_id);
CREATE TRIGGER export_order_stays BEFORE UPDATE ON export_order
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER export_order_never_deleted BEFORE DELETE ON export_order
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE export_end (
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    export_id UUID NOT NULL,
    ending VARCHAR NOT NULL,
    order_id UUID,
    means VARCHAR,
    ended_on DATE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_by_id UUID NOT NULL,
    to_whom_sealed BYTEA,
    reason_sealed BYTEA,
    CONSTRAINT pk_export_end PRIMARY KEY (id),
    CONSTRAINT one_end_per_export UNIQUE (export_id),
    CONSTRAINT ck_export_end_ending CHECK (ending IN ('handed', 'withdrawn', 'refused')),
    CONSTRAINT ck_export_end_means CHECK (means IN ('hand', 'post')),
    CONSTRAINT end_of_an_export_of_the_case FOREIGN KEY(case_id, export_id) REFERENCES record_export (case_id, id),
    CONSTRAINT handed_over_what_was_made FOREIGN KEY(case_id, order_id) REFERENCES export_order (case_id, id),
    CONSTRAINT ck_export_end_handed_to_somebody CHECK ((ending = 'handed') = (order_id IS NOT NULL AND to_whom_sealed IS NOT NULL AND means IS NOT NULL)),
    CONSTRAINT ck_export_end_ended_for_a_reason CHECK (ending = 'handed' OR reason_sealed IS NOT NULL),
    CONSTRAINT fk_export_end_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_export_end_recorded_by_id FOREIGN KEY(recorded_by_id) REFERENCES account (id)
);
CREATE TRIGGER export_end_stays BEFORE UPDATE ON export_end
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER export_end_never_deleted BEFORE DELETE ON export_end
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- Once it has ended nothing of a request is another.
CREATE FUNCTION before_the_end_of_an_export() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM export_end WHERE export_id = NEW.export_id) THEN
        RAISE EXCEPTION '%: the request has ended', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER export_request_before_the_end BEFORE INSERT ON export_request
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION before_the_end_of_an_export();
CREATE TRIGGER export_decision_before_the_end BEFORE INSERT ON export_decision
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION before_the_end_of_an_export();
CREATE TRIGGER export_approval_before_the_end BEFORE INSERT ON export_approval
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION before_the_end_of_an_export();
CREATE TRIGGER export_order_before_the_end BEFORE INSERT ON export_order
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION before_the_end_of_an_export();
