-- Behind a link and the code of its person: at which other tables of the centre they sit, what waits there by number and day,
-- and the link that leads there, where one was sent. A link sees the life of its own table alone (0149), and nothing of another is shown but this;
-- of a table that they left, or in which they declared a conflict of interest, or that is over, nothing at all: 0249.
CREATE FUNCTION own_other_tables() RETURNS TABLE (kind varchar, key varchar, declares boolean, asked bigint, due_on date,
    link_id uuid, token_sealed bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seat member := door_seat();
BEGIN
    IF seat.id IS NULL OR NOT let_in(seat.professional_id) THEN RETURN; END IF;
    RETURN QUERY WITH theirs AS (
        SELECT member.id, member.life_id, member.asked_at, life.kind, life.key,
            member.confidential_at IS NOT NULL AND (life.kind <> 'case' OR member.conflict IS FALSE) AS declared,
            member.confidential_at IS NOT NULL AND member.conflict IS FALSE OR life.kind <> 'case' AS reads
        FROM member JOIN life ON life.id = member.life_id
        WHERE member.professional_id = seat.professional_id AND member.life_id <> seat.life_id
            AND member.left_on IS NULL AND member.conflict IS NOT TRUE AND life.ended_at IS NULL
    ), waits AS (
        SELECT theirs.id, open_duty.due_on FROM theirs JOIN open_duty ON open_duty.life_id = theirs.life_id
        WHERE open_duty.actor = 'members' AND open_duty.member_ids @> ARRAY[theirs.id]
            AND open_duty.duty IN ('answer_action', 'give_answer', 'sign_minutes', 'sign_closure')
        UNION ALL SELECT theirs.id, report_request.due_on FROM theirs
            JOIN report_request ON report_request.member_id = theirs.id JOIN meeting ON meeting.id = report_request.meeting_id
        WHERE received_at IS NULL AND withdrawn_at IS NULL AND meeting.cancelled_at IS NULL
            AND EXISTS (SELECT FROM member_link WHERE subject_id = report_request.id AND revoked_at IS NULL
                AND member_link.member_id = theirs.id)
            AND NOT EXISTS (SELECT FROM family_person WHERE family_person.case_id = theirs.life_id
                AND relation = 'child' AND died)
    )
    SELECT theirs.kind, theirs.key, NOT theirs.declared AND theirs.asked_at IS NOT NULL,
        CASE WHEN theirs.reads THEN (SELECT count(*) FROM waits WHERE waits.id = theirs.id) ELSE 0 END,
        least(CASE WHEN theirs.reads THEN (SELECT min(waits.due_on) FROM waits WHERE waits.id = theirs.id) END,
            (SELECT min(open_duty.due_on) FROM open_duty WHERE open_duty.life_id = theirs.life_id AND NOT theirs.declared
                AND open_duty.duty = 'declare' AND open_duty.member_ids @> ARRAY[theirs.id])),
        way.id, way.token_sealed
    FROM theirs JOIN LATERAL (
        SELECT member_link.id, member_link.token_sealed FROM member_link
        WHERE member_link.member_id = theirs.id AND (revoked_at IS NULL OR closed_by = 'done')
            AND NOT EXISTS (SELECT FROM member_link AS shut WHERE shut.member_id = theirs.id AND shut.closed_by = 'returned')
        ORDER BY purpose <> 'declare', revoked_at IS NOT NULL, created_at DESC LIMIT 1) AS way ON true
    ORDER BY 5 NULLS LAST, theirs.kind, theirs.key;
END $$;

-- The new contact that waits for the word of whoever has been let in. Not of where their superior is reached, to which a
-- member has nothing to say: 14(3.2).
CREATE FUNCTION own_waiting_contact() RETURNS SETOF contact_change
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE person uuid := (door_seat()).professional_id;
BEGIN
    IF person IS NULL OR NOT let_in(person) THEN RETURN; END IF;
    RETURN QUERY SELECT contact_change.* FROM contact_change WHERE professional_id = person AND ended_at IS NULL;
END $$;
REVOKE ALL ON FUNCTION own_other_tables, own_waiting_contact FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_other_tables, own_waiting_contact TO tryeza_portal;
