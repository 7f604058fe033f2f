"""A call that a member was promised, as eyes see it: owed, and ticked off."""

from sqlalchemy import select

from casework.table.member_door import report_obstacle
from models.call_asked import CallAsked
from models.session import unit_of_work
from tests.builders import MANAGER, ACase
from tests.portal.conftest import SignIn
from tests.portal.eyes import Eyes
from tests.portal.members import HEALTH, link_of


def over_a_call(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    with unit_of_work() as work:
        report_obstacle(work, link_of(HEALTH, "declare").removeprefix("/l/"), "reading")
    case.stage.settle()
    with unit_of_work() as work:
        call = work.session.scalars(select(CallAsked.id)).one()
    manager = sign_in(MANAGER)
    eyes.become(manager)
    eyes.at(f"/calls/{call}")
    manager.get(f"/calls/{call}")
    assert manager.post(f"/calls/{call}", {"came_of": "done"}).status_code == 303
    eyes.at(f"/calls/{call}")
