"""What stands on record of a table, read for acts, notices and pages alike; nothing here writes."""
