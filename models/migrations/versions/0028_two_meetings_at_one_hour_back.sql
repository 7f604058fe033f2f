DROP FUNCTION own_meetings_at;
