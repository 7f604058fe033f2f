"""These tests run on a real Prefect server, started once."""

from tests.engine_fixtures import bench, prefect, resident

__all__ = ["bench", "prefect", "resident"]
