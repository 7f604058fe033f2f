-- The few rows that every round of a morning looks for, among all that there are: decision 0173.
CREATE INDEX returned_links ON member_link (member_id) WHERE closed_by = 'returned';
CREATE INDEX conflicts_of_members ON member (declared_at) WHERE conflict IS TRUE;
CREATE INDEX conflicts_in_words ON participant_word (recorded_at) WHERE conflict IS TRUE;
CREATE INDEX countered_meetings ON meeting (counter_entered_at) WHERE counter_entered_at IS NOT NULL;
CREATE INDEX obstacles_told ON message (queued_at) WHERE template = 'members/obstacle';
