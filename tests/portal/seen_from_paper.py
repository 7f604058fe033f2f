"""The pages of a case that ran on paper, as `test_accessible` looks at them."""

from datetime import timedelta

from rules.paper_sections import SectionAnswer
from tests import on_paper
from tests.builders import MANAGER, ACase
from tests.portal.conftest import SignIn
from tests.portal.eyes import Eyes


def take_over_from_paper(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """A case of some months on paper, while it is entered and once it is finished."""
    came = on_paper.begun(case)
    home = f"/cases/{case.row().number}"
    eyes.become(sign_in(MANAGER))
    eyes.at(f"{home}/paper")
    seats = on_paper.at_the_table(case, came)
    held = on_paper.met(case, came + timedelta(days=14), dict.fromkeys(seats, True))
    on_paper.planned(case, came + timedelta(days=100))
    on_paper.answer(case, promises=SectionAnswer.NONE, table=SectionAnswer.NOT_KNOWN)
    for path in (f"{home}/paper", f"{home}/paper/meeting", home, f"/meetings/{held.id}"):
        eyes.at(path)
    on_paper.finish(case)
    eyes.at(f"{home}/paper")
