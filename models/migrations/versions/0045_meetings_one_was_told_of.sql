-- A member's calendar has a meeting once its invitation has left (0181): one that still waits may be called off before anybody is
-- told of it, and reads as invited to what the proof of notice says has not left: 8(3).
CREATE OR REPLACE FUNCTION calendar_meetings(since timestamptz)
RETURNS TABLE (meeting_id uuid, reader_id uuid, language varchar, of_case boolean, starts_at timestamptz, place varchar,
    off boolean, sequence bigint, changed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE feed calendar_feed := calendar_reader();
BEGIN
    RETURN QUERY WITH mine AS (
        SELECT meeting.id AS meeting_id, professional.id AS reader_id, professional.language, life.kind, meeting.life_id,
            meeting.starts_at, meeting.place, meeting.cancelled_at, meeting.proposed_at
        FROM member JOIN professional ON professional.id = member.professional_id JOIN life ON life.id = member.life_id
            JOIN meeting ON meeting.life_id = member.life_id
        WHERE member.professional_id = feed.professional_id AND left_on IS NULL AND conflict IS NOT TRUE
            AND life.ended_at IS NULL AND meeting.starts_at > since AND (
            EXISTS (SELECT FROM message WHERE message.life_id = member.life_id AND recipient = 'member'
                AND recipient_id = professional.id AND template IN ('convening/invitation', 'quarterly/invitation')
                AND context ->> 'meeting_id' = meeting.id::text AND message.accepted_at IS NOT NULL)
            OR EXISTS (SELECT FROM hand_service WHERE hand_service.meeting_id = meeting.id
                AND hand_service.member_id = member.id AND what = 'invitation'))
        UNION ALL SELECT meeting.id, account.id, account.language, life.kind, meeting.life_id, meeting.starts_at,
            meeting.place, meeting.cancelled_at, meeting.proposed_at
        FROM account JOIN life ON life.municipality_id = account.municipality_id AND life.ended_at IS NULL
            JOIN meeting ON meeting.life_id = life.id
        WHERE account.id = feed.account_id AND meeting.agreed_at IS NOT NULL AND meeting.starts_at > since AND (
            account.convener AND life.kind = 'quarterly'
            OR EXISTS (SELECT FROM cases WHERE cases.id = life.id AND manager_id = account.id AND conflict_on IS NULL)))
    SELECT mine.meeting_id, mine.reader_id, mine.language, mine.kind = 'case', mine.starts_at, mine.place,
        mine.cancelled_at IS NOT NULL, greatest((SELECT count(*) FROM message WHERE message.life_id = mine.life_id
            AND recipient_id = mine.reader_id AND context ->> 'meeting_id' = mine.meeting_id::text
            AND context ->> 'sequence' IS NOT NULL) - 1, 0), coalesce(mine.cancelled_at, mine.proposed_at)
    FROM mine ORDER BY mine.starts_at, mine.meeting_id;
END $$;
