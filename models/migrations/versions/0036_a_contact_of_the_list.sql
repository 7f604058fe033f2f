-- Who answers for a contact that was entered in the list of a centre says so of the life in which it was asked for.
CREATE OR REPLACE FUNCTION audit_write(entries jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    taken audit_lane;
    moment timestamptz := clock_timestamp();
    staged boolean := EXISTS (SELECT FROM demo_clock);
    stranger text;
    -- what nobody had come in for by a code says so: an act that takes a code was none there
    wrote varchar := session_user || CASE WHEN session_user = 'tryeza_portal'
        AND coalesce(borne('link'), borne('change')) IS NOT NULL AND NOT is_inside() THEN ', before a code' ELSE '' END;
BEGIN
    SELECT DISTINCT kind INTO stranger FROM jsonb_to_recordset(entries) AS said (kind text, actor uuid)
        WHERE audit_knows(kind, actor) IS NOT TRUE;
    IF FOUND THEN
        RAISE EXCEPTION 'an entry names a % who does not act here', stranger
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- about what whoever acts sees, or was refused to look at; of a size and a time that can be read again
    IF session_user = 'tryeza_portal' AND EXISTS (
        SELECT FROM jsonb_to_recordset(entries) AS said (life uuid, number text, kind text, act text)
        WHERE NOT (kind = 'staff' AND act = 'look refused') AND (number IS NOT NULL OR life IS NOT NULL
            AND life IS DISTINCT FROM (door_seat()).life_id AND oversees() IS NOT TRUE
            AND NOT EXISTS (SELECT FROM open_life WHERE id = life)
            -- asked for in the list of a centre, and at no table
            AND NOT EXISTS (SELECT FROM contact_change WHERE token_digest = borne('change') AND life_id = life)))
        OR session_user = 'tryeza_sign_in' AND EXISTS (
        SELECT FROM jsonb_to_recordset(entries) AS said (life uuid, number text)
        -- of a link or a change that ended while a code was on its way, too
        WHERE number IS NOT NULL OR life IS NOT NULL AND NOT EXISTS (SELECT FROM member_link JOIN member ON member.id = member_id
            WHERE token_digest = borne('link') AND member.life_id = life)
            AND NOT EXISTS (SELECT FROM contact_change WHERE token_digest = borne('change') AND life_id = life)
            AND NOT EXISTS (SELECT FROM member_authenticator AS app JOIN identity_check AS made ON made.id = check_id
                JOIN member ON member.id = made.member_id WHERE token_digest = borne('app') AND member.life_id = life)) OR EXISTS (
        SELECT FROM jsonb_to_recordset(entries) AS said (at timestamptz, detail jsonb)
        WHERE octet_length(detail::text) > 4000 OR jsonb_typeof(detail) <> 'object'
            OR jsonb_path_exists(detail, 'strict $.* ? (@.type() == "object" || @.type() == "array")', silent => true) OR at NOT BETWEEN '1900-01-01' AND '2200-01-01') THEN
        RAISE EXCEPTION 'an entry is about what is not seen here, or cannot be kept' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM jsonb_to_recordset(entries) AS said (act text, life uuid, detail jsonb)
        WHERE audit_rests(act, life, detail) IS NOT TRUE) THEN
        RAISE EXCEPTION 'an entry speaks of a word or a seal that is not on record' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- a lane that nobody holds, so that nobody waits; in it numbers have no gap, whoever rolls back
    SELECT * INTO taken FROM audit_lane ORDER BY lane LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        INSERT INTO audit_lane (id, lane, kept) VALUES (gen_random_uuid(), nextval('audit_lane_seq'), 0)
            RETURNING * INTO taken;
    END IF;
    WITH said AS (
        -- the centre is the life's, whatever anybody says; a life, or a number, that there is not has none
        SELECT at, about AS life, (SELECT municipality_id FROM life WHERE id = about) AS municipality,
            kind, actor, act, article, detail, place
        FROM (SELECT said.*, coalesce(life, (
                -- a case that somebody asked for by its number and may not see
                SELECT id FROM life AS known WHERE known.kind = 'case' AND known.key = said.number)) AS about
            FROM ROWS FROM (jsonb_to_recordset(entries) AS (at timestamptz, life uuid, number text,
                kind text, actor uuid, act text, article text, detail jsonb)) WITH ORDINALITY AS said (at, life,
                number, kind, actor, act, article, detail, place)) AS asked ORDER BY place
    ), numbered AS MATERIALIZED (
        SELECT gen_random_uuid() AS id, nextval('audit_number_seq') AS number, taken.lane,
            taken.kept + said.place AS place, CASE WHEN staged THEN said.at ELSE moment END AS at,
            moment AS recorded_at,
            wrote AS process, life, municipality, kind, actor, act, article, detail
        FROM said
    )
    INSERT INTO audit (id, number, lane, place, at, recorded_at, process, life_id, municipality_id, actor_kind,
        actor_id, act, article, detail, digest)
    -- the letters of the JSON array are what core/trail.py writes for the same row
    SELECT id, number, lane, place, at, recorded_at, process, life, municipality, kind, actor, act, article, detail,
        sha256(convert_to(jsonb_build_array(number, id, lane, place, (extract(epoch FROM at) * 1000000)::bigint,
            (extract(epoch FROM recorded_at) * 1000000)::bigint, process, life, municipality, kind, actor, act,
            article, detail::text)::text, 'UTF8'))
    FROM numbered ORDER BY number;
    -- whoever hangs before the commit is let go of: a minute later the entry would look as if it had been laid in
    PERFORM set_config('idle_in_transaction_session_timeout', '30s', true);
    UPDATE audit_lane SET kept = kept + jsonb_array_length(entries) WHERE id = taken.id;
END $$;
