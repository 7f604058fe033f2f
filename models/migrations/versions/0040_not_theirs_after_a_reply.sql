-- After a reply behind the link it may be said there that it is not for whoever reads it (0180). What a server took and the
-- reply stay; what waits to leave there comes back, as where nobody had replied; the links of that member's superior in this
-- case are closed, and the contact is owed until somebody ends the doubt.
ALTER TABLE superior_link ADD COLUMN disowned_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE superior_link ADD COLUMN disown_ended_at TIMESTAMP WITH TIME ZONE;

CREATE FUNCTION superior_is_another_after_all(said_at timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    door superior_link := superior_door();
    who uuid := (SELECT professional_id FROM member WHERE id = coalesce(
        (SELECT member_id FROM report_request WHERE report_request.id = door.request_id),
        (SELECT member_id FROM absence_notice WHERE absence_notice.id = door.absence_id)));
    about uuid[] := ARRAY(SELECT report_request.id FROM report_request JOIN member ON member.id = member_id
            WHERE case_id = door.case_id AND professional_id = who
        UNION SELECT absence_notice.id FROM absence_notice JOIN member ON member.id = member_id
            WHERE case_id = door.case_id AND professional_id = who);
    closed integer;
    waited uuid[];
BEGIN
    PERFORM only_if(door.id IS NOT NULL AND door.closed_at IS NULL AND borne('acts') = borne('superior'), 'superior_link');
    UPDATE superior_link SET closed_at = said_at, disowned_at = CASE WHEN id = door.id THEN said_at END
        WHERE case_id = door.case_id AND closed_at IS NULL AND coalesce(request_id, absence_id) = ANY(about);
    GET DIAGNOSTICS closed = ROW_COUNT;
    WITH mails AS (UPDATE message SET status = 'failed', cause = 'address', reply = 'not theirs', answered_at = said_at
            WHERE life_id = door.case_id AND recipient = 'superior' AND recipient_id = who AND channel = 'mail'
            AND template IN ('reports/superior', 'attendance/absent') AND status = 'queued'
            AND coalesce(context ->> 'request_id', context ->> 'absence_id')::uuid = ANY(about)
            RETURNING coalesce(context ->> 'request_id', context ->> 'absence_id')::uuid AS id)
        SELECT array_agg(id) INTO waited FROM mails WHERE NOT EXISTS (SELECT FROM message AS had
            WHERE had.life_id = door.case_id AND had.recipient = 'superior' AND had.recipient_id = who AND had.status = 'sent'
            AND coalesce(had.context ->> 'request_id', had.context ->> 'absence_id')::uuid = mails.id);
    UPDATE report_request SET notified_at = NULL WHERE id = ANY(waited);
    UPDATE absence_notice SET notified_at = NULL WHERE id = ANY(waited);
    RETURN closed;
END $$;
REVOKE ALL ON FUNCTION superior_is_another_after_all FROM PUBLIC;
GRANT EXECUTE ON FUNCTION superior_is_another_after_all TO tryeza_portal;
