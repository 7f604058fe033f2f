ALTER TABLE export_request DROP COLUMN authorised_by_id;
