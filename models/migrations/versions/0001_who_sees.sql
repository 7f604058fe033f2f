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

-- The centre whose lives an officer sees; none of an administrator. The same as above in one question: a statement over
-- twenty tables asks it twenty times.
CREATE FUNCTION seen_centre() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT municipality_id FROM staff_session JOIN account ON account.id = staff_session.account_id
        WHERE token_digest = borne('staff')
            AND ended_at IS NULL AND disabled_at IS NULL AND role <> 'admin'
            AND seen_at > now() - interval '1800 seconds' AND staff_session.created_at > now() - interval '43200 seconds');
END $$;

CREATE FUNCTION oversees() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT role = 'admin' FROM seen_account());
END $$;

-- The seat that a mailed link is of; of a table that was left, or in a mailbox that was, it leads nowhere.
CREATE FUNCTION door_seat() RETURNS member LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seat member;
BEGIN
    SELECT member.* INTO seat FROM member_link JOIN member ON member.id = member_id
    WHERE token_digest = borne('link') AND (closed_by IS NULL OR closed_by NOT IN ('left', 'contact')
        OR member_link.xmin = pg_current_xact_id_if_assigned()::xid);
    RETURN seat;
END $$;

-- Of a person whose new contact waits for them: that is about every table at which they sit.
CREATE FUNCTION changed_person() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT professional_id FROM contact_change WHERE token_digest = borne('change')
        AND (ended_at IS NULL OR contact_change.xmin = pg_current_xact_id_if_assigned()::xid));
END $$;

-- Whether a code has let in this person, in a browser that this request comes from. Whoever declares a conflict of interest
-- is put out by that very act, which goes on to its end.
CREATE FUNCTION let_in(person uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM member_session WHERE professional_id = person
        AND (ended_at IS NULL OR member_session.xmin = pg_current_xact_id_if_assigned()::xid)
        AND (expires_at > now() OR EXISTS (SELECT FROM demo_clock))
        AND token_digest IN (SELECT sha256(convert_to(each, 'UTF8'))
            FROM string_to_table(current_setting('tryeza.seats', true), ' ') AS each));
END $$;

-- How the person in this browser was recognised, where a code that was read out has let them in: 0168.
CREATE FUNCTION seat_check() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT identity_check_id FROM member_session WHERE professional_id = (door_seat()).professional_id
        AND ended_at IS NULL AND token_digest IN (SELECT sha256(convert_to(each, 'UTF8'))
            FROM string_to_table(current_setting('tryeza.seats', true), ' ') AS each)
        ORDER BY created_at DESC LIMIT 1);
END $$;

-- Whose app for codes is set up behind the one-time link that came.
CREATE FUNCTION offered_person() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT professional_id FROM member_authenticator WHERE token_digest = borne('app')
        AND (ended_at IS NULL OR member_authenticator.xmin = pg_current_xact_id_if_assigned()::xid));
END $$;

-- The life of that seat, once a code has let in whose it is, or for an act that the link takes by itself.
CREATE FUNCTION open_lives() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    seat member := door_seat();
    person uuid := changed_person();
BEGIN
    RETURN ARRAY(
        SELECT seat.life_id WHERE seat.id IS NOT NULL AND (borne('acts') = borne('link') OR let_in(seat.professional_id))
        UNION SELECT member.life_id FROM member WHERE professional_id = person);
END $$;

-- Of a person whose new contact waits, once a code for it was used.
CREATE FUNCTION confirmed_person() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT changed_person() WHERE EXISTS (SELECT FROM contact_change
        JOIN one_time_code ON change_id = contact_change.id WHERE token_digest = borne('change') AND used_at IS NOT NULL));
END $$;

-- An officer who is signed in, or a member whom a code has let in. Behind a link nobody is inside who has not come in by
-- it, whoever else they are: an officer's session lends nothing to a link that lies in the same browser.
CREATE FUNCTION is_inside() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN borne('change') IS NULL AND CASE WHEN borne('link') IS NOT NULL THEN let_in((door_seat()).professional_id)
        ELSE (seen_account()).id IS NOT NULL END;
END $$;

-- The centre of the table: its life of reminders, which is about nobody, is told what somebody said at the door.
CREATE FUNCTION door_centre() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT municipality_id FROM life WHERE id = (door_seat()).life_id),
        (SELECT municipality_id FROM professional WHERE id = changed_person()));
