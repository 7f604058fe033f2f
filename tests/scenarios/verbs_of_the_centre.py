"""What is done for a whole centre: who convenes, who decides for the head, another try."""

from typing import Literal

from casework import operations
from casework.case import mistaken
from casework.case.referral import refer
from casework.municipality import deputies, members, offices, standing
from casework.municipality.deputies import Days
from core.clock import SystemClock
from models.session import unit_of_work
from queries.municipal_tables import of_own
from rules.mistaken import Mistake
from rules.roles import Role
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
def take_standing_seat(play: Play, *, who: str, by: str | None = None) -> None:
    """The head takes somebody in at the municipal table, on the entry's day."""
    person = play.people.professional(who)
    with play.as_head(by) as work:
        members.seat(work, person, on=play.happened)


@verb
def end_standing_seat(
    play: Play, *, who: str, reason: str = "Kaloi në punë tjetër.", by: str | None = None
) -> None:
    """Their seat at the municipal table ended, on the entry's day."""
    person = play.people.professional(who)
    with play.as_head(by) as work:
        members.end(work, person, on=play.happened, reason=reason)


@verb
def read_lacks(
    play: Play, *, of: list[str], since: dict[str, When] | None = None, by: str | None = None
) -> None:
    """What the municipal table lacks: `convener`, `members`, and of the kinds named before it
    `seat 1.6`, `contact 1.6`; other kinds are left out."""
    with play.as_head(by) as work:
        found = {
            f"{each.what} {each.kind}" if each.kind else str(each.what): each.since
            for each in of_own(work)
        }
    watched = set(of) | {"convener", "members", *(since or {})}
    watched |= {f"{what} {name.split()[-1]}" for name in watched for what in ("seat", "contact")}
    assert sorted(found.keys() & watched) == sorted(of), sorted(found)
    for name, when in (since or {}).items():
        assert found[name] == play.day(when), found[name]


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
def change_role(play: Play, *, who: str, to: Role) -> None:
    """The administrator makes an officer of the centre its head, or the head a case manager."""
    account, administrator = play.people.account(who), play.case.account(ADMIN).id
    with play.acting(administrator) as work:
        offices.change_role(work, account, to, SystemClock(), by=administrator)


@verb
def retry(play: Play) -> None:
    """The administrator asks for another try of what is stalled."""
    administrator = play.case.account(ADMIN).id
    with unit_of_work() as work:
        operations.retry_case(work, play.case.row().number)
    with play.acting(administrator) as work:
        operations.retry(work, [play.case.case])
        operations.retry_messages(work, [play.case.case])
