-- Who a transaction is, by the tokens that came with the request and never by an id that somebody names: decision 0149.
-- In plpgsql, whose statements are planned once a connection. By real time, except where a demo's clock is on record.

CREATE FUNCTION borne(name text) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(nullif(current_setting('tryeza.' || name, true), ''), 'UTF8'))
$$;

-- The account of the officer's session, while it lives.
CREATE FUNCTION seen_account() RETURNS account LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found_account account;
BEGIN
    SELECT account.* INTO found_account FROM staff_session JOIN account ON account.id = staff_session.account_id
    WHERE token_digest = borne('staff') AND ended_at IS NULL AND disabled_at IS NULL
        AND seen_at > now() - interval '1800 seconds' AND staff_session.created_at > now() - interval '43200 seconds';
    RETURN found_account;
END $$;

-- The centre whose lives an officer sees; none of an administrator.
CREATE FUNCTION seen_centre() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT municipality_id FROM seen_account() WHERE role <> 'admin');
END $$;

CREATE FUNCTION oversees() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT role = 'admin' FROM seen_account());
END $$;

-- The life of the seat that a mailed link is of; all that a person sits in whose contact changes.
CREATE FUNCTION door_lives() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT life_id FROM member_link JOIN member ON member.id = member_id WHERE token_digest = borne('link')
        UNION SELECT member.life_id FROM contact_change JOIN member USING (professional_id)
            WHERE token_digest = borne('change'));
END $$;

-- The same, once a code has let in whose seat it is, or for an act that the link takes by itself. Whoever declares a
-- conflict of interest is put out by that very act, which goes on to its end.
CREATE FUNCTION open_lives() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT life_id FROM member_link JOIN member ON member.id = member_id
        JOIN member_session USING (professional_id)
        WHERE member_link.token_digest = borne('link')
            AND (ended_at IS NULL OR member_session.xmin = pg_current_xact_id_if_assigned()::xid)
            AND (expires_at > now() OR EXISTS (SELECT FROM demo_clock))
            AND member_session.token_digest IN (SELECT sha256(convert_to(each, 'UTF8'))
                FROM string_to_table(current_setting('tryeza.seats', true), ' ') AS each)
        UNION SELECT life_id FROM member_link JOIN member ON member.id = member_id WHERE token_digest = borne('acts')
        UNION SELECT member.life_id FROM contact_change JOIN member USING (professional_id)
            WHERE token_digest = borne('change'));
END $$;

-- The centre of that seat: its life of reminders, which is about nobody, is told what somebody said at the door.
CREATE FUNCTION door_centre() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT municipality_id FROM life WHERE id = ANY (door_lives()) LIMIT 1);
END $$;

-- Lives whose files are open, and those of which a link tells no more than that something waits. As views of the owner,
-- whose own policy lets every life through: the policies of other tables ask them, and what an administrator sees of a
-- life opens nothing beneath it.
CREATE VIEW open_life AS SELECT id FROM life
    WHERE municipality_id = (SELECT seen_centre()) OR id = ANY ((SELECT open_lives())::uuid[]);
CREATE VIEW door_life AS SELECT id FROM life
    WHERE municipality_id = (SELECT seen_centre()) OR id = ANY ((SELECT door_lives())::uuid[])
        OR kind = 'reminders' AND municipality_id = (SELECT door_centre());

-- Whether a life that was erased has a key again, which a copy brought back: everybody asks before they serve.
CREATE FUNCTION has_living_key(lives uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM data_key WHERE life_id = ANY (lives) AND wrapped IS NOT NULL);
END $$;

-- When something happens next, in a demo: moments of all centres, and nothing of whose they are.
CREATE FUNCTION demo_moments(moment timestamptz, today date)
RETURNS TABLE (wake timestamptz, meeting timestamptz, due date) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM demo_clock) THEN
        RETURN QUERY SELECT (SELECT min(wake_at) FROM life WHERE ended_at IS NULL AND wake_at > moment),
            (SELECT min(starts_at) FROM meeting WHERE starts_at > moment AND held_at IS NULL AND cancelled_at IS NULL),
            (SELECT min(due_on) FROM open_duty WHERE due_on > today);
    ELSE
        RETURN QUERY SELECT NULL::timestamptz, NULL::timestamptz, NULL::date;
    END IF;
END $$;

REVOKE ALL ON FUNCTION demo_moments, seen_account, seen_centre, oversees, door_lives, door_centre, open_lives, has_living_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seen_centre, oversees, door_lives, door_centre, open_lives TO tryeza_portal;
GRANT EXECUTE ON FUNCTION demo_moments, has_living_key TO tryeza_portal, tryeza_worker;
GRANT SELECT ON open_life, door_life TO tryeza_portal;
