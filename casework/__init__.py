"""Acts: what people do and what the system does by itself, each one transaction on the record."""
