-- As it was: whatever was queued that day counted.
CREATE OR REPLACE FUNCTION link_asked_anew(new_id uuid, new_message_id text, moment timestamptz, most int) RETURNS void
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
