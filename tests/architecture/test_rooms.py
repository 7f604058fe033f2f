"""No circle, inside a room or between rooms; also none that an import inside a function hides."""

from tests.architecture import rooms


def test_no_module_imports_itself_by_a_detour() -> None:
    assert rooms.circle_in(rooms.graph()) == []


def test_no_room_leans_on_a_room_that_leans_on_it() -> None:
    picture = rooms.by_room(rooms.graph())
    assert {"workflow", "identity", "queries", "casework.tell"} <= picture.keys()
    assert rooms.circle_in(picture) == []


def test_a_circle_is_found() -> None:
    assert rooms.circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []
