-- What was said of a section of a paper and its reader: withheld, or given, with why: decision 0191.

-- One word; the last one on a section holds, and all stay.
CREATE TABLE section_word (id uuid CONSTRAINT pk_section_word PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_section_word_case_id REFERENCES cases,
    member_id uuid NOT NULL CONSTRAINT fk_section_word_member_id REFERENCES member,
    number integer NOT NULL,
    section character varying NOT NULL,
    whose_id uuid,
    withheld boolean NOT NULL,
    reason_sealed bytea,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_section_word_recorded_by_id REFERENCES account,
    CONSTRAINT one_section_word_per_number UNIQUE (member_id, number),
    CONSTRAINT ck_section_word_section CHECK (section IN ('invitation.agenda', 'assessment.risk', 'assessment.summary', 'assessment.age', 'assessment.health', 'assessment.development', 'assessment.education', 'assessment.inclusion', 'assessment.safety', 'assessment.participation', 'assessment.needs', 'assessment.care', 'plan.goal', 'plan.actions', 'reports.report', 'minutes.text', 'minutes.weighed', 'attachments.file')),
    CONSTRAINT ck_section_word_section_words_are_counted CHECK (number > 0),
    CONSTRAINT ck_section_word_whose_section_it_is CHECK (whose_id IS NULL OR section IN ('attachments.file', 'plan.actions', 'reports.report')),
    CONSTRAINT ck_section_word_said_why CHECK (reason_sealed IS NOT NULL)
);
CREATE INDEX section_words_by_case ON section_word (case_id);
CREATE TRIGGER section_word_stays BEFORE UPDATE ON section_word
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER section_word_never_deleted BEFORE DELETE ON section_word
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
