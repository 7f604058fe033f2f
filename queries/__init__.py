"""What pages, papers and operators read; no act imports any of it."""
