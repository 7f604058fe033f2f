"""Who signs out, or is put out, while an act of theirs waits for its turn: Art. 18(1)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from models.session import unit_of_work
from tests.builders import MANAGER
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.conftest import SignIn
from tests.waiting import wait_until
from workflow.life import lock

WORDS = "What the neighbour said on the telephone."


@pytest.mark.article("18(1)")
def test_an_act_whose_session_ended_while_it_waited_asks_to_sign_in_and_keeps_the_words(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    home = f"/cases/{case.row().number}/log"
    on, seen = f"{case.clock.today():%d.%m.%Y}", {"place": "Shtëpia", "seen": "alone"}
    fields = {"kind": "visit", "on": on, "by": "officer", "with_whom": "Nëna", "words": WORDS}
    manager.get(home)
    with ThreadPoolExecutor(1) as elsewhere:
        with unit_of_work() as work:
            lock(work, case.case)
            answer = elsewhere.submit(manager.post, home, fields | seen)
            waits = text("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
            wait_until(lambda: bool(work.session.scalar(waits)))
            cleaner.tamper("UPDATE staff_session SET ended_at = now()")  # in another tab
        said = answer.result(60)
    assert said.status_code == 401
    assert WORDS in said.text
