-- The way back: nobody has asked for one, as the migration has asked.
DROP TABLE export_end;
DROP TABLE export_order;
DROP TABLE export_approval;
DROP TABLE export_decision;
DROP TABLE export_request;
DROP TABLE record_export;
DROP FUNCTION before_the_end_of_an_export;
