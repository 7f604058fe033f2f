-- From when an open duty is waited for; the next act of its life writes it (0227).
ALTER TABLE open_duty ADD COLUMN since_on DATE;

-- What an officer has typed into a long form and not sent yet: theirs alone, and gone once it is sent (0229).
CREATE TABLE form_draft (
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    page VARCHAR NOT NULL,
    life_id UUID,
    kept_at TIMESTAMP WITH TIME ZONE NOT NULL,
    typed_sealed BYTEA,
    CONSTRAINT pk_form_draft PRIMARY KEY (id),
    CONSTRAINT one_draft_per_officer_and_page UNIQUE (account_id, page),
    CONSTRAINT ck_form_draft_holds_something CHECK (typed_sealed IS NOT NULL),
    CONSTRAINT fk_form_draft_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_form_draft_life_id FOREIGN KEY(life_id) REFERENCES life (id)
);
CREATE INDEX drafts_by_time ON form_draft (kept_at);
CREATE TRIGGER form_draft_stays BEFORE UPDATE ON form_draft
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written('typed_sealed', 'kept_at');

-- The officer whose session came with the request; nobody where none did.
CREATE FUNCTION seen_officer() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT id FROM seen_account());
END $$;
REVOKE ALL ON FUNCTION seen_officer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seen_officer TO tryeza_portal;
