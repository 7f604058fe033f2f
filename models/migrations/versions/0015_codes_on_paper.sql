-- The number on the pages of each paper that is made: decision 0194.

-- Written when a paper is handed out, and never changed.
CREATE TABLE made_paper (id uuid CONSTRAINT pk_made_paper PRIMARY KEY,
    number varchar NOT NULL,
    life_id uuid NOT NULL CONSTRAINT fk_made_paper_life_id REFERENCES life,
    meeting_id uuid CONSTRAINT fk_made_paper_meeting_id REFERENCES meeting,
    member_id uuid CONSTRAINT fk_made_paper_member_id REFERENCES member,
    kind varchar NOT NULL,
    title_sealed bytea NOT NULL,
    language varchar NOT NULL,
    version integer NOT NULL,
    paper_id uuid,
    digest bytea,
    sha256 bytea NOT NULL,
    pages integer NOT NULL,
    made_at timestamptz NOT NULL,
    made_by_id uuid CONSTRAINT fk_made_paper_made_by_id REFERENCES account,
    CONSTRAINT one_paper_per_number UNIQUE (number),
    CONSTRAINT made_paper_of_a_life UNIQUE (life_id, id),
    CONSTRAINT ck_made_paper_has_pages CHECK (pages > 0),
    CONSTRAINT ck_made_paper_laid_text_whole CHECK ((paper_id IS NULL) = (digest IS NULL)),
    CONSTRAINT ck_made_paper_sha256 CHECK (length(sha256) = 32)
);
CREATE INDEX made_papers_by_life ON made_paper (life_id);
CREATE INDEX made_papers_by_laid_text ON made_paper (paper_id);
CREATE TRIGGER made_paper_stays BEFORE UPDATE ON made_paper
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER made_paper_never_deleted BEFORE DELETE ON made_paper
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
