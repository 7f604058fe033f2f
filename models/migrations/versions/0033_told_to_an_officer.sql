-- An officer reads what they were told, the newest first.
CREATE INDEX told_to_an_officer ON message (recipient_id, queued_at) WHERE recipient = 'account';
