"""A step of the story comes back only over what the story itself has left."""

from datetime import timedelta

from core.clock import FrozenClock
from models.session import unit_of_work
from simulation.life import HEAD
from simulation.seed import officer
from tests.portal.kept import Shelf


def test_a_step_comes_back_as_it_was_left(shelf: Shelf, database: FrozenClock) -> None:
    first = shelf.story(database)
    first.refer()
    left = first.case, first.number(), database.moment
    count = len(shelf.kept)
    again = shelf.story(database)
    again.refer()
    assert (again.case, again.number(), database.moment) == left
    assert len(shelf.kept) == count


def test_nothing_comes_back_over_what_a_test_did(shelf: Shelf, database: FrozenClock) -> None:
    kept = shelf.story(database)
    kept.refer()
    kept.prepare()
    story = shelf.story(database)
    story.refer()
    with unit_of_work() as work:
        officer(work, HEAD).name = "Somebody Else"
    story.prepare()
    with unit_of_work() as work:
        assert officer(work, HEAD).name == "Somebody Else"
    later = shelf.story(database)
    later.refer()
    database.moment += timedelta(days=1)
    later.prepare()
    assert database.moment > shelf.kept[kept.path].at
