-- Behind a superior's link it may be said that it is not for whoever reads there: decision 0180. It is one act of the
-- owner's, since a link changes no row that stands: of the member whose superior it is, in this case, every link that lies in
-- that mailbox is closed, its notice was given to nobody, and the mail is one whose address is to be corrected.

-- As before; and what it closes itself it may still bring to its end.
CREATE OR REPLACE FUNCTION superior_door() RETURNS superior_link LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found superior_link;
BEGIN
    SELECT superior_link.* INTO found FROM superior_link WHERE token_digest = borne('superior')
        AND (closed_at IS NULL OR superior_link.xmin = pg_current_xact_id_if_assigned()::xid)
        AND (expires_at > now() OR EXISTS (SELECT FROM demo_clock));
    RETURN found;
END $$;

CREATE FUNCTION superior_is_another(said_at timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
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
    closed uuid[];
    astray uuid[];
BEGIN
    PERFORM only_if(door.id IS NOT NULL AND door.closed_at IS NULL AND borne('acts') = borne('superior'), 'superior_link');
    WITH theirs AS (UPDATE superior_link SET closed_at = said_at WHERE case_id = door.case_id AND closed_at IS NULL
            AND coalesce(request_id, absence_id) = ANY(about) RETURNING coalesce(request_id, absence_id) AS id)
        SELECT array_agg(id) INTO closed FROM theirs;
    WITH mails AS (UPDATE message SET status = 'failed', cause = 'address', reply = 'not theirs', answered_at = said_at
            WHERE life_id = door.case_id AND recipient = 'superior' AND recipient_id = who AND channel = 'mail'
            AND template IN ('reports/superior', 'attendance/absent') AND status IN ('sent', 'queued')
            AND coalesce(context ->> 'request_id', context ->> 'absence_id')::uuid = ANY(closed)
            RETURNING coalesce(context ->> 'request_id', context ->> 'absence_id')::uuid AS id)
        SELECT array_agg(id) INTO astray FROM mails;
    UPDATE report_request SET notified_at = NULL WHERE id = ANY(astray);
    UPDATE absence_notice SET notified_at = NULL WHERE id = ANY(astray);
    RETURN coalesce(array_length(astray, 1), 0);
END $$;
REVOKE ALL ON FUNCTION superior_is_another FROM PUBLIC;
GRANT EXECUTE ON FUNCTION superior_is_another TO tryeza_portal;
