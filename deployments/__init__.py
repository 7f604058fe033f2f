"""What a machine runs: local start, embedded Postgres, supervisor, command line, doctor."""
