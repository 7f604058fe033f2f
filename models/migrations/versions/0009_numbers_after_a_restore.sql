-- A system that is gone gave numbers after its last copy, and people have mails with them: the first case that is
-- registered in a record that was put back is a hundred further.
CREATE OR REPLACE FUNCTION last_case_number(series text) RETURNS varchar LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE last_one varchar; given_at timestamptz;
BEGIN
    SELECT cases.number, life.began_at INTO last_one, given_at FROM cases JOIN life ON life.id = cases.id
        WHERE starts_with(cases.number, series) ORDER BY length(cases.number) DESC, cases.number DESC LIMIT 1;
    IF last_one IS NULL THEN
        IF EXISTS (SELECT FROM restored_copy WHERE to_char(restored_at AT TIME ZONE 'Europe/Belgrade', '"R-"YY"-"') = series) THEN
            RETURN series || '1100';
        END IF;
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM restored_copy WHERE restored_at > given_at) THEN
        RETURN series || (substr(last_one, length(series) + 1)::int + 100)::text;
    END IF;
    RETURN last_one;
END $$;
