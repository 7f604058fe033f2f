"""A database of its own for what changes tables."""

from collections.abc import Iterator

import pytest

from deployments.postgres import DatabaseProvider, EmbeddedPostgres
from models import migrate


@pytest.fixture
def empty(postgres: DatabaseProvider) -> Iterator[str]:
    """The owner's URL of a database without tables; a given one is emptied and filled again."""
    if isinstance(postgres, EmbeddedPostgres):
        postgres.drop_database("empty")
        postgres.create_database("empty")
        yield postgres.url("tryeza_owner", "empty")
        postgres.drop_database("empty")
        return
    url = postgres.url("tryeza_owner")
    migrate.downgrade(url, "base")
    yield url
    migrate.upgrade(url)
