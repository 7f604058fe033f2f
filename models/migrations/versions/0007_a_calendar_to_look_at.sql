-- A secret address at which a person's own program reads the meetings to which they are invited: decision 0181.

CREATE TABLE calendar_feed (id uuid CONSTRAINT pk_calendar_feed PRIMARY KEY,
    professional_id uuid CONSTRAINT fk_calendar_feed_professional_id REFERENCES professional,
    account_id uuid CONSTRAINT fk_calendar_feed_account_id REFERENCES account,
    token_digest bytea NOT NULL CONSTRAINT one_calendar_per_token UNIQUE,
    made_at timestamptz NOT NULL,
    ended_at timestamptz,
    read_from timestamptz,
    reads integer NOT NULL,
    CONSTRAINT ck_calendar_feed_of_one_person CHECK ((professional_id IS NULL) <> (account_id IS NULL))
);
CREATE UNIQUE INDEX one_calendar_per_professional ON calendar_feed (professional_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX one_calendar_per_account ON calendar_feed (account_id) WHERE ended_at IS NULL;
CREATE INDEX calendars_by_professional ON calendar_feed (professional_id);
CREATE INDEX calendars_by_account ON calendar_feed (account_id);

-- Made and ended by whose it is: an officer who is signed in, a member whom a code has let in.
CREATE FUNCTION calendar_by_its_reader() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM only_if(CASE WHEN borne('link') IS NULL THEN NEW.account_id = (seen_account()).id
        ELSE NEW.professional_id = (door_seat()).professional_id AND let_in(NEW.professional_id) END, TG_TABLE_NAME);
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION calendar_by_its_reader FROM PUBLIC;
CREATE TRIGGER by_its_reader BEFORE INSERT OR UPDATE OF ended_at ON calendar_feed
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION calendar_by_its_reader();
CREATE TRIGGER calendar_is_dated_now BEFORE INSERT OR UPDATE OF made_at ON calendar_feed
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION is_dated_now('made_at');

-- Whose the address is that came: not of who has left or whose account is closed, nor once a link of theirs was cut with
-- their contact since it was made.
CREATE FUNCTION calendar_reader() RETURNS calendar_feed LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found calendar_feed;
BEGIN
    SELECT feed.* INTO found FROM calendar_feed AS feed WHERE token_digest = borne('calendar') AND ended_at IS NULL AND (
        EXISTS (SELECT FROM account WHERE account.id = feed.account_id AND disabled_at IS NULL)
        OR EXISTS (SELECT FROM professional WHERE professional.id = feed.professional_id AND left_at IS NULL)
        AND NOT EXISTS (SELECT FROM disowned_address WHERE disowned_address.professional_id = feed.professional_id
            AND said_at >= feed.made_at)
        AND NOT EXISTS (SELECT FROM member_link JOIN member ON member.id = member_id
            WHERE member.professional_id = feed.professional_id AND closed_by IN ('returned', 'contact')
            AND revoked_at >= feed.made_at));
    RETURN found;
END $$;

-- How often it was read within an hour, this time counted; none where the address leads nowhere.
CREATE FUNCTION calendar_read() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE counted integer;
BEGIN
    UPDATE calendar_feed SET reads = CASE WHEN read_from > now() - interval '1 hour' THEN reads + 1 ELSE 1 END,
        read_from = CASE WHEN read_from > now() - interval '1 hour' THEN read_from ELSE now() END
        WHERE id = (calendar_reader()).id RETURNING reads INTO counted;
    RETURN counted;
END $$;

-- The meetings that stand in it, as they are now: of a member those of tables at which they sit, to which they were
-- invited; of an officer those of the cases that they manage, and of the municipal table that they convene, once the day
-- was agreed to. Nothing of a table at which they declared a conflict of interest: 10(2).
CREATE FUNCTION calendar_meetings(since timestamptz)
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
                AND context ->> 'meeting_id' = meeting.id::text AND (status <> 'obsolete' OR meeting.cancelled_at IS NOT NULL))
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
REVOKE ALL ON FUNCTION calendar_reader, calendar_read, calendar_meetings FROM PUBLIC;
GRANT EXECUTE ON FUNCTION calendar_reader, calendar_read, calendar_meetings TO tryeza_portal;
