"""What the tests of information and claims say and do."""

from datetime import date, timedelta
from uuid import UUID

from casework.case import information
from models.information import Information
from queries.information import claims_of, state_of
from rules.information import Verification
from rules.left_behind import LeftBehind
from simulation.stage import member_acting
from tests.builders import ACase
from tests.portal.members import HEALTH

SAID = "Kanarina 4471 nuk është parë prej tri ditësh."
HOW = "Kanarina 8813: e vizitova vetë."
DAY = timedelta(days=1)


def give(case: ACase, email: str = HEALTH) -> Information:
    with member_acting(case.seat(email)) as work:
        return information.give(work, case.seat(email), words=SAID, source="Fqinja.")


def put(case: ACase, email: str | None = HEALTH, asked_on: date | None = None) -> UUID:
    with case.manager() as work:
        claim = information.put(
            work,
            case.case,
            asked_on=asked_on or case.clock.today(),
            words=SAID,
            member_id=case.seat(email) if email else None,
        )
        return claim.id


def answer(case: ACase, claim: UUID, found: Verification, email: str = HEALTH) -> None:
    seat = case.seat(email)
    with member_acting(seat) as work:
        information.answer(work, seat, claim, found=found, words=HOW)


def findings(case: ACase) -> list[tuple[Verification, date]]:
    """What was found of the newest claim, in the order in which it counts."""
    with case.manager() as work:
        (line, *_) = claims_of(work, case.row())
        return [(each.found, each.found_on) for each in line.outcomes]


def seen_behind(case: ACase) -> LeftBehind:
    with case.manager() as work:
        return state_of(work, case.row()).behind
