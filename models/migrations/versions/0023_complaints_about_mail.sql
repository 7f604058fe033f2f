-- Who pressed "this is spam" on a mail of ours: the morning reads it from here, decision 0170.

CREATE TABLE mail_complaint (id uuid CONSTRAINT pk_mail_complaint PRIMARY KEY,
    member_id uuid NOT NULL CONSTRAINT fk_mail_complaint_member_id REFERENCES member,
    mail_id uuid CONSTRAINT fk_mail_complaint_mail_id REFERENCES message,
    said_on date NOT NULL,
    said_at timestamptz NOT NULL,
    CONSTRAINT one_complaint_a_day UNIQUE (member_id, said_on)
);
CREATE INDEX mail_complaints_by_mail ON mail_complaint (mail_id);
CREATE INDEX mail_complaints_by_day ON mail_complaint (said_at);

-- Until now each was a mail to whoever runs the table, of a case taken back before it left.
INSERT INTO mail_complaint (id, member_id, said_on, said_at)
    SELECT gen_random_uuid(), member.id, (context->>'told_on')::date, queued_at
    FROM message JOIN member ON member.id = (context->>'member_id')::uuid
    WHERE template IN ('members/obstacle', 'quarterly/obstacle') AND context->>'obstacle' = 'unwanted'
    ON CONFLICT DO NOTHING;

CREATE TRIGGER mail_complaint_stays BEFORE UPDATE ON mail_complaint
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER mail_complaint_never_deleted BEFORE DELETE ON mail_complaint
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
