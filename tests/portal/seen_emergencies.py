"""A case read in an emergency, as eyes see it: asked for, open, and to be judged."""

from tests.builders import HEAD, OTHER_MANAGER, ACase
from tests.portal.conftest import SignIn
from tests.portal.eyes import Eyes
from tests.portal.test_emergencies import ask


def over_an_emergency(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    asks, head = sign_in(OTHER_MANAGER), sign_in(HEAD)
    here = ask(asks, case.row().number)
    eyes.become(asks)
    eyes.at(here)
    head.get(here)
    assert head.post(f"{here}/confirm").status_code == 303
    eyes.at(f"/cases/{case.row().number}")
    eyes.become(head)
    eyes.at(here)
    eyes.at("/emergencies")
