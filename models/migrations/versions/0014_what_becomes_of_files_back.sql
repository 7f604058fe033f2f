-- The way back: nothing has become of any file, as the migration has asked.
DROP TRIGGER file_piece_never_deleted ON file_piece;
CREATE TRIGGER file_piece_never_deleted BEFORE DELETE ON file_piece
    FOR EACH ROW EXECUTE FUNCTION stays_as_written();
DROP FUNCTION piece_of_a_removed_file;
DROP TABLE original_opening;
DROP TABLE file_before_meeting;
DROP TABLE file_removal;
DROP FUNCTION removed_before_the_seal;
