"""Who is it, and may they: accounts, sessions, links, codes, and the only door to a case."""
