"""The acts around a table, a case's or a municipality's: Art. 4, 8, 10."""
