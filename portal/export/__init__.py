"""A child's record as it is handed out: its words, what is left out, its file: decision 0197."""
