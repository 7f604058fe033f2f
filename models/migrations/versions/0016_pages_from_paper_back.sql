-- The way back: no page has come back, as the migration has asked.
DROP TABLE waiting_page;
DROP TABLE signature_scan;
DROP TABLE filed_page;
