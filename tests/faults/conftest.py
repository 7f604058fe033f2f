"""These tests run on a real Prefect server, started once."""

from tests.engine_fixtures import bench, nursery, prefect, resident

__all__ = ["bench", "nursery", "prefect", "resident"]
