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

-- Behind a link that leads nowhere any more: a mail to the address on record is queued, of a table where they still sit
-- and that goes on, so many a day and person. Nothing is answered, so that every link is answered alike: 0170.
CREATE FUNCTION link_asked_anew(new_id uuid, new_message_id text, moment timestamptz, most int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE asked record;
BEGIN
    SELECT member_link.id AS link_id, seat.life_id, seat.professional_id INTO asked
    FROM member_link JOIN member AS seat ON seat.id = member_id JOIN life ON life.id = seat.life_id
    WHERE token_digest = borne('link') AND seat.left_on IS NULL AND life.ended_at IS NULL;
    IF asked.link_id IS NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(asked.professional_id::text, 170));
    IF (SELECT count(*) FROM message JOIN member ON member.life_id = message.life_id
            WHERE member.professional_id = asked.professional_id AND member.left_on IS NULL
            AND template = 'links/anew' AND recipient_id = asked.professional_id
            AND queued_at > moment - interval '1 day') >= most THEN
        RETURN;
    END IF;
    INSERT INTO message (id, key, life_id, template, article, channel, recipient, recipient_id, context, link_id,
            status, queued_at, not_before, attempts, message_id)
        VALUES (new_id, 'links/anew:' || new_id, asked.life_id, 'links/anew', '18(1)', 'mail', 'member',
            asked.professional_id, '{}', asked.link_id, 'queued', moment, moment, 0, new_message_id);
    INSERT INTO wakeup (id, life_id, reason, created_at) VALUES (gen_random_uuid(), asked.life_id, 'link asked for', moment);
    PERFORM pg_notify('tryeza_wake', asked.life_id::text);
END $$;
REVOKE ALL ON FUNCTION link_asked_anew FROM PUBLIC;
GRANT EXECUTE ON FUNCTION link_asked_anew TO tryeza_portal, tryeza_worker;
