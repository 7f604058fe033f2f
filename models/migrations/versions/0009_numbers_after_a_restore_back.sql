CREATE OR REPLACE FUNCTION last_case_number(series text) RETURNS varchar LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT number FROM cases WHERE starts_with(number, series) ORDER BY length(number) DESC, number DESC LIMIT 1);
END $$;
