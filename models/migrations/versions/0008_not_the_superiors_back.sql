-- The way back: what was closed stays closed.
DROP FUNCTION superior_is_another;
CREATE OR REPLACE FUNCTION superior_door() RETURNS superior_link LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found superior_link;
BEGIN
    SELECT superior_link.* INTO found FROM superior_link WHERE token_digest = borne('superior') AND closed_at IS NULL
        AND (expires_at > now() OR EXISTS (SELECT FROM demo_clock));
    RETURN found;
END $$;
