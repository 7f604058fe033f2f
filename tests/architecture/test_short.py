"""What `make test` leaves to `make soak` is no paragraph's only test."""

import pytest

from tests.architecture.reading import ROOT, marked
from tests.short import LEFT


def test_also_in_short_every_paragraph_has_a_test(request: pytest.FixtureRequest) -> None:
    """Of those whose every test was collected, wherever a part of the tests is run."""
    kept, left = request.session.items, request.config.stash.get(LEFT, [])
    collected = {item.path.relative_to(ROOT).as_posix() for item in (*kept, *left)}
    marks = (mark for item in kept for mark in item.iter_markers("article"))
    tested = {article for mark in marks for article in mark.args}
    asked = {article for article, modules in marked().items() if modules <= collected}
    assert asked - tested == set()


def test_what_is_left_says_what_proves_it(request: pytest.FixtureRequest) -> None:
    kept, left = request.session.items, request.config.stash.get(LEFT, [])
    marks = [mark for item in (*kept, *left) if (mark := item.get_closest_marker("long"))]
    assert [mark for mark in marks if not mark.args] == []
