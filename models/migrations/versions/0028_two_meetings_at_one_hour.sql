-- Behind a link, once a code has let its reader in: which other meeting they are invited to within an hour of this one,
-- as it would stand in their own calendar (decision 0200). When, where and of what kind of table: no number, and nothing
-- of a table at which they declared a conflict of interest: 10(2).
CREATE FUNCTION own_meetings_at(which uuid) RETURNS TABLE (starts_at timestamptz, place varchar, of_case boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seat member := door_seat();
BEGIN
    IF seat.id IS NULL OR NOT let_in(seat.professional_id) THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT other.starts_at, other.place, life.kind = 'case'
        FROM meeting AS asked JOIN member ON member.professional_id = seat.professional_id
            JOIN life ON life.id = member.life_id JOIN meeting AS other ON other.life_id = member.life_id
        WHERE asked.id = which AND asked.life_id = seat.life_id AND other.id <> asked.id
            AND left_on IS NULL AND conflict IS NOT TRUE AND life.ended_at IS NULL
            AND other.invited_at IS NOT NULL AND other.cancelled_at IS NULL AND other.held_at IS NULL
            AND other.starts_at > asked.starts_at - interval '1 hour'
            AND other.starts_at < asked.starts_at + interval '1 hour' AND (
            EXISTS (SELECT FROM message WHERE message.life_id = member.life_id AND recipient = 'member'
                AND recipient_id = seat.professional_id AND template IN ('convening/invitation', 'quarterly/invitation')
                AND context ->> 'meeting_id' = other.id::text AND status <> 'obsolete')
            OR EXISTS (SELECT FROM hand_service WHERE hand_service.meeting_id = other.id
                AND hand_service.member_id = member.id AND what = 'invitation'))
        ORDER BY other.starts_at, other.id;
END $$;
REVOKE ALL ON FUNCTION own_meetings_at FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_meetings_at TO tryeza_portal;

-- What is owed is what the rules of this edition say (decisions 0179, 0200): each open life looks again.
INSERT INTO wakeup (id, life_id, reason, created_at)
    SELECT gen_random_uuid(), id, 'changed elsewhere', now() FROM life WHERE ended_at IS NULL;
