-- What the record refuses, whoever asks: another word in what was signed or settled.
-- What each role may do at all is 0001_what_each_may.sql: Art. 18(1).


-- == What stays as it was written ==

CREATE FUNCTION stays_as_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- the arguments name the columns that may still change
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

-- What closed a link is undone, and with it the link opens again, where it was done or a conflict; from a mailbox that
-- was left, of a table that was left and to a file that is sealed none opens any more
CREATE FUNCTION link_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_by NOT IN ('contact', 'left', 'sealed') OR NEW.closed_by IN (OLD.closed_by, 'contact') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this link stays closed', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER member_link_stays_closed BEFORE UPDATE OF closed_by, revoked_at ON member_link
    FOR EACH ROW WHEN (OLD.closed_by IS NOT NULL) EXECUTE FUNCTION link_stays_closed();

-- What was said of a meeting that was of another case goes with its record; the meeting stands as planned again
CREATE FUNCTION goes_with_its_record(was jsonb, now jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT was - 'meeting_id' = now - 'meeting_id' AND EXISTS (SELECT FROM misplaced_meeting kept
        WHERE kept.meeting_id = (now ->> 'meeting_id')::uuid AND kept.planned_id = (was ->> 'meeting_id')::uuid)
$$;
CREATE FUNCTION stays_with_its_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF goes_with_its_record(to_jsonb(OLD), to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

-- Who was at a meeting: it gives way only where a correction keeps what stood there. The argument names whose it is
CREATE FUNCTION presence_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := ARRAY['present', 'reason_sealed', 'views_sealed'];
BEGIN
    IF goes_with_its_record(to_jsonb(OLD), to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    IF to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change AND EXISTS (
        SELECT FROM presence_correction kept JOIN record_correction ON record_correction.id = kept.correction_id
        WHERE meeting_id = OLD.meeting_id
        AND number = (SELECT max(number) FROM record_correction WHERE meeting_id = OLD.meeting_id)
        AND to_jsonb(kept) -> TG_ARGV[0] = to_jsonb(OLD) -> TG_ARGV[0]
        AND kept.was_present IS NOT DISTINCT FROM OLD.present AND kept.present = NEW.present) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

-- What a table did on the day of a meeting goes with that day where it is corrected. The arguments name the column
-- of the day, and what else may still change
CREATE FUNCTION day_goes_with_the_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    now jsonb := to_jsonb(NEW);
BEGIN
    IF was - TG_ARGV = now - TG_ARGV AND (was -> TG_ARGV[0] = now -> TG_ARGV[0] OR EXISTS (
        SELECT FROM record_correction
        WHERE meeting_id = coalesce(was ->> 'approved_in_id', was ->> 'meeting_id')::uuid
        AND was_met_on = (was ->> TG_ARGV[0])::date AND met_on = (now ->> TG_ARGV[0])::date)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

-- The day of what was typed: it gives way only where the last correction keeps what stood there. The arguments name
-- what it is of, and the column of the day
CREATE FUNCTION typed_day_is_kept(whats text[], whose uuid, was date, now date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT was IS NOT DISTINCT FROM now OR EXISTS (SELECT FROM typed_day kept
        WHERE kept.what = ANY (whats) AND kept.subject_id = whose
        AND kept.number = (SELECT max(number) FROM typed_day WHERE what = kept.what AND subject_id = whose)
        AND kept.was_on = was AND kept.now_on = now)
$$;
CREATE FUNCTION day_goes_with_its_correction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    now jsonb := to_jsonb(NEW);
BEGIN
    IF goes_with_its_record(was, now) OR was - TG_ARGV[1] = now - TG_ARGV[1] AND typed_day_is_kept(
        ARRAY[TG_ARGV[0]], OLD.id, (was ->> TG_ARGV[1])::date, (now ->> TG_ARGV[1])::date) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
-- What was answered of a signal goes with the day of what it came from
CREATE FUNCTION answer_goes_with_its_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'since' = to_jsonb(NEW) - 'since'
        AND typed_day_is_kept(ARRAY['information', 'outcome'], OLD.source_id, OLD.since, NEW.since) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
-- The days of a seat's declarations, and nothing else of it
CREATE FUNCTION seat_days_are_kept(was jsonb, now jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT was - ARRAY['declared_on', 'signed_on', 'refused_on'] = now - ARRAY['declared_on', 'signed_on', 'refused_on']
        AND typed_day_is_kept(ARRAY['declaration', 'conflict'], (was ->> 'id')::uuid,
            (was ->> 'declared_on')::date, (now ->> 'declared_on')::date)
        AND typed_day_is_kept(ARRAY['declaration'], (was ->> 'id')::uuid,
            (was ->> 'signed_on')::date, (now ->> 'signed_on')::date)
        AND typed_day_is_kept(ARRAY['refusal'], (was ->> 'id')::uuid,
            (was ->> 'refused_on')::date, (now ->> 'refused_on')::date)
$$;

-- The day of a referral: it gives way only where the last correction keeps what stood there, and what came to be known
-- with the referral goes with it
CREATE FUNCTION referral_day_is_kept(whose uuid, was date, now date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM referral_day kept WHERE kept.case_id = whose
        AND kept.number = (SELECT max(number) FROM referral_day WHERE case_id = whose)
        AND kept.was_on = was AND kept.came_on = now)
$$;
CREATE FUNCTION day_of_the_referral_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF referral_day_is_kept(OLD.id, OLD.referred_on, NEW.referred_on) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER day_of_the_referral_stays BEFORE UPDATE ON cases
    FOR EACH ROW WHEN (NEW.referred_on <> OLD.referred_on) EXECUTE FUNCTION day_of_the_referral_is_kept();
-- Since when a case of paper runs here: it changes only with a word that keeps it, and until all has been entered
CREATE FUNCTION day_from_paper_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.paper_ended_at IS NULL AND EXISTS (SELECT FROM paper_case kept WHERE kept.case_id = OLD.id
        AND kept.number = (SELECT max(number) FROM paper_case WHERE case_id = OLD.id)
        AND kept.from_on IS NOT DISTINCT FROM NEW.from_paper_on) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER day_from_paper_stays BEFORE UPDATE ON cases FOR EACH ROW
    WHEN (NEW.from_paper_on IS DISTINCT FROM OLD.from_paper_on) EXECUTE FUNCTION day_from_paper_is_kept();
CREATE TRIGGER entered_from_paper_stays BEFORE UPDATE ON cases FOR EACH ROW
    WHEN (OLD.paper_ended_at IS NOT NULL AND NEW.paper_ended_at IS DISTINCT FROM OLD.paper_ended_at)
    EXECUTE FUNCTION stays_as_written();
CREATE FUNCTION known_with_the_referral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number = 1 AND to_jsonb(OLD) - 'known_on' = to_jsonb(NEW) - 'known_on'
        AND referral_day_is_kept(OLD.case_id, OLD.known_on, NEW.known_on) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

-- From its first day
CREATE TRIGGER signed_text_stays BEFORE UPDATE ON signed_text
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
-- What was typed from paper ends with a correction, once; a word given with code or password never does
CREATE FUNCTION signature_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NULL; -- not written anew: `audit_rests` takes what this transaction wrote for a word given in it
    END IF;
    IF OLD.ended_by_id IS NULL AND to_jsonb(OLD) - 'ended_by_id' = to_jsonb(NEW) - 'ended_by_id' AND EXISTS (
        SELECT FROM signature_correction kept WHERE kept.id = NEW.ended_by_id AND kept.paper_id = OLD.paper_id) THEN
        RETURN NEW;
    END IF;
    IF OLD.paper = 'declarations' AND to_jsonb(OLD) - 'signed_on' = to_jsonb(NEW) - 'signed_on' AND (
        typed_day_is_kept(ARRAY['declaration', 'conflict'], OLD.paper_id, OLD.signed_on, NEW.signed_on) OR EXISTS (
            SELECT FROM participant_word said WHERE said.participant_id = OLD.paper_id
            AND typed_day_is_kept(ARRAY['word'], said.id, OLD.signed_on, NEW.signed_on))) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER signature_stays BEFORE UPDATE ON signature
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION signature_is_kept();
-- Who sees to it that every life goes on ends no child's case, and opens none again: 0149
CREATE FUNCTION case_ends_at_its_table() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF session_user <> 'tryeza_portal' OR oversees() IS NOT TRUE THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: a case ends at its table', TG_NAME USING
        ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER case_ends_at_its_table BEFORE UPDATE OF ended_at ON life
    FOR EACH ROW WHEN (NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION case_ends_at_its_table();
-- Nothing has left before it was queued: no page adds a proof of notice. An administrator has what was set aside tried again, and what waited for somebody who decides handed to them: 0090
CREATE FUNCTION message_is_tried_again() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    may_change text[] := ARRAY['status', 'lease_until', 'not_before', 'attempts', 'reply', 'recipient_id', 'cause', 'tried_since', 'answered_at'];
BEGIN
    IF session_user <> 'tryeza_portal' OR TG_OP = 'INSERT' AND NEW.accepted_at IS NULL
            AND NEW.status NOT IN ('sending', 'sent', 'failed', 'given_up', 'unknown') AND NEW.delivered_at IS NULL
        OR TG_OP = 'UPDATE' AND (oversees() IS NOT TRUE OR NEW.life_id IS NULL) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change
        AND (NEW.status = OLD.status OR NEW.status IN ('queued', 'obsolete'))
        AND (NEW.recipient_id = OLD.recipient_id OR OLD.recipient_id = '00000000-0000-0000-0000-000000000000') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: what a message says and what became of it is not said here', TG_NAME USING
        ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER message_is_tried_again BEFORE INSERT OR UPDATE ON message
    FOR EACH ROW EXECUTE FUNCTION message_is_tried_again();
-- What ended opens nothing any more: 0149
CREATE TRIGGER session_of_an_officer_stays_ended BEFORE UPDATE ON staff_session
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER session_of_a_member_stays_ended BEFORE UPDATE ON member_session
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER change_of_contact_stays_ended BEFORE UPDATE ON contact_change
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
-- A code is used by being typed, which the portal cannot do in whose place it is: 0155
CREATE TRIGGER code_begins_unused BEFORE INSERT ON one_time_code
    FOR EACH ROW WHEN (session_user = 'tryeza_portal' AND (NEW.used_at IS NOT NULL OR NEW.tries > 0))
    EXECUTE FUNCTION stays_as_written();
-- One that is read out is for whom its officer has recognised, just now; any other is asked for behind a link: 0168
CREATE FUNCTION code_is_asked_for() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (CASE WHEN NEW.identity_check_id IS NOT NULL THEN EXISTS (SELECT FROM identity_check AS made
            WHERE made.id = NEW.identity_check_id AND made.professional_id = NEW.professional_id
            AND made.checked_at > NEW.created_at - interval '10 minutes'
            AND (session_user <> 'tryeza_portal' OR made.checked_by_id = (seen_account()).id)
            AND (NEW.confirmation_id IS NULL OR EXISTS (SELECT FROM confirmation
                WHERE id = NEW.confirmation_id AND member_id = made.member_id)))
        WHEN session_user = 'tryeza_portal' AND NEW.change_id IS NULL
            THEN NEW.professional_id = (door_seat()).professional_id
        ELSE true END) IS TRUE THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: nobody has asked for it, or was recognised', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER code_is_asked_for BEFORE INSERT ON one_time_code
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION code_is_asked_for();
-- Who was recognised sits there, and how stays as it was said
CREATE FUNCTION check_is_of_its_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM member WHERE id = NEW.member_id AND professional_id = NEW.professional_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: the seat is somebody else''s', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER check_is_of_its_seat BEFORE INSERT ON identity_check
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION check_is_of_its_seat();
CREATE TRIGGER identity_check_stays BEFORE UPDATE ON identity_check
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
-- A member's app begins without a secret, after a check in person; it ends once, and its secret is forgotten
CREATE FUNCTION member_app_is_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    in_portal boolean := session_user = 'tryeza_portal';
    may_change text[] := ARRAY['secret_sealed', 'shown_at', 'confirmed_at', 'tries', 'last_step', 'ended_at', 'ended_as',
        'ended_by_id', 'reason_sealed'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF num_nonnulls(NEW.secret_sealed, NEW.shown_at, NEW.confirmed_at, NEW.ended_at) = 0 AND NEW.tries = 0
            AND NEW.last_step = 0 AND EXISTS (SELECT FROM identity_check AS made WHERE made.id = NEW.check_id
                AND made.professional_id = NEW.professional_id AND made.means IN ('card', 'known')
                AND (NOT in_portal OR made.checked_by_id = (seen_account()).id)) THEN
            RETURN NEW;
        END IF;
    ELSIF OLD.ended_at IS NULL AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change
        AND (NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at
            OR (OLD.confirmed_at IS NULL AND OLD.secret_sealed IS NOT NULL))
        AND (NEW.secret_sealed IS NOT DISTINCT FROM OLD.secret_sealed OR OLD.confirmed_at IS NULL OR NEW.secret_sealed IS NULL)
        AND NEW.last_step >= OLD.last_step AND NEW.tries >= OLD.tries
        AND (NOT in_portal OR NEW.ended_at IS NOT NULL AND CASE NEW.ended_as
            WHEN 'member' THEN let_in(NEW.professional_id) AND NEW.professional_id = (door_seat()).professional_id
            ELSE of_ones_centre(NEW.professional_id)
                AND NEW.ended_by_id IS NOT DISTINCT FROM CASE NEW.ended_as WHEN 'officer' THEN (seen_account()).id END
        END) THEN
        IF NEW.ended_at IS NOT NULL THEN
            NEW.secret_sealed := NULL;
        END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: nobody who may has set it up, or ended it', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER member_app_is_kept BEFORE UPDATE ON member_authenticator
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION member_app_is_kept();
CREATE TRIGGER member_app_is_begun BEFORE INSERT ON member_authenticator
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION member_app_is_kept();
-- A report says of itself that it was handed in behind a code that was read out: 0168
CREATE FUNCTION report_says_how() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.identity_check_id := CASE WHEN NEW.on_paper THEN NULL ELSE seat_check() END;
    RETURN NEW;
END $$;
CREATE TRIGGER report_says_how BEFORE INSERT ON report_request
    FOR EACH ROW WHEN (NEW.received_at IS NOT NULL) EXECUTE FUNCTION report_says_how();
CREATE TRIGGER report_that_came_says_how BEFORE UPDATE ON report_request
    FOR EACH ROW WHEN (OLD.received_at IS NULL AND NEW.received_at IS NOT NULL) EXECUTE FUNCTION report_says_how();
-- A new contact is confirmed by a code that was used, or by an officer who is signed in: 18(1), 0149
CREATE FUNCTION change_is_confirmed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (CASE WHEN NEW.means IN ('sms', 'mail')
        THEN EXISTS (SELECT FROM one_time_code WHERE change_id = NEW.id AND used_at IS NOT NULL)
        WHEN session_user <> 'tryeza_portal' THEN true
        ELSE of_ones_centre(NEW.professional_id) AND (NEW.means <> 'call' OR (seen_account()).id = NEW.decided_by_id) END) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: nobody has confirmed it', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER change_is_confirmed BEFORE INSERT OR UPDATE OF means ON contact_change
    FOR EACH ROW WHEN (NEW.means IS NOT NULL) EXECUTE FUNCTION change_is_confirmed();
-- That a number is not theirs is said behind the seat's own link; that it is right, by the officer who is signed in: 6(1.1), 0155
CREATE FUNCTION dispute_is_ended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.ended_at IS NULL AND (session_user <> 'tryeza_portal' OR NEW.member_id = (door_seat()).id)
            AND EXISTS (SELECT FROM member WHERE id = NEW.member_id AND professional_id = NEW.professional_id) THEN
            RETURN NEW;
        END IF;
    ELSIF OLD.ended_at IS NULL AND (session_user <> 'tryeza_portal' OR CASE NEW.ended_as
        WHEN 'taken_back' THEN NEW.professional_id = (door_seat()).professional_id
        WHEN 'right' THEN NEW.decided_by_id = (seen_account()).id
        ELSE (seen_account()).id IS NOT NULL OR NEW.professional_id = changed_person() END) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: nobody who may has said it', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER dispute_is_ended BEFORE UPDATE ON disputed_number
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION dispute_is_ended();
CREATE TRIGGER dispute_is_of_its_seat BEFORE INSERT ON disputed_number
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION dispute_is_ended();
-- Every table at which they sit has the duty, or has it no more; a link, and a manager, see others' not: decision 0155
CREATE FUNCTION tables_hear_of_a_contact() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    woken uuid;
    said_at timestamptz := coalesce(to_jsonb(NEW)->>'said_at', to_jsonb(NEW)->>'asked_at');
BEGIN
    FOR woken IN INSERT INTO wakeup (id, life_id, reason, created_at)
        SELECT gen_random_uuid(), id, 'changed elsewhere', coalesce(NEW.ended_at, said_at) FROM life
        WHERE ended_at IS NULL AND id IN (SELECT life_id FROM member
            WHERE professional_id = NEW.professional_id) RETURNING life_id LOOP
        PERFORM pg_notify('tryeza_wake', woken::text);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER tables_hear_of_a_number AFTER INSERT OR UPDATE OF ended_at ON disputed_number
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION tables_hear_of_a_contact();
CREATE TRIGGER tables_hear_of_a_contact AFTER INSERT OR UPDATE OF ended_at ON contact_change
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION tables_hear_of_a_contact();
-- A member's confirmation: begun before its code, confirmed by a code that was used, good for one act
CREATE FUNCTION confirmation_is_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    may_change text[] := ARRAY['confirmed_at', 'used_at', 'identity_check_id', 'authenticator_id'];
BEGIN
    IF to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change
        AND (CASE WHEN NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at
            THEN (NEW.identity_check_id, NEW.authenticator_id) IS NOT DISTINCT FROM (OLD.identity_check_id, OLD.authenticator_id)
            WHEN OLD.confirmed_at IS NOT NULL THEN false
            -- and says whose code it was: one that was sent, one that was read out, one of their own app
            WHEN NEW.authenticator_id IS NULL THEN EXISTS (SELECT FROM one_time_code WHERE confirmation_id = OLD.id
                AND used_at IS NOT NULL AND identity_check_id IS NOT DISTINCT FROM NEW.identity_check_id)
            ELSE EXISTS (SELECT FROM member_authenticator AS app JOIN member ON member.professional_id = app.professional_id
                WHERE app.id = NEW.authenticator_id AND member.id = OLD.member_id
                AND app.confirmed_at IS NOT NULL AND app.ended_at IS NULL) END)
        AND (NEW.used_at IS NOT DISTINCT FROM OLD.used_at OR OLD.used_at IS NULL) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER confirmation_stays BEFORE UPDATE ON confirmation
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION confirmation_is_kept();
CREATE TRIGGER confirmation_waits_for_its_code BEFORE INSERT ON confirmation
    FOR EACH ROW WHEN (NEW.confirmed_at IS NOT NULL OR NEW.used_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signature_correction_stays BEFORE UPDATE ON signature_correction
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION known_with_the_referral();
CREATE TRIGGER attendance_stays BEFORE UPDATE ON attendance
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION presence_is_kept('member_id');
CREATE TRIGGER substitute_chair_stays BEFORE UPDATE ON substitute_chair
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER chair_correction_stays BEFORE UPDATE ON chair_correction
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_with_its_record();
CREATE TRIGGER record_correction_stays BEFORE UPDATE ON record_correction
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_with_its_record();
CREATE TRIGGER misplaced_meeting_stays BEFORE UPDATE ON misplaced_meeting
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER presence_correction_stays BEFORE UPDATE ON presence_correction
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER family_word_stays BEFORE UPDATE ON family_word
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER succession_stays BEFORE UPDATE ON succession
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER departure_seen_stays BEFORE UPDATE ON departure_seen
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER hand_service_stays BEFORE UPDATE ON hand_service
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER agenda_item_stays BEFORE UPDATE ON agenda_item
    FOR EACH ROW WHEN (OLD.taken_back_at IS NULL) EXECUTE FUNCTION stays_as_written('taken_back_at', 'taken_back_by_id');
CREATE TRIGGER agenda_item_taken_back_stays BEFORE UPDATE ON agenda_item
    FOR EACH ROW WHEN (OLD.taken_back_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER dissent_stays BEFORE UPDATE ON dissent
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_with_its_record();
CREATE TRIGGER institution_superior_stays BEFORE UPDATE ON institution_superior
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER superior_service_stays BEFORE UPDATE ON superior_service
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER superior_reply_stays BEFORE UPDATE ON superior_reply
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER meeting_request_stays BEFORE UPDATE ON meeting_request
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER request_answer_stays BEFORE UPDATE ON request_answer
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER information_stays BEFORE UPDATE ON information
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_its_correction('information', 'given_on');
CREATE TRIGGER claim_stays BEFORE UPDATE ON claim
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_its_correction('claim', 'asked_on');
CREATE TRIGGER typed_day_stays BEFORE UPDATE ON typed_day
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER report_date_stays BEFORE UPDATE ON report_date
    FOR EACH ROW WHEN (OLD.taken_back_at IS NULL) EXECUTE FUNCTION stays_as_written('taken_back_at', 'taken_back_by_id');
CREATE TRIGGER report_date_taken_back_stays BEFORE UPDATE ON report_date
    FOR EACH ROW WHEN (OLD.taken_back_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER inquiry_stays BEFORE UPDATE ON inquiry
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER inquiry_answer_stays BEFORE UPDATE ON inquiry_answer
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER answer_taken_back_stays BEFORE UPDATE ON answer_taken_back
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER inquiry_withdrawal_stays BEFORE UPDATE ON inquiry_withdrawal
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER claim_outcome_stays BEFORE UPDATE ON claim_outcome
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_its_correction('outcome', 'found_on');
CREATE TRIGGER contribution_stays BEFORE UPDATE ON contribution
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER left_contribution_stays BEFORE UPDATE ON left_contribution
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER log_entry_stays BEFORE UPDATE ON log_entry
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER decision_record_stays BEFORE UPDATE ON decision_record
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_with_its_record();
CREATE TRIGGER record_taken_back_stays BEFORE UPDATE ON record_taken_back
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER decision_option_stays BEFORE UPDATE ON decision_option
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signal_answer_stays BEFORE UPDATE ON signal_answer
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION answer_goes_with_its_source();
CREATE TRIGGER assessment_limit_stays BEFORE UPDATE ON assessment_limit
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER annex_wording_stays BEFORE UPDATE ON annex_wording
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER wording_taken_back_stays BEFORE UPDATE ON wording_taken_back
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER participant_stays BEFORE UPDATE ON participant
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_with_its_record();
CREATE TRIGGER guest_invitation_stays BEFORE UPDATE ON guest_invitation
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_with_its_record();
CREATE TRIGGER invitation_taken_back_stays BEFORE UPDATE ON invitation_taken_back
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER participant_word_stays BEFORE UPDATE ON participant_word
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_its_correction('word', 'said_on');
CREATE TRIGGER conflict_withdrawal_stays BEFORE UPDATE ON conflict_withdrawal
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER participant_presence_stays BEFORE UPDATE ON participant_presence
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION presence_is_kept('participant_id');
CREATE TRIGGER signature_reminder_stays BEFORE UPDATE ON signature_reminder
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER assessment_stays BEFORE UPDATE ON assessment
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_the_meeting('made_on');
CREATE TRIGGER plan_stays BEFORE UPDATE ON plan
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_the_meeting('adopted_on', 'sent_at', 'handed_at');
CREATE TRIGGER plan_action_stays BEFORE UPDATE ON plan_action
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written('status', 'dropped_on');
CREATE TRIGGER contact_schedule_stays BEFORE UPDATE ON contact_schedule
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER own_progress_stays BEFORE UPDATE ON own_progress
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER monitoring_form_stays BEFORE UPDATE ON monitoring_form
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER monitored_action_stays BEFORE UPDATE ON monitored_action
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER table_findings_stays BEFORE UPDATE ON table_findings
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER review_stays BEFORE UPDATE ON review
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_the_meeting('settled_on');
CREATE TRIGGER opinion_stays BEFORE UPDATE ON opinion
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER age_finding_stays BEFORE UPDATE ON age_finding
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_the_meeting('found_on');
CREATE TRIGGER age_announcement_stays BEFORE UPDATE ON age_announcement
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER services_letter_stays BEFORE UPDATE ON services_letter
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER services_letter_word_stays BEFORE UPDATE ON services_letter_word
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER referral_receipt_stays BEFORE UPDATE ON referral_receipt
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written(
        'address_sealed', 'sent_at', 'accepted_at', 'handed_on', 'handed_at', 'given_by_id', 'answers_id', 'managed');
CREATE TRIGGER standing_seat_stays BEFORE UPDATE ON standing_seat
    FOR EACH ROW WHEN (OLD.ended_on IS NULL) EXECUTE FUNCTION stays_as_written('ended_on', 'ended_at', 'ended_by_id', 'reason_sealed');
CREATE TRIGGER standing_seat_ended_stays BEFORE UPDATE ON standing_seat
    FOR EACH ROW WHEN (OLD.ended_on IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER seat_term_stays BEFORE UPDATE ON seat_term
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER centre_name_stays BEFORE UPDATE ON centre_name
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
-- Whoever has had a seat at a table stands in its papers for what they were: 0163
CREATE FUNCTION entered_wrong_before_a_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM member WHERE professional_id = NEW.id) THEN
        RAISE EXCEPTION '%: they have had a seat', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entered_wrong_before_a_seat BEFORE UPDATE OF kind, institution, unit ON professional
    FOR EACH ROW WHEN (NEW.kind <> OLD.kind OR NEW.institution <> OLD.institution OR NEW.unit <> OLD.unit)
    EXECUTE FUNCTION entered_wrong_before_a_seat();
CREATE TRIGGER mistaken_referral_stays BEFORE UPDATE ON mistaken_referral
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER supervision_question_stays BEFORE UPDATE ON supervision_question
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER question_turn_stays BEFORE UPDATE ON question_turn
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signed_month_stays BEFORE UPDATE ON signed_month
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER month_remark_stays BEFORE UPDATE ON month_remark
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER monitoring_visit_stays BEFORE UPDATE ON monitoring_visit
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER follow_up_stays BEFORE UPDATE ON follow_up
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER follow_up_word_stays BEFORE UPDATE ON follow_up_word
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER supplement_stays BEFORE UPDATE ON supplement
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER supplement_signature_stays BEFORE UPDATE ON supplement_signature
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER report_correction_stays BEFORE UPDATE ON report_correction
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER referral_day_stays BEFORE UPDATE ON referral_day
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER paper_case_stays BEFORE UPDATE ON paper_case
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER paper_word_stays BEFORE UPDATE ON paper_word
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
-- The day of an appointment gives way as that of a referral does
CREATE FUNCTION day_of_the_appointment_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM appointment_day kept WHERE kept.appointment_id = OLD.id
        AND kept.number = (SELECT max(number) FROM appointment_day WHERE appointment_id = OLD.id)
        AND kept.was_on = OLD.appointed_on AND kept.now_on = NEW.appointed_on) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER day_of_the_appointment_stays BEFORE UPDATE ON appointment
    FOR EACH ROW WHEN (NEW.appointed_on <> OLD.appointed_on) EXECUTE FUNCTION day_of_the_appointment_is_kept();
CREATE TRIGGER appointment_day_stays BEFORE UPDATE ON appointment_day
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER earlier_case_link_stays BEFORE UPDATE ON earlier_case_link
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER earlier_case_link_end_stays BEFORE UPDATE ON earlier_case_link_end
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER review_rhythm_stays BEFORE UPDATE ON review_rhythm
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION day_goes_with_the_meeting('set_on');
CREATE TRIGGER progress_stays BEFORE UPDATE ON progress
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER goal_criterion_stays BEFORE UPDATE ON goal_criterion
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();

-- A conflict declared by mistake gives way only where its withdrawal keeps it
CREATE FUNCTION declaration_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.conflict AND NEW.conflict IS NOT TRUE AND EXISTS (SELECT FROM conflict_withdrawal kept
        WHERE kept.member_id = OLD.id AND kept.declared_at = OLD.declared_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

-- A seat once it is left, and what was declared from it; a later conflict is declared over that: Art. 10(2)
CREATE TRIGGER seat_left_stays BEFORE UPDATE ON member
    FOR EACH ROW WHEN (OLD.left_on IS NOT NULL AND NOT seat_days_are_kept(to_jsonb(OLD), to_jsonb(NEW)))
    EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER declaration_stays BEFORE UPDATE ON member FOR EACH ROW WHEN (
    OLD.declared_at IS NOT NULL
    AND (NEW.declared_at, NEW.declared_on, NEW.conflict, NEW.declared_on_paper)
        IS DISTINCT FROM (OLD.declared_at, OLD.declared_on, OLD.conflict, OLD.declared_on_paper)
    AND (NEW.declared_at >= OLD.declared_at AND NEW.conflict AND NOT OLD.conflict) IS NOT TRUE
    AND NOT seat_days_are_kept(to_jsonb(OLD), to_jsonb(NEW))
) EXECUTE FUNCTION declaration_is_kept();
CREATE TRIGGER day_of_both_declarations_stays BEFORE UPDATE ON member FOR EACH ROW WHEN (
    OLD.signed_on IS NOT NULL AND NEW.signed_on IS DISTINCT FROM OLD.signed_on
    AND NOT seat_days_are_kept(to_jsonb(OLD), to_jsonb(NEW))
) EXECUTE FUNCTION declaration_is_kept();
CREATE TRIGGER confidentiality_stays BEFORE UPDATE ON member FOR EACH ROW WHEN (
    OLD.confidential_at IS NOT NULL AND NEW.confidential_at IS DISTINCT FROM OLD.confidential_at
) EXECUTE FUNCTION stays_as_written();

CREATE TRIGGER refusal_to_sign_stays BEFORE UPDATE ON member FOR EACH ROW WHEN (
    OLD.refused_on IS NOT NULL AND (NEW.refused_on, NEW.refused_at, NEW.refusal_sealed, NEW.refused_on_paper)
        IS DISTINCT FROM (OLD.refused_on, OLD.refused_at, OLD.refusal_sealed, OLD.refused_on_paper)
    AND NOT seat_days_are_kept(to_jsonb(OLD), to_jsonb(NEW))
) EXECUTE FUNCTION stays_as_written();

-- Who was appointed deputy of the head, until when and on what ground: an end is added, once
CREATE TRIGGER deputy_stays BEFORE UPDATE ON deputy
    FOR EACH ROW WHEN (OLD.ended_on IS NULL) EXECUTE FUNCTION stays_as_written('ended_on', 'ended_by_id', 'ended_at');
CREATE TRIGGER deputy_ended_stays BEFORE UPDATE ON deputy
    FOR EACH ROW WHEN (OLD.ended_on IS NOT NULL) EXECUTE FUNCTION stays_as_written();

-- Who chaired a meeting, once it is on record: it gives way only where a correction keeps what stood there
CREATE FUNCTION chair_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM chair_correction kept WHERE kept.meeting_id = OLD.id
        AND kept.number = (SELECT max(number) FROM chair_correction WHERE meeting_id = OLD.id)
        AND kept.was_account_id IS NOT DISTINCT FROM OLD.chaired_by_id
        AND kept.was_member_id IS NOT DISTINCT FROM OLD.chaired_by_member_id
        AND (kept.was_words_sealed IS NULL) = (OLD.chaired_by_words_sealed IS NULL)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER chair_of_the_day_stays BEFORE UPDATE ON meeting FOR EACH ROW WHEN (
    OLD.held_at IS NOT NULL AND NEW.held_at IS NOT NULL
    AND (NEW.chaired_by_id, NEW.chaired_by_member_id, NEW.chaired_by_words_sealed)
        IS DISTINCT FROM (OLD.chaired_by_id, OLD.chaired_by_member_id, OLD.chaired_by_words_sealed)
) EXECUTE FUNCTION chair_is_kept();

-- How somebody of the family learned of a meeting: it changes only to what the last word on record says
CREATE FUNCTION family_word_is_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM family_word said
        WHERE said.meeting_id = NEW.meeting_id AND said.person_id = NEW.person_id
        AND said.number = (SELECT max(number) FROM family_word
            WHERE meeting_id = NEW.meeting_id AND person_id = NEW.person_id)
        AND said.told_on IS NOT DISTINCT FROM NEW.notified_on AND said.how = NEW.how
        AND (said.not_told_reason_sealed IS NULL) = (NEW.not_notified_reason_sealed IS NULL)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER family_presence_stays BEFORE UPDATE ON family_notice FOR EACH ROW WHEN (
    OLD.present IS NOT NULL AND NEW.present IS DISTINCT FROM OLD.present
) EXECUTE FUNCTION presence_is_kept('person_id');
CREATE TRIGGER family_notice_stays BEFORE UPDATE ON family_notice FOR EACH ROW WHEN (
    (NEW.notified_on, NEW.how, NEW.not_notified_reason_sealed)
        IS DISTINCT FROM (OLD.notified_on, OLD.how, OLD.not_notified_reason_sealed)
) EXECUTE FUNCTION family_word_is_on_record();

-- The day and hour of a meeting, once it is on record
CREATE FUNCTION day_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM record_correction kept WHERE kept.meeting_id = OLD.id
        AND kept.number = (SELECT max(number) FROM record_correction WHERE meeting_id = OLD.id)
        AND kept.was_held_at = OLD.held_at AND kept.held_at = NEW.held_at) THEN
        RETURN NEW;
    END IF;
    -- It was not of this case, and is taken out of it
    IF NEW.held_at IS NULL AND NEW.misplaced_at IS NOT NULL AND EXISTS (SELECT FROM misplaced_meeting kept
        WHERE kept.meeting_id = OLD.id AND kept.was_held_at = OLD.held_at) THEN
        RETURN NEW;
    END IF;
    -- The record was of another case; who was there stands on its own line, and nothing of it here
    IF NEW.held_at IS NULL AND NOT EXISTS (SELECT FROM attendance WHERE attendance.meeting_id = OLD.id)
        AND EXISTS (SELECT FROM misplaced_meeting kept
            WHERE kept.planned_id = OLD.id AND kept.was_held_at = OLD.held_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER day_of_the_meeting_stays BEFORE UPDATE ON meeting FOR EACH ROW WHEN (
    OLD.held_at IS NOT NULL AND NEW.held_at IS DISTINCT FROM OLD.held_at
) EXECUTE FUNCTION day_is_kept();

-- One that was taken out of the case stays out of it
CREATE TRIGGER misplaced_stays BEFORE UPDATE ON meeting FOR EACH ROW WHEN (
    OLD.misplaced_at IS NOT NULL AND (NEW.misplaced_at, NEW.held_at, NEW.cancelled_at)
        IS DISTINCT FROM (OLD.misplaced_at, OLD.held_at, OLD.cancelled_at)
) EXECUTE FUNCTION stays_as_written();

-- Minutes once they are laid for signature: another text is another version, until the table has approved it
CREATE TRIGGER minutes_laid_stay BEFORE UPDATE ON minutes
    FOR EACH ROW WHEN (OLD.digest IS NOT NULL AND (NEW.digest IS NULL OR NEW.digest = OLD.digest)
        AND NOT goes_with_its_record(to_jsonb(OLD), to_jsonb(NEW)))
    EXECUTE FUNCTION stays_as_written('sent_at', 'approved_on', 'approved_in_id', 'signatures_asked_at');
-- What signatures alone had approved is not approved any more where one of them was none: Art. 10(1)
CREATE FUNCTION a_word_is_missing_again(was jsonb, now jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT was - 'approved_on' = now - 'approved_on' AND now ->> 'approved_on' IS NULL
        AND was ->> 'approved_in_id' IS NULL
        AND (EXISTS (SELECT FROM signature
            WHERE paper_id = (was ->> 'id')::uuid AND digest = (was ->> 'digest')::bytea AND ended_by_id IS NOT NULL)
        OR EXISTS (SELECT FROM conflict_withdrawal JOIN attendance USING (member_id)
            WHERE attendance.meeting_id = (was ->> 'meeting_id')::uuid AND attendance.present))
$$;
CREATE TRIGGER minutes_approved_stay BEFORE UPDATE ON minutes
    FOR EACH ROW WHEN (OLD.approved_on IS NOT NULL AND NOT goes_with_its_record(to_jsonb(OLD), to_jsonb(NEW))
        AND NOT a_word_is_missing_again(to_jsonb(OLD), to_jsonb(NEW)))
    EXECUTE FUNCTION day_goes_with_the_meeting('approved_on', 'sent_at', 'signatures_asked_at');

-- A closure: what the head approved, what the table decided, and a proposal that came to nothing
CREATE TRIGGER assessment_approved_stays BEFORE UPDATE ON closure
    FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION stays_as_written(
        'accepted_on', 'accepted_by_sealed',
        'accepted_letter_sealed', 'accepted_entered_at', 'accepted_entered_by_id', 'answered_at',
        'meeting_id', 'decided_on', 'declined_on', 'decision_recorded_at', 'digest', 'signatures_asked_at',
        'needs_services_sealed', 'services_unsaid', 'after_eighteen_sealed', 'fell_at', 'fell_by_id', 'approval_lacked', 'fell_for_sealed',
        'had_fallen_at',        'stood_again_at');
-- Who turns eighteen after the approval is asked then, once; what a letter said that had never left is said instead:
-- Art. 17(4)
CREATE TRIGGER services_answered_stay BEFORE UPDATE ON closure
    FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL AND OLD.needs_services_sealed IS NOT NULL
        AND (NEW.needs_services_sealed IS DISTINCT FROM OLD.needs_services_sealed
            OR (OLD.after_eighteen_sealed IS NOT NULL
                AND NEW.after_eighteen_sealed IS DISTINCT FROM OLD.after_eighteen_sealed)))
    EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER closing_form_stays BEFORE UPDATE ON closure
    FOR EACH ROW WHEN (OLD.decided_on IS NOT NULL) EXECUTE FUNCTION day_goes_with_the_meeting(
        'decided_on', 'digest', 'answered_at', 'signatures_asked_at', 'fell_at', 'fell_by_id', 'approval_lacked', 'fell_for_sealed',
        'had_fallen_at', 'stood_again_at');
CREATE TRIGGER former_proposal_stays BEFORE UPDATE ON closure
    FOR EACH ROW WHEN (OLD.declined_on IS NOT NULL OR OLD.returned_at IS NOT NULL
        OR (OLD.fell_at IS NOT NULL AND OLD.decided_on IS NULL))
    EXECUTE FUNCTION day_goes_with_the_meeting('declined_on', 'answered_at');
-- What the table decided goes with the day of its meeting, fallen too; it stands again where it was before the death
CREATE TRIGGER fallen_closing_stays BEFORE UPDATE ON closure
    FOR EACH ROW WHEN (OLD.fell_at IS NOT NULL AND OLD.decided_on IS NOT NULL)
    EXECUTE FUNCTION day_goes_with_the_meeting('decided_on', 'answered_at', 'fell_at', 'had_fallen_at', 'stood_again_at');
CREATE TRIGGER fallen_closing_is_kept BEFORE UPDATE ON closure
    FOR EACH ROW WHEN (OLD.fell_at IS NOT NULL AND NEW.fell_at IS DISTINCT FROM OLD.fell_at
        AND (NEW.fell_at IS NOT NULL
            OR NEW.had_fallen_at IS DISTINCT FROM OLD.fell_at OR NEW.stood_again_at IS NULL))
    EXECUTE FUNCTION stays_as_written();
-- What somebody has signed is the text by which the case is closed: Art. 17(5)
CREATE FUNCTION form_is_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM signature WHERE paper_id = OLD.id AND digest = OLD.digest AND ended_by_id IS NULL) THEN
        RAISE EXCEPTION '%: somebody has signed it', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signed_form_stays BEFORE UPDATE ON closure
    FOR EACH ROW WHEN (OLD.digest IS DISTINCT FROM NEW.digest) EXECUTE FUNCTION form_is_unsigned();


-- == A member's own word ==

-- It rests on a code of their own for this act, about this, under this text, within its time: decision 0155.
-- All of it is asked before the commit: an act is tried and taken back before anybody waits for a code.
CREATE FUNCTION is_confirmed(which uuid, whose uuid, acts text, about uuid, laid bytea, said_at timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM confirmation WHERE id = which AND member_id = whose AND act = acts
        AND subject_id = about AND text_digest IS NOT DISTINCT FROM laid
        AND used_at IS NOT NULL AND confirmed_at > said_at - interval '10 minutes')
$$;
CREATE FUNCTION raise_unconfirmed(name text, of_table text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: a word of a member without their own code', name USING
        ERRCODE = 'integrity_constraint_violation', TABLE = of_table, CONSTRAINT = name;
END $$;
-- These four run at the commit, when whoever declared a conflict is put out already: they see as the owner does
CREATE FUNCTION signature_is_confirmed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT is_confirmed(NEW.confirmation_id, NEW.member_id, CASE NEW.paper WHEN 'declarations' THEN 'declare' ELSE NEW.paper END,
        NEW.paper_id, NEW.digest, NEW.signed_at) OR NEW.identity_check_id IS DISTINCT FROM (
            SELECT identity_check_id FROM confirmation WHERE id = NEW.confirmation_id) THEN
        PERFORM raise_unconfirmed(TG_NAME, TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER own_signature_is_confirmed AFTER INSERT ON signature DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.member_id IS NOT NULL AND NEW.entered_by_id IS NULL) EXECUTE FUNCTION signature_is_confirmed();
CREATE FUNCTION withdrawal_is_confirmed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT is_confirmed(NEW.confirmation_id, NEW.member_id, 'withdraw', NEW.member_id, NULL, NEW.recorded_at) THEN
        PERFORM raise_unconfirmed(TG_NAME, TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER own_withdrawal_is_confirmed AFTER INSERT ON conflict_withdrawal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.recorded_by_id IS NULL) EXECUTE FUNCTION withdrawal_is_confirmed();
-- A seat refuses once: of its confirmations one was used for it
CREATE FUNCTION refusal_is_confirmed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM confirmation WHERE member_id = NEW.id
        AND is_confirmed(id, NEW.id, 'refuse', NEW.id, NULL, NEW.refused_at)) THEN
        PERFORM raise_unconfirmed(TG_NAME, TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER own_refusal_is_confirmed AFTER INSERT OR UPDATE OF refused_at ON member
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.refused_at IS NOT NULL AND NOT NEW.refused_on_paper)
    EXECUTE FUNCTION refusal_is_confirmed();
-- What a seat says was declared is a signature, by code or typed from paper; the municipal table is the same one in
-- each quarter, and who signs for one has signed for all
CREATE FUNCTION declaration_is_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM signature JOIN member seat ON seat.id = signature.member_id
        WHERE signature.paper = 'declarations' AND signature.signed_on = NEW.declared_on
        AND (signature.confirmation_id IS NULL) = NEW.declared_on_paper AND (seat.id = NEW.id
            OR (seat.professional_id = NEW.professional_id AND 2 = (SELECT count(*) FROM life
                WHERE id IN (seat.life_id, NEW.life_id) AND kind = 'quarterly')))) THEN
        PERFORM raise_unconfirmed(TG_NAME, TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER declaration_is_signed AFTER INSERT OR UPDATE OF declared_at ON member
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.declared_at IS NOT NULL)
    EXECUTE FUNCTION declaration_is_signed();


-- == What comes too late ==

CREATE FUNCTION text_is_laid_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM minutes WHERE id = NEW.paper_id AND approved_on IS NOT NULL) OR
        EXISTS (SELECT FROM closure WHERE id = NEW.paper_id AND (decided_on IS NOT NULL OR NEW.version > 1) AND NOT (
            -- the form goes with the record of its meeting, and of the child's death and age, until somebody has signed it as it is laid
            NOT EXISTS (SELECT FROM signature WHERE paper_id = NEW.paper_id AND digest = closure.digest AND ended_by_id IS NULL) AND (
                EXISTS (SELECT FROM record_correction WHERE meeting_id = closure.meeting_id) OR
                EXISTS (SELECT FROM chair_correction WHERE meeting_id = closure.meeting_id) OR
                EXISTS (SELECT FROM fact WHERE fact.case_id = closure.case_id AND fact.name = 'death'
                    AND fact.recorded_at >= closure.decision_recorded_at) OR
                EXISTS (SELECT FROM age_finding WHERE age_finding.case_id = closure.case_id
                    AND age_finding.recorded_at >= closure.decision_recorded_at))))
    THEN
        RAISE EXCEPTION '%: what is approved or decided is not laid anew', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER text_laid_in_time BEFORE INSERT ON signed_text
    FOR EACH ROW EXECUTE FUNCTION text_is_laid_in_time();

CREATE FUNCTION attendance_is_recorded_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM minutes WHERE meeting_id = NEW.meeting_id AND digest IS NOT NULL)
        AND NOT EXISTS (SELECT FROM presence_correction kept
            JOIN record_correction ON record_correction.id = kept.correction_id
            WHERE record_correction.meeting_id = NEW.meeting_id AND kept.member_id = NEW.member_id) THEN
        RAISE EXCEPTION '%: the minutes that say who was there are laid', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attendance_recorded_in_time BEFORE INSERT ON attendance
    FOR EACH ROW EXECUTE FUNCTION attendance_is_recorded_in_time();


-- == What comes too early ==

CREATE FUNCTION file_is_sealed_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases WHERE id = NEW.case_id AND seal IS NOT NULL) THEN
        RAISE EXCEPTION '%: the file is not sealed; what happened is entered in it', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER supplement_after_the_seal BEFORE INSERT ON supplement
    FOR EACH ROW EXECUTE FUNCTION file_is_sealed_before();

-- A running case is linked to a sealed one of its own centre, never back: no chain comes round. Art. 18(1)
CREATE FUNCTION case_is_linked_backwards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases AS later, cases AS earlier
        WHERE later.id = NEW.case_id AND earlier.id = NEW.earlier_case_id
        AND later.seal IS NULL AND earlier.seal IS NOT NULL
        AND earlier.municipality_id = later.municipality_id AND earlier.referred_on <= later.referred_on) THEN
        RAISE EXCEPTION '%: a running case is linked to an earlier, sealed one of its centre', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER linked_backwards BEFORE INSERT ON earlier_case_link
    FOR EACH ROW EXECUTE FUNCTION case_is_linked_backwards();


-- == Who is out of office stays out ==

CREATE FUNCTION sessions_end_with_the_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE staff_session SET ended_at = clock_timestamp()
        WHERE account_id = NEW.id AND ended_at IS NULL;
    UPDATE enrolment SET ended_at = clock_timestamp(), ended_as = 'disabled'
        WHERE account_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END $$;
-- whoever disables it, and by what: enabled again, they sign in again
CREATE TRIGGER sessions_end_with_the_account AFTER UPDATE OF disabled_at ON account
    FOR EACH ROW WHEN (NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL)
    EXECUTE FUNCTION sessions_end_with_the_account();


-- == One deputy of the head at a time ==

CREATE FUNCTION deputy_days(one deputy) RETURNS daterange LANGUAGE sql IMMUTABLE AS $$
    -- least() leaves NULL out; ended before it began, it was in force on no day
    SELECT daterange(one.valid_from, CASE WHEN coalesce(one.valid_until, one.ended_on) IS NOT NULL
        THEN greatest(one.valid_from, least(one.valid_until + 1, one.ended_on)) END)
$$;

CREATE FUNCTION deputy_is_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('deputy:' || NEW.municipality_id::text, 0));
    IF EXISTS (SELECT FROM deputy AS other WHERE other.municipality_id = NEW.municipality_id
        AND other.id <> NEW.id AND deputy_days(other) && deputy_days(NEW))
    THEN
        RAISE EXCEPTION '%: another deputy is in force in these days', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_deputy_at_a_time BEFORE INSERT ON deputy FOR EACH ROW EXECUTE FUNCTION deputy_is_alone();


-- == What is never deleted, not by the owner either ==

CREATE TRIGGER deputy_never_deleted BEFORE DELETE ON deputy FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TRIGGER cases_never_deleted BEFORE DELETE ON cases FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER family_person_never_deleted BEFORE DELETE ON family_person FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER fact_never_deleted BEFORE DELETE ON fact FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER member_never_deleted BEFORE DELETE ON member FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER succession_never_deleted BEFORE DELETE ON succession
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER departure_seen_never_deleted BEFORE DELETE ON departure_seen
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER meeting_never_deleted BEFORE DELETE ON meeting FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER hand_service_never_deleted BEFORE DELETE ON hand_service
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER substitute_chair_never_deleted BEFORE DELETE ON substitute_chair
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER chair_correction_never_deleted BEFORE DELETE ON chair_correction
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER record_correction_never_deleted BEFORE DELETE ON record_correction
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER misplaced_meeting_never_deleted BEFORE DELETE ON misplaced_meeting
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER presence_correction_never_deleted BEFORE DELETE ON presence_correction
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER family_word_never_deleted BEFORE DELETE ON family_word
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER agenda_item_never_deleted BEFORE DELETE ON agenda_item
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER dissent_never_deleted BEFORE DELETE ON dissent FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER institution_superior_never_deleted BEFORE DELETE ON institution_superior
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER superior_service_never_deleted BEFORE DELETE ON superior_service
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER own_progress_never_deleted BEFORE DELETE ON own_progress
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER superior_reply_never_deleted BEFORE DELETE ON superior_reply
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER meeting_request_never_deleted BEFORE DELETE ON meeting_request
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER request_answer_never_deleted BEFORE DELETE ON request_answer
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER information_never_deleted BEFORE DELETE ON information
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER claim_never_deleted BEFORE DELETE ON claim
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER report_date_never_deleted BEFORE DELETE ON report_date
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER inquiry_never_deleted BEFORE DELETE ON inquiry
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER inquiry_answer_never_deleted BEFORE DELETE ON inquiry_answer
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER answer_taken_back_never_deleted BEFORE DELETE ON answer_taken_back
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER inquiry_withdrawal_never_deleted BEFORE DELETE ON inquiry_withdrawal
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER claim_outcome_never_deleted BEFORE DELETE ON claim_outcome
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER contribution_never_deleted BEFORE DELETE ON contribution
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER left_contribution_never_deleted BEFORE DELETE ON left_contribution
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER monitoring_form_never_deleted BEFORE DELETE ON monitoring_form
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER monitored_action_never_deleted BEFORE DELETE ON monitored_action
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER table_findings_never_deleted BEFORE DELETE ON table_findings
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER log_entry_never_deleted BEFORE DELETE ON log_entry
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER record_taken_back_never_deleted BEFORE DELETE ON record_taken_back
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER decision_record_never_deleted BEFORE DELETE ON decision_record
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER decision_option_never_deleted BEFORE DELETE ON decision_option
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signal_answer_never_deleted BEFORE DELETE ON signal_answer
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER annex_wording_never_deleted BEFORE DELETE ON annex_wording
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER wording_taken_back_never_deleted BEFORE DELETE ON wording_taken_back
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER assessment_limit_never_deleted BEFORE DELETE ON assessment_limit
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER attendance_never_deleted BEFORE DELETE ON attendance FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER participant_never_deleted BEFORE DELETE ON participant FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER guest_invitation_never_deleted BEFORE DELETE ON guest_invitation
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER invitation_taken_back_never_deleted BEFORE DELETE ON invitation_taken_back
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER participant_word_never_deleted BEFORE DELETE ON participant_word
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER conflict_withdrawal_never_deleted BEFORE DELETE ON conflict_withdrawal
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER participant_presence_never_deleted BEFORE DELETE ON participant_presence
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER minutes_never_deleted BEFORE DELETE ON minutes FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signed_text_never_deleted BEFORE DELETE ON signed_text FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signature_never_deleted BEFORE DELETE ON signature FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signature_correction_never_deleted BEFORE DELETE ON signature_correction
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signature_reminder_never_deleted BEFORE DELETE ON signature_reminder
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER assessment_never_deleted BEFORE DELETE ON assessment FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER plan_never_deleted BEFORE DELETE ON plan FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER plan_action_never_deleted BEFORE DELETE ON plan_action FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER review_never_deleted BEFORE DELETE ON review FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER review_rhythm_never_deleted BEFORE DELETE ON review_rhythm FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER goal_criterion_never_deleted BEFORE DELETE ON goal_criterion
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER contact_schedule_never_deleted BEFORE DELETE ON contact_schedule
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER progress_never_deleted BEFORE DELETE ON progress FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER breach_never_deleted BEFORE DELETE ON breach FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER opinion_never_deleted BEFORE DELETE ON opinion FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER age_finding_never_deleted BEFORE DELETE ON age_finding FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER age_announcement_never_deleted BEFORE DELETE ON age_announcement
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER services_letter_never_deleted BEFORE DELETE ON services_letter
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER services_letter_word_never_deleted BEFORE DELETE ON services_letter_word
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER referral_receipt_never_deleted BEFORE DELETE ON referral_receipt
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER standing_seat_never_deleted BEFORE DELETE ON standing_seat
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER seat_term_never_deleted BEFORE DELETE ON seat_term FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER centre_name_never_deleted BEFORE DELETE ON centre_name FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER mistaken_referral_never_deleted BEFORE DELETE ON mistaken_referral
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER supervision_question_never_deleted BEFORE DELETE ON supervision_question
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER question_turn_never_deleted BEFORE DELETE ON question_turn
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signed_month_never_deleted BEFORE DELETE ON signed_month
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER month_remark_never_deleted BEFORE DELETE ON month_remark
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER monitoring_visit_never_deleted BEFORE DELETE ON monitoring_visit
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER follow_up_never_deleted BEFORE DELETE ON follow_up
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER follow_up_word_never_deleted BEFORE DELETE ON follow_up_word
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER supplement_never_deleted BEFORE DELETE ON supplement FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER supplement_signature_never_deleted BEFORE DELETE ON supplement_signature
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER report_correction_never_deleted BEFORE DELETE ON report_correction
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER referral_day_never_deleted BEFORE DELETE ON referral_day
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER paper_case_never_deleted BEFORE DELETE ON paper_case FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER paper_word_never_deleted BEFORE DELETE ON paper_word FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER appointment_day_never_deleted BEFORE DELETE ON appointment_day
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER typed_day_never_deleted BEFORE DELETE ON typed_day FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER earlier_case_link_never_deleted BEFORE DELETE ON earlier_case_link
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER earlier_case_link_end_never_deleted BEFORE DELETE ON earlier_case_link_end
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER closure_never_deleted BEFORE DELETE ON closure FOR EACH ROW EXECUTE FUNCTION stays_as_written();

