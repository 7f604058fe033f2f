"""The law: what is due, owed, refused and late, as pure functions over facts; no database."""
