"""What goes along with an archive: the script that checks it, the schema of its JSON (0196)."""
