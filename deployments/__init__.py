"""What a machine runs: local start, embedded Postgres, supervisor, command line, doctor."""

import core as core  # first of all: how often rubbish is looked for
