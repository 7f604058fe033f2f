DROP FUNCTION own_other_tables;
DROP FUNCTION own_waiting_contact;
