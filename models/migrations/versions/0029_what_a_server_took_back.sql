-- The way back: what was queued counts again as what was sent.
DROP TRIGGER signature_reminder_stays ON signature_reminder;
DROP TRIGGER signature_reminder_is_taken ON signature_reminder;
DROP TRIGGER last_call_stays ON last_call;
DROP TRIGGER last_call_is_taken ON last_call;
ALTER TABLE reminder DROP COLUMN message_id, DROP COLUMN taken_at, DROP COLUMN held_up;
ALTER TABLE signature_reminder DROP COLUMN message_id, DROP COLUMN taken_at;
ALTER TABLE last_call DROP COLUMN message_id, DROP COLUMN taken_at;
CREATE TRIGGER signature_reminder_stays BEFORE UPDATE ON signature_reminder
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER last_call_stays BEFORE UPDATE ON last_call
    FOR EACH ROW WHEN (true) EXECUTE FUNCTION stays_as_written();
