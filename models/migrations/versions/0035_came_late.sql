-- Who came to a meeting after it had begun: the hour, another one in another row (0218).

CREATE TABLE late_coming (
    id UUID NOT NULL,
    meeting_id UUID NOT NULL,
    member_id UUID NOT NULL,
    came_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_by_id UUID NOT NULL,
    CONSTRAINT pk_late_coming PRIMARY KEY (id),
    CONSTRAINT fk_late_coming_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    CONSTRAINT fk_late_coming_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT fk_late_coming_recorded_by_id FOREIGN KEY(recorded_by_id) REFERENCES account (id)
);
CREATE INDEX late_comings_by_meeting ON late_coming (meeting_id, member_id);
CREATE TRIGGER late_coming_stays BEFORE UPDATE ON late_coming
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_with_its_record();
CREATE TRIGGER late_coming_never_deleted BEFORE DELETE ON late_coming
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
