-- The way back: nobody has asked for one, as the migration has asked.
DROP TABLE page_code;
DROP TABLE archive_order;
