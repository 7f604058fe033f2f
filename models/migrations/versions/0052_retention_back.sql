-- The way back: nobody had set a limit, held or erased a file, as the migration has asked.
CREATE OR REPLACE VIEW open_life AS SELECT id FROM life WHERE ARRAY[id, municipality_id] && (SELECT gates());
DROP FUNCTION retention_counts;
DROP TABLE retention_rule, erasure, legal_hold, erased_record;
DROP FUNCTION erasure_step_by_step;
DROP FUNCTION hold_by_their_own_hand;
DROP FUNCTION seen_decider;
ALTER TABLE life DROP COLUMN hidden_at;
