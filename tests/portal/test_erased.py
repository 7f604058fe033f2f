"""A file whose key is destroyed: its pages say so, and are no fault of ours: Art. 18(1)."""

import pytest

from core.clock import FrozenClock
from models import data_keys
from tests.builders import MANAGER
from tests.portal.conftest import SignIn
from tests.portal.kept import Shelf


@pytest.mark.article("18(1)")
def test_a_page_of_an_erased_file_says_so_in_one_sentence(
    shelf: Shelf, database: FrozenClock, sign_in: SignIn
) -> None:
    story = shelf.story(database)
    story.refer()
    story.prepare()
    home, manager = f"/cases/{story.number()}", sign_in(MANAGER)
    assert manager.get(home).status_code == 200
    shelf.cleaner.tamper("UPDATE data_key SET wrapped = NULL, destroyed_at = now()")
    data_keys.forget()
    gone = manager.get(home)
    assert gone.status_code == 410
    assert "This file was erased" in gone.text
    assert manager.get("/regulation").status_code == 200  # who signed in is read as before
