-- What is counted for administrators: written by `python -m queries.undecided`.

CREATE FUNCTION undecided(today date) RETURNS TABLE (place uuid, duty varchar, decisions bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT * FROM (
SELECT life.municipality_id, open_duty.duty, count(*) AS count_1
FROM open_duty JOIN life ON life.id = open_duty.life_id LEFT OUTER JOIN cases ON cases.id = life.id
WHERE open_duty.actor = 'head' AND life.ended_at IS NULL AND NOT (EXISTS (SELECT account.id
FROM account
WHERE account.municipality_id = life.municipality_id AND account.role = 'head' AND account.disabled_at IS NULL AND NOT (EXISTS (SELECT word.id
FROM participant_word AS word JOIN participant AS who ON who.id = word.participant_id
WHERE who.life_id = life.id AND who.account_id = account.id AND word.conflict IS true AND NOT (EXISTS (SELECT withdrawn.id
FROM conflict_withdrawal AS withdrawn
WHERE withdrawn.word_id = word.id)))))) AND NOT (EXISTS (SELECT deputy.id
FROM deputy JOIN account ON account.id = deputy.account_id
WHERE deputy.municipality_id = life.municipality_id AND deputy.valid_from <= today AND (deputy.valid_until IS NULL OR deputy.valid_until >= today) AND (deputy.ended_on IS NULL OR deputy.ended_on > today) AND account.disabled_at IS NULL AND account.id IS DISTINCT FROM cases.manager_id AND NOT (EXISTS (SELECT word.id
FROM participant_word AS word JOIN participant AS who ON who.id = word.participant_id
WHERE who.life_id = life.id AND who.account_id = account.id AND word.conflict IS true AND NOT (EXISTS (SELECT withdrawn.id
FROM conflict_withdrawal AS withdrawn
WHERE withdrawn.word_id = word.id)))))) GROUP BY life.municipality_id, open_duty.duty) AS counted
WHERE session_user <> 'tryeza_portal' OR oversees()
$$;
REVOKE ALL ON FUNCTION undecided FROM PUBLIC;
GRANT EXECUTE ON FUNCTION undecided TO tryeza_portal, tryeza_worker;
