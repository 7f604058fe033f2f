"""The report of a municipal table's year, as eyes see it: written, approved, handed over."""

from casework.municipality import annual, standing
from models.session import unit_of_work
from rules.annual import ReportReader
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, ACase
from tests.casework.municipality.test_annual import SAID, approving, life_of
from tests.portal.conftest import SignIn
from tests.portal.eyes import Eyes

PAGE = "/annual/2026"


def over_a_year(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    with unit_of_work() as work:
        standing.ensure(work)
    case.stage.settle()
    eyes.become(sign_in(MANAGER))
    eyes.at(PAGE)
    eyes.press("#approval button", "approving in no meeting")
    life, meeting = life_of("ferizaj:2026").id, approving()
    with acting(MANAGER) as work:
        annual.save(work, life, SAID)
    with acting(MANAGER) as work:
        annual.approve(work, life, meeting)
    with acting(HEAD) as work:
        annual.ask(work, life, ReportReader.COUNCIL, "KDF 4/27", on=case.stage.today())
    with acting(HEAD) as work:
        annual.give(work, life, None, "Zyra e pritjes, 12", on=case.stage.today())
    for each in (PAGE, "/roundtable"):
        eyes.at(each)
