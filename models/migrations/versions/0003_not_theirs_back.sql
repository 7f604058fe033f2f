-- The way back: nobody has said it, as the migration has asked.
DROP TABLE disowned_address;
DROP FUNCTION address_is_shut;
