"""A child who comes back: a new case linked to an earlier one, and who reads that: Art. 18(1)."""

from uuid import UUID

from sqlalchemy import select

from casework.case import referral, reopening
from casework.case.supplement import of_case as supplements_of
from identity.access import NotThere, case_for
from identity.earlier import earlier_file_for, earlier_files
from models.case import Case
from models.reopening import EarlierCaseLink
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.verb import verb
from tests.scenes import a_referral

WHY = "E njëjta familje; e njeh zyrtarja."


@verb
def refer_again(play: Play) -> None:
    """The child is referred anew; from now on the story is of the new case."""
    play.former.append(play.case.case)
    with play.as_head() as work:
        play.case.case_id = referral.refer(work, play.place(), a_referral()).id


@verb
def turn_to(play: Play, *, of: int = 1) -> None:
    """What follows is of that case before; the one that was told of stands in its place."""
    told_of = play.case.case
    play.case.case_id, play.former[of - 1] = play.former[of - 1], told_of


def _former(play: Play, of: int) -> UUID:
    """The cases before, the first one is 1; 0 is the case itself."""
    return play.former[of - 1] if of else play.case.case


@verb
def link_earlier(
    play: Play, *, of: int = 1, reason: str = WHY, by: str = "head", supplement: int | None = None
) -> None:
    """By the head, who decided on the entry's day; `supplement` by its number."""
    earlier, account = _former(play, of), play.people.account(by)
    with play.as_head(by) as work:
        reopening.link(
            work,
            play.case.case,
            earlier,
            reason=reason,
            by=account,
            on=play.on(),
            supplement_id=_supplement(play, earlier, supplement),
        )


def _supplement(play: Play, case: UUID, number: int | None) -> UUID | None:
    if number is None:
        return None
    with reading() as work:
        found = {row.number: row.id for row in supplements_of(work, case)}
    if number not in found:
        raise NothingYet(f"no supplement {number}")
    return found[number]


@verb
def take_back_link(
    play: Play,
    *,
    number: int = 1,
    of: int = 0,
    reason: str = "Ishte fëmijë tjetër.",
    by: str | None = None,
) -> None:
    """A link by its number, of an earlier case where one is named; by whoever manages the case."""
    case = _former(play, of)
    with reading() as work:
        query = select(EarlierCaseLink.id).where(EarlierCaseLink.case_id == case)
        link = work.session.scalars(query.where(EarlierCaseLink.number == number)).first()
    if link is None:
        raise NothingYet(f"there is no link {number}")
    with play.as_manager(by) as work:
        reopening.take_back(work, case, link, reason=reason, on=play.on())


@verb
def read_earlier(play: Play, *, who: str, opens: list[int]) -> None:
    """Which of the cases before somebody opens by the case of the story, the nearest first."""
    with play.as_manager(who) as work:
        number = work.session.get_one(Case, play.case.case).number
        try:
            found = earlier_files(work, case_for(work, number))
        except NotThere:
            found = []
        assert [play.former.index(each.case.id) + 1 for each in found] == opens, found
        for each in found:
            earlier_file_for(work, number, each.case.number)