END $$;

-- The centre of an officer and the lives of a link: one answer for every life.
CREATE FUNCTION gates() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found uuid[] := array_remove(ARRAY[seen_centre()], NULL);
BEGIN
    IF borne('link') IS NOT NULL OR borne('change') IS NOT NULL THEN
        found := found || open_lives();
    END IF;
    RETURN found;
END $$;

-- Lives that are shown at all, by the same keys: to an administrator those of every centre, and before a code the life of
-- the seat and the centre's reminders. One array that an index finds, where a row of conditions was asked of every life.
CREATE FUNCTION shown_lives() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found uuid[] := gates();
BEGIN
    IF oversees() THEN
        found := found || ARRAY(SELECT id FROM municipality);
    END IF;
    IF borne('link') IS NOT NULL OR borne('change') IS NOT NULL THEN
        found := found || ARRAY(SELECT (door_seat()).life_id WHERE borne('link') IS NOT NULL
            UNION SELECT id FROM life WHERE kind = 'reminders' AND municipality_id = door_centre());
    END IF;
    RETURN found;
END $$;

-- Lives whose files are open. As a view of the owner, whose own policy lets every life through: the policies of other
-- tables ask it, and what an administrator sees of a life opens nothing beneath it.
CREATE VIEW open_life AS SELECT id FROM life WHERE ARRAY[id, municipality_id] && (SELECT gates());

-- Whether somebody is of the officer's own centre; not asked of the table by its policy, which asks who has a seat.
CREATE FUNCTION of_ones_centre(professional_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM professional WHERE id = professional_id AND municipality_id = seen_centre());
END $$;

