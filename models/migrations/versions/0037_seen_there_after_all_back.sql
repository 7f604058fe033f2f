-- The way back: nothing was put back on a page, as the migration has asked.
ALTER TABLE signature_scan DROP CONSTRAINT one_scan_of_a_page_per_signature;
ALTER TABLE signature_scan DROP COLUMN again;
ALTER TABLE signature_scan ADD CONSTRAINT one_scan_of_a_page_per_signature UNIQUE (signature_id, filed_page_id);
ALTER TABLE page_taken_back DROP CONSTRAINT a_page_is_taken_back_once;
ALTER TABLE page_taken_back DROP COLUMN again;
ALTER TABLE page_taken_back ADD CONSTRAINT a_page_is_taken_back_once UNIQUE NULLS NOT DISTINCT (filed_page_id, signature_id);
ALTER TABLE later_print DROP COLUMN before_seal;
