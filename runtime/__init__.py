"""Prefect's side of the engine: worker, keeper, claims, repairs, register."""