-- What the portal adds or changes beside a case, and by whom; any other process is nobody's door.
CREATE FUNCTION only_if(may boolean, of_table text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF session_user = 'tryeza_portal' AND may IS NOT TRUE THEN
        RAISE EXCEPTION '%: nobody who may is signed in', of_table USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- The limits and wordings of all centres, what each is called, and what is changed of accounts.
CREATE FUNCTION by_an_administrator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM only_if(oversees(), TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_an_administrator BEFORE INSERT ON assessment_limit FOR EACH ROW EXECUTE FUNCTION by_an_administrator();
CREATE TRIGGER by_an_administrator BEFORE INSERT ON annex_wording FOR EACH ROW EXECUTE FUNCTION by_an_administrator();
CREATE TRIGGER by_an_administrator BEFORE INSERT ON wording_taken_back FOR EACH ROW EXECUTE FUNCTION by_an_administrator();
CREATE TRIGGER by_an_administrator BEFORE INSERT ON account_change FOR EACH ROW EXECUTE FUNCTION by_an_administrator();
CREATE TRIGGER by_an_administrator BEFORE INSERT ON centre_name FOR EACH ROW EXECUTE FUNCTION by_an_administrator();

-- Who is of the system is an administrator's, but that a head invites case managers of their own centre (0163); of
-- themselves, and a head of their own centre, an officer changes what neither opens nor shuts a door.
CREATE FUNCTION account_by_an_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE officer account := seen_account();
BEGIN
    PERFORM only_if(officer.role = 'admin' OR TG_OP = 'INSERT' AND officer.role = 'head' AND NEW.role = 'manager'
        AND NEW.municipality_id = officer.municipality_id AND NEW.disabled_at IS NULL AND NOT NEW.convener
        OR TG_OP = 'UPDATE' AND (NEW.id = officer.id OR officer.role = 'head' AND NEW.municipality_id = officer.municipality_id)
        AND NEW.role = OLD.role AND NEW.disabled_at IS NOT DISTINCT FROM OLD.disabled_at AND NEW.email_index = OLD.email_index
        AND NEW.email_sealed IS NOT DISTINCT FROM OLD.email_sealed, TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_an_officer BEFORE INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION account_by_an_officer();

-- An invitation or reset is begun by an administrator, with a code, and ended by them or whose it is. A head begins the
-- invitation of a case manager of their centre who has never come in, and ends the one before it.
CREATE FUNCTION may_be_invited(invited uuid, officer account) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN officer.role = 'head' AND EXISTS (SELECT FROM account WHERE id = invited AND role = 'manager'
            AND municipality_id = officer.municipality_id AND disabled_at IS NULL)
        AND NOT EXISTS (SELECT FROM account_password WHERE account_id = invited)
        AND NOT EXISTS (SELECT FROM passkey WHERE account_id = invited);
END $$;
-- The mail of such an invitation, which names no life and no case.
CREATE FUNCTION invites(invited uuid, key varchar) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN starts_with(key, 'sign_in/invited:') AND may_be_invited(invited, seen_account());
END $$;
CREATE FUNCTION enrolment_by_an_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE officer account := seen_account();
BEGIN
    PERFORM only_if(CASE TG_OP WHEN 'UPDATE' THEN officer.role = 'admin' OR NEW.account_id = officer.id
            OR may_be_invited(NEW.account_id, officer)
        ELSE (officer.role = 'admin' OR NEW.purpose = 'invitation' AND may_be_invited(NEW.account_id, officer))
            AND NEW.begun_by_id = officer.id AND NEW.code_digest IS NOT NULL END, TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_an_officer BEFORE INSERT OR UPDATE ON enrolment FOR EACH ROW EXECUTE FUNCTION enrolment_by_an_officer();

-- A head's deputy is the head's, or an administrator's where there is none; anybody of the centre may end it by an act.
CREATE FUNCTION deputy_by_an_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE officer account := seen_account();
BEGIN
    PERFORM only_if(officer.role = 'admin' OR NEW.municipality_id = officer.municipality_id
        AND (officer.role = 'head' OR TG_OP = 'UPDATE'), TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_an_officer BEFORE INSERT OR UPDATE ON deputy FOR EACH ROW EXECUTE FUNCTION deputy_by_an_officer();

-- A session is kept awake by who bears its token, and ended by whose it is or an administrator.
CREATE FUNCTION session_by_its_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE officer account := seen_account();
BEGIN
    -- what has been idle for too long is nobody's any more, and is not woken by its own token
    PERFORM only_if(NEW.token_digest = borne('staff') AND NEW.account_id = officer.id OR NEW.seen_at = OLD.seen_at
        AND (officer.role = 'admin' OR NEW.account_id = officer.id), TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_its_officer BEFORE UPDATE ON staff_session FOR EACH ROW EXECUTE FUNCTION session_by_its_officer();

-- Whether a life that was erased has a key again, which a copy brought back: everybody asks before they serve.
CREATE FUNCTION has_living_key(lives uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM data_key WHERE life_id = ANY (lives) AND wrapped IS NOT NULL);
END $$;

-- Whether another life was erased than those: their list was cut off.
CREATE FUNCTION has_erased_beside(lives uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM data_key WHERE destroyed_at IS NOT NULL AND life_id <> ALL (lives));
END $$;

-- The last number of a year's series, which is one for all centres: nobody sees whose it is.
CREATE FUNCTION last_case_number(series text) RETURNS varchar LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT number FROM cases WHERE starts_with(number, series) ORDER BY length(number) DESC, number DESC LIMIT 1);
END $$;

-- When a municipality's table met and was to meet: the three months run over all quarters (8(2)), and a link is of one.
CREATE FUNCTION quarters_of(centre uuid)
RETURNS TABLE (life_id uuid, key varchar, began_at timestamptz, held_at timestamptz, agreed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT life.id, life.key, life.began_at, meeting.held_at, meeting.agreed_at
        FROM life LEFT JOIN meeting ON meeting.life_id = life.id AND meeting.cancelled_at IS NULL
        WHERE life.kind = 'quarterly' AND life.municipality_id = centre
            AND (session_user <> 'tryeza_portal' OR centre IN (seen_centre(), door_centre()) OR oversees());
END $$;

-- Whoever acts before a code has let them in reckons anew, and changes nothing else of a row that stands.
CREATE FUNCTION stays_before_the_code() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM only_if(to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV OR is_inside()
        OR confirmed_person() IS NOT NULL, TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER stays_before_the_code BEFORE UPDATE ON life
    FOR EACH ROW WHEN (session_user = 'tryeza_portal') EXECUTE FUNCTION stays_before_the_code('wake_at', 'waiting_for', 'last_look');
CREATE TRIGGER stays_before_the_code BEFORE UPDATE ON breach
    FOR EACH ROW WHEN (session_user = 'tryeza_portal') EXECUTE FUNCTION stays_before_the_code('over_on');
CREATE TRIGGER stays_before_the_code BEFORE UPDATE ON message -- what brings a code leaves at once
    FOR EACH ROW WHEN (session_user = 'tryeza_portal' AND current_user = session_user AND (OLD.accepted_at IS NOT NULL OR NOT OLD.context ? 'code_id')) EXECUTE FUNCTION stays_before_the_code();

-- A word under a paper is an officer's own, or typed by whoever is signed in, as a head types what the chair had signed on
-- paper; a member's has its own guards.
CREATE FUNCTION signature_by_its_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE officer uuid := (seen_account()).id;
BEGIN
    PERFORM only_if(CASE WHEN NEW.entered_by_id IS NOT NULL THEN NEW.entered_by_id = officer
        WHEN NEW.account_id IS NULL THEN true ELSE NEW.account_id = officer END, TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_its_officer BEFORE INSERT ON signature FOR EACH ROW EXECUTE FUNCTION signature_by_its_officer();

-- A new contact is asked for by an officer who is signed in, in their own name.
CREATE FUNCTION change_by_its_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM only_if(NEW.asked_by_id = (seen_account()).id, TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_its_officer BEFORE INSERT ON contact_change FOR EACH ROW EXECUTE FUNCTION change_by_its_officer();

-- Somebody of one's own centre is recognised by the officer who is signed in, in their own name.
CREATE FUNCTION check_by_its_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM only_if(NEW.checked_by_id = (seen_account()).id AND of_ones_centre(NEW.professional_id), TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_its_officer BEFORE INSERT ON identity_check FOR EACH ROW EXECUTE FUNCTION check_by_its_officer();

-- Who stands above an institution's people, and so is written to, an officer of that centre says in their own name.
CREATE FUNCTION superior_by_its_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE officer account := seen_account();
BEGIN
    PERFORM only_if(NEW.municipality_id = officer.municipality_id AND NEW.recorded_by_id = officer.id, TG_TABLE_NAME);
    RETURN NEW;
END $$;
CREATE TRIGGER by_its_officer BEFORE INSERT ON institution_superior FOR EACH ROW EXECUTE FUNCTION superior_by_its_officer();

-- Held with FOR UPDATE, for which Postgres asks the right to change something: the key, which stays.
CREATE TRIGGER key_stays BEFORE UPDATE OF id ON municipality FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER key_stays BEFORE UPDATE OF id ON account FOR EACH ROW EXECUTE FUNCTION stays_as_written();

-- What opens something for a while begins and is used now: dated ahead it would be good for as long as somebody likes,
-- dated back it would not be counted today. The clocks of two machines may be five minutes apart.
CREATE FUNCTION is_dated_now() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was jsonb := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) END;
    said jsonb := to_jsonb(NEW);
BEGIN
    IF EXISTS (SELECT FROM unnest(TG_ARGV) AS dated (column_name)
        WHERE said ->> column_name IS DISTINCT FROM was ->> column_name AND (said ->> column_name)::timestamptz
            NOT BETWEEN now() - interval '5 minutes' AND clock_timestamp() + interval '5 minutes')
        AND NOT EXISTS (SELECT FROM demo_clock)
    THEN
        RAISE EXCEPTION '%: it is dated at another time than now', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER code_is_dated_now BEFORE INSERT OR UPDATE ON one_time_code
    FOR EACH ROW EXECUTE FUNCTION is_dated_now('created_at', 'used_at');
CREATE TRIGGER confirmation_is_dated_now BEFORE INSERT OR UPDATE ON confirmation
    FOR EACH ROW EXECUTE FUNCTION is_dated_now('asked_at', 'confirmed_at', 'used_at');
CREATE TRIGGER session_is_dated_now BEFORE INSERT OR UPDATE ON member_session
    FOR EACH ROW EXECUTE FUNCTION is_dated_now('created_at');
CREATE TRIGGER check_is_dated_now BEFORE INSERT ON identity_check
    FOR EACH ROW EXECUTE FUNCTION is_dated_now('checked_at');
CREATE TRIGGER app_is_dated_now BEFORE INSERT OR UPDATE ON member_authenticator
    FOR EACH ROW EXECUTE FUNCTION is_dated_now('begun_at', 'shown_at', 'confirmed_at', 'ended_at');
CREATE TRIGGER enrolment_is_dated_now BEFORE INSERT OR UPDATE ON enrolment
    FOR EACH ROW EXECUTE FUNCTION is_dated_now('begun_at');
CREATE TRIGGER session_is_dated_now BEFORE INSERT OR UPDATE ON staff_session
    FOR EACH ROW EXECUTE FUNCTION is_dated_now('created_at', 'seen_at', 'factor_at');

-- What a code does the role of sign-in does; the worker only for the people of a demo.
CREATE FUNCTION staged_by_the_worker() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM demo_clock) THEN
        RAISE EXCEPTION '%: no demo is on record', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER staged_by_the_worker BEFORE UPDATE OF tries, used_at ON one_time_code
    FOR EACH ROW WHEN (session_user = 'tryeza_worker') EXECUTE FUNCTION staged_by_the_worker();
CREATE TRIGGER staged_by_the_worker BEFORE UPDATE OF confirmed_at ON confirmation
    FOR EACH ROW WHEN (session_user = 'tryeza_worker') EXECUTE FUNCTION staged_by_the_worker();
CREATE TRIGGER staged_by_the_worker BEFORE INSERT ON member_session
    FOR EACH ROW WHEN (session_user = 'tryeza_worker') EXECUTE FUNCTION staged_by_the_worker();

-- A demo begins in an empty record. One that has begun in real time stays in it: a single row of this table would have
-- the program say what time it is, and who acts.
CREATE FUNCTION a_demo_begins_empty() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM demo_clock) AND (EXISTS (SELECT FROM life) OR EXISTS (SELECT FROM account)) THEN
        RAISE EXCEPTION 'a record that is in use becomes no demo' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_demo_begins_empty BEFORE INSERT ON demo_clock FOR EACH ROW EXECUTE FUNCTION a_demo_begins_empty();

-- Whether an officer manages a case that is open: an administrator, who sees none, makes nobody the head who does.
CREATE FUNCTION manages_a_case(who uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM only_if(oversees(), 'cases');
    RETURN EXISTS (SELECT FROM cases WHERE manager_id = who AND sealed_at IS NULL);
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

-- What became of a text, by the gateway's id or ours: of one that was handed over, and of nothing else; delivered outweighs
-- failed, whichever is reported first.
CREATE FUNCTION sms_reported(which text, delivered boolean, moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE message SET
        status = CASE WHEN delivered THEN 'sent' WHEN status = 'sending' THEN status ELSE 'given_up' END,
        cause = CASE WHEN delivered THEN NULL ELSE 'network' END,
        delivered_at = CASE WHEN delivered THEN moment END,
        accepted_at = coalesce(accepted_at, CASE WHEN delivered THEN moment END),
        lease_until = CASE WHEN delivered THEN NULL ELSE lease_until END,
        tried_since = CASE WHEN delivered THEN NULL ELSE moment END, answered_at = moment
    WHERE channel = 'sms' AND delivered_at IS NULL AND attempts > 0 AND cause IS DISTINCT FROM CASE WHEN delivered THEN '' ELSE 'network' END
        AND (delivered OR status IN ('sent', 'sending', 'unknown'))
        AND (gateway_id = which OR id = CASE WHEN which ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN which::uuid END);
END $$;

REVOKE ALL ON FUNCTION seat_check, offered_person, manages_a_case, demo_moments, sms_reported, last_case_number, quarters_of, is_inside, let_in, confirmed_person, seen_account, seen_centre, oversees, door_seat, changed_person, door_centre, of_ones_centre, open_lives, gates, shown_lives, has_living_key, has_erased_beside FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seat_check, sms_reported, is_inside, seen_centre, oversees, door_seat, door_centre, of_ones_centre, open_lives, gates, shown_lives, changed_person, confirmed_person TO tryeza_portal;
GRANT EXECUTE ON FUNCTION door_seat, changed_person, offered_person TO tryeza_sign_in;
GRANT EXECUTE ON FUNCTION manages_a_case, demo_moments, last_case_number, quarters_of, has_living_key, has_erased_beside TO tryeza_portal, tryeza_worker;
GRANT SELECT ON open_life TO tryeza_portal;
