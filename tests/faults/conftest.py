"""These tests run on a real Prefect server, started once."""

from tests.engine_fixtures import bench, prefect

__all__ = ["bench", "prefect"]
