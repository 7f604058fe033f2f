-- The year's report of a municipal table: its versions, and to whom each was given: Art. 5(1.6), decision 0255.
CREATE TABLE annual_report (id uuid CONSTRAINT pk_annual_report PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_annual_report_life_id REFERENCES life,
    version int NOT NULL,
    written_sealed bytea,
    why_anew_sealed bytea,
    saved_at timestamptz NOT NULL,
    saved_by_id uuid CONSTRAINT fk_annual_report_saved_by_id REFERENCES account,
    count_wanted_at timestamptz NOT NULL,
    counted_at timestamptz,
    figures jsonb,
    approved_on date,
    meeting_id uuid CONSTRAINT fk_annual_report_meeting_id REFERENCES meeting,
    approved_at timestamptz,
    approved_by_id uuid CONSTRAINT fk_annual_report_approved_by_id REFERENCES account,
    CONSTRAINT one_report_per_version UNIQUE (life_id, version),
    CONSTRAINT ck_annual_report_approved_in_a_meeting CHECK (num_nulls(approved_on, meeting_id, approved_at, approved_by_id) IN (0, 4)),
    CONSTRAINT ck_annual_report_counted_once_shown CHECK ((figures IS NULL) = (counted_at IS NULL)),
    CONSTRAINT ck_annual_report_approved_as_counted CHECK (approved_on IS NULL OR counted_at IS NOT NULL),
    CONSTRAINT ck_annual_report_anew_says_why CHECK ((version = 1) = (why_anew_sealed IS NULL))
);
CREATE UNIQUE INDEX one_report_is_written ON annual_report (life_id) WHERE approved_on IS NULL;
CREATE TABLE annual_handing (id uuid CONSTRAINT pk_annual_handing PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_annual_handing_life_id REFERENCES life,
    reader varchar NOT NULL CONSTRAINT ck_annual_handing_reader CHECK (reader IN ('municipality', 'ministry', 'council')),
    asked_on date,
    request_sealed bytea,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_annual_handing_entered_by_id REFERENCES account,
    report_id uuid CONSTRAINT fk_annual_handing_report_id REFERENCES annual_report,
    given_on date,
    receipt_sealed bytea,
    given_at timestamptz,
    given_by_id uuid CONSTRAINT fk_annual_handing_given_by_id REFERENCES account,
    CONSTRAINT ck_annual_handing_on_request CHECK ((reader = 'municipality') = (asked_on IS NULL)),
    CONSTRAINT ck_annual_handing_given_whole CHECK (num_nulls(report_id, given_on, given_at, given_by_id) IN (0, 4)),
    CONSTRAINT ck_annual_handing_asked_or_given CHECK (asked_on IS NOT NULL OR given_on IS NOT NULL)
);
CREATE INDEX annual_handings_by_life ON annual_handing (life_id);
CREATE INDEX annual_handings_by_report ON annual_handing (report_id);
CREATE TRIGGER annual_report_stays BEFORE UPDATE ON annual_report
    FOR EACH ROW WHEN (OLD.approved_on IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER annual_report_never_deleted BEFORE DELETE ON annual_report
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER annual_handing_stays BEFORE UPDATE ON annual_handing
    FOR EACH ROW WHEN (OLD.given_on IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER annual_handing_never_deleted BEFORE DELETE ON annual_handing
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
