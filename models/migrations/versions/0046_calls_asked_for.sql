-- What "the centre calls you" promises, to whom and by which day; what came of it is written once (0246).

CREATE TABLE call_asked (
    id UUID NOT NULL,
    life_id UUID NOT NULL,
    member_id UUID NOT NULL,
    said VARCHAR NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    call_by DATE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended_by_id UUID,
    came_of VARCHAR,
    reason_sealed BYTEA,
    CONSTRAINT pk_call_asked PRIMARY KEY (id),
    CONSTRAINT ck_call_asked_said CHECK (said IN ('paper', 'reading')),
    CONSTRAINT ck_call_asked_came_of CHECK (came_of IN ('done', 'paper', 'read_out', 'not_reached', 'not_needed')),
    CONSTRAINT ck_call_asked_ended_once CHECK ((ended_at IS NULL) = (came_of IS NULL) AND (ended_at IS NULL) = (ended_by_id IS NULL)),
    CONSTRAINT fk_call_asked_life_id FOREIGN KEY(life_id) REFERENCES life (id),
    CONSTRAINT fk_call_asked_member_id FOREIGN KEY(member_id) REFERENCES member (id),
    CONSTRAINT fk_call_asked_ended_by_id FOREIGN KEY(ended_by_id) REFERENCES account (id)
);
CREATE INDEX calls_by_life ON call_asked (life_id);
CREATE INDEX calls_by_seat ON call_asked (member_id, asked_at);
CREATE UNIQUE INDEX one_open_call ON call_asked (member_id) WHERE ended_at IS NULL;
CREATE TRIGGER call_asked_stays BEFORE UPDATE ON call_asked
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER call_asked_is_ended BEFORE UPDATE ON call_asked
    FOR EACH ROW WHEN (OLD.ended_at IS NULL) EXECUTE FUNCTION stays_as_written('ended_at', 'ended_by_id', 'came_of', 'reason_sealed');
CREATE TRIGGER call_asked_never_deleted BEFORE DELETE ON call_asked
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
