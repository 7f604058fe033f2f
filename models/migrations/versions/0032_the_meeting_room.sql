-- The room of a meeting on its day: the form as it was kept, and who said by the room's code that they are there (0209).

CREATE TABLE meeting_room (
    id UUID NOT NULL,
    meeting_id UUID NOT NULL,
    kept INTEGER NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE NOT NULL,
    kept_by_id UUID NOT NULL,
    sheet_sealed BYTEA,
    CONSTRAINT pk_meeting_room PRIMARY KEY (id),
    CONSTRAINT one_room_per_meeting UNIQUE (meeting_id),
    CONSTRAINT ck_meeting_room_has_a_sheet CHECK (sheet_sealed IS NOT NULL),
    CONSTRAINT fk_meeting_room_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    CONSTRAINT fk_meeting_room_kept_by_id FOREIGN KEY(kept_by_id) REFERENCES account (id)
);
CREATE TRIGGER meeting_room_stays BEFORE UPDATE ON meeting_room
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written('sheet_sealed', 'kept', 'kept_at', 'kept_by_id');
CREATE TRIGGER meeting_room_never_deleted BEFORE DELETE ON meeting_room
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();

CREATE TABLE room_arrival (
    id UUID NOT NULL,
    meeting_id UUID NOT NULL,
    member_id UUID NOT NULL,
    came_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_room_arrival PRIMARY KEY (id),
    CONSTRAINT one_arrival_per_member UNIQUE (meeting_id, member_id),
    CONSTRAINT fk_room_arrival_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    CONSTRAINT fk_room_arrival_member_id FOREIGN KEY(member_id) REFERENCES member (id)
);
CREATE TRIGGER room_arrival_stays BEFORE UPDATE ON room_arrival
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER room_arrival_never_deleted BEFORE DELETE ON room_arrival
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
