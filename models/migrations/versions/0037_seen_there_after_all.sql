-- A signature that was said by mistake not to be on a page is put back there: decision 0194.
ALTER TABLE signature_scan ADD COLUMN again integer NOT NULL DEFAULT 0 CONSTRAINT ck_signature_scan_again CHECK (again >= 0);
ALTER TABLE signature_scan DROP CONSTRAINT one_scan_of_a_page_per_signature;
ALTER TABLE signature_scan ADD CONSTRAINT one_scan_of_a_page_per_signature UNIQUE (signature_id, filed_page_id, again);
ALTER TABLE page_taken_back ADD COLUMN again integer NOT NULL DEFAULT 0 CONSTRAINT ck_page_taken_back_again CHECK (again >= 0);
ALTER TABLE page_taken_back DROP CONSTRAINT a_page_is_taken_back_once;
ALTER TABLE page_taken_back ADD CONSTRAINT a_page_is_taken_back_once UNIQUE NULLS NOT DISTINCT (filed_page_id, signature_id, again);

-- Of a page that is no page of an archive it is known whether it was printed before the seal: decision 0196.
ALTER TABLE later_print ADD COLUMN before_seal boolean NOT NULL DEFAULT false;
