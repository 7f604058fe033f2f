-- Who is authorised to ask for a child's record says by whom: of one of whom it is said that they use violence the same holds
-- as of themselves (0197).
ALTER TABLE export_request ADD COLUMN authorised_by_id UUID;
ALTER TABLE export_request ADD CONSTRAINT fk_export_request_authorised_by_id
    FOREIGN KEY(authorised_by_id) REFERENCES family_person (id);
