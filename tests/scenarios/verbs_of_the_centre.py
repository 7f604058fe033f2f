"""What is done for a whole centre: who convenes, who decides for the head, another try."""

from typing import Literal

from casework import operations
from casework.case import mistaken
from casework.case.referral import refer
from casework.municipality import deputies, standing
from casework.municipality.deputies import Days
from models.session import unit_of_work
from rules.mistaken import Mistake
from tests.builders import ADMIN
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb
from tests.scenes import a_referral


@verb
def name_convener(play: Play, *, who: str | None = None) -> None:
    """The head names who convenes the municipal table; nobody: she does it herself."""
    named = play.people.account(who) if who else None
    with play.as_head() as work:
        standing.name_convener(work, named)


@verb
def appoint_deputy(
    play: Play, *, who: str, until: When | None = None, from_day: When | None = None
) -> None:
    """The head appoints an officer who takes her acts, from today unless the story says a day."""
    first = play.day(from_day) if from_day is not None else play.today()
    days = Days(first, play.day(until) if until is not None else None)
    with play.as_head() as work:
        deputies.appoint(work, play.place(), play.people.account(who), days, "Vendim 12/2026")


@verb
def end_deputy(play: Play) -> None:
    """The head ends the last appointment."""
    with play.as_head() as work:
        place = play.place()
        deputies.end(work, place, deputies.of_centre(work, place)[0].id)


@verb
def end_referral(
    play: Play,
    *,
    mistake: Mistake = Mistake.DUPLICATE,
    right: Literal["another case", "itself", "nothing"] = "another case",
    reason: str = "I njëjti fëmijë u referua dy herë.",
    by: str = "head",
) -> None:
    """The head ends a referral; the case that it belonged to is referred for the story."""
    case = play.case.case
    with play.as_head(by) as work:
        other = refer(work, play.place(), a_referral()).id
        rights = {"another case": other, "itself": case, "nothing": None}
        account = play.people.account(by)
        mistaken.end(
            work,
            case,
            mistake=mistake,
            reason=reason,
            right_case_id=rights[right],
            by=account,
            on=play.on(),
        )


@verb
def retry(play: Play) -> None:
    """The administrator asks for another try of what is stalled."""
    administrator = play.case.account(ADMIN).id
    with unit_of_work() as work:
        operations.retry_case(work, play.case.row().number)
    with play.acting(administrator) as work:
        operations.retry(work, [play.case.case])
        operations.retry_messages(work, [play.case.case])
