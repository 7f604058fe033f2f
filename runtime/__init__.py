"""Prefect's side of the engine: worker, keeper, claims, repairs, register."""

import core as core  # first of all: how often rubbish is looked for
