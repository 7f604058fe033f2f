"""These tests run on a real Prefect server, started once."""

from tests.engine_fixtures import (
    bench,
    nursery,
    prefect,
    pytest_runtest_setup,
    pytest_runtest_teardown,
    resident,
)

__all__ = [
    "bench",
    "nursery",
    "prefect",
    "pytest_runtest_setup",
    "pytest_runtest_teardown",
    "resident",
]
