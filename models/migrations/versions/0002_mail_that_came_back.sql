-- Mail that came back after a server had taken it: decision 0170.

-- A link in a mail that came back, or that somebody else read, is closed; a column of words learns another.
ALTER TABLE member_link DROP CONSTRAINT ck_member_link_closed_by;
ALTER TABLE member_link ADD CONSTRAINT ck_member_link_closed_by CHECK (closed_by IN ('done', 'conflict', 'contact', 'left', 'sealed', 'returned'));

ALTER TABLE message DROP CONSTRAINT ck_message_cause;
ALTER TABLE message ADD CONSTRAINT ck_message_cause CHECK (cause IN ('address', 'server', 'temporary', 'unanswered', 'ours', 'network', 'returned'));

CREATE INDEX messages_by_message_id ON message (message_id);
CREATE INDEX messages_given_back ON message (life_id) WHERE status = 'sent' AND cause IS NOT NULL;

-- As before, and closed for good with an address that was none: once the contact is corrected another link takes its place.
CREATE OR REPLACE FUNCTION link_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_by NOT IN ('contact', 'left', 'sealed', 'returned') OR NEW.closed_by IN (OLD.closed_by, 'contact') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this link stays closed', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

CREATE OR REPLACE FUNCTION door_seat() RETURNS member LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seat member;
BEGIN
    SELECT member.* INTO seat FROM member_link JOIN member ON member.id = member_id
    WHERE token_digest = borne('link') AND (closed_by IS NULL OR closed_by NOT IN ('left', 'contact', 'returned')
        OR member_link.xmin = pg_current_xact_id_if_assigned()::xid);
    RETURN seat;
END $$;
