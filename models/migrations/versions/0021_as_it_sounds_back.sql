-- The way back: the names are still there, and the keys are made anew from them.
DROP TRIGGER erased_is_not_found ON data_key;
DROP FUNCTION forget_sounds;
DROP TABLE name_key;
