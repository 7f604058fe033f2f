-- From when an open duty is waited for; the next act of its life writes it (0227).
ALTER TABLE open_duty ADD COLUMN since_on DATE;
