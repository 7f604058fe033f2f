-- A reminder, and a last call, is one once a server has taken it: which message says it, and when it was taken (0174).
ALTER TABLE reminder ADD COLUMN message_id uuid CONSTRAINT fk_reminder_message_id REFERENCES message;
ALTER TABLE reminder ADD COLUMN taken_at timestamptz;
ALTER TABLE reminder ADD COLUMN held_up boolean NOT NULL DEFAULT false;
ALTER TABLE signature_reminder ADD COLUMN message_id uuid CONSTRAINT fk_signature_reminder_message_id REFERENCES message;
ALTER TABLE signature_reminder ADD COLUMN taken_at timestamptz;
ALTER TABLE last_call ADD COLUMN message_id uuid CONSTRAINT fk_last_call_message_id REFERENCES message;
ALTER TABLE last_call ADD COLUMN taken_at timestamptz;
DROP TRIGGER signature_reminder_stays ON signature_reminder;
DROP TRIGGER last_call_stays ON last_call;
-- Of the edition before nobody wrote down by which message: what was queued counts there as it did.
UPDATE reminder SET taken_at = sent_at;
UPDATE signature_reminder SET taken_at = sent_at;
UPDATE last_call SET taken_at = sent_at;
CREATE INDEX reminders_by_message ON reminder (message_id);
CREATE INDEX signature_reminders_by_message ON signature_reminder (message_id);
CREATE INDEX last_calls_by_message ON last_call (message_id);
CREATE TRIGGER signature_reminder_stays BEFORE UPDATE ON signature_reminder
    FOR EACH ROW WHEN (OLD.taken_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER signature_reminder_is_taken BEFORE UPDATE ON signature_reminder
    FOR EACH ROW WHEN (OLD.taken_at IS NULL) EXECUTE FUNCTION stays_as_written('message_id', 'taken_at');
CREATE TRIGGER last_call_stays BEFORE UPDATE ON last_call
    FOR EACH ROW WHEN (OLD.taken_at IS NOT NULL) EXECUTE FUNCTION stays_as_written();
CREATE TRIGGER last_call_is_taken BEFORE UPDATE ON last_call
    FOR EACH ROW WHEN (OLD.taken_at IS NULL) EXECUTE FUNCTION stays_as_written('message_id', 'taken_at');
