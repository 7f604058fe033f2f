"""The limit that another act sets for the table's assessment: Art. 12(5)."""

from sqlalchemy import select

from casework.municipality import assessment_limit
from models.assessment import Assessment
from models.case import Case
from queries.assessment_limits import on_case
from rules.assessment_limit import CountedFrom
from tests.builders import ADMIN
from tests.onrecord import reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb


@verb
def enter_assessment_limit(
    play: Play,
    *,
    days: int | None = None,
    counted_from: CountedFrom = CountedFrom.REFERRAL,
    since: When = 0,
    source: str = "Udhëzimi 12/2020, neni 7",
) -> None:
    """By the administrator; without `days` no limit holds any more."""
    with play.acting(play.case.account(ADMIN).id) as work:
        assessment_limit.enter(
            work,
            days=days,
            counted_from=counted_from,
            valid_from=play.day(since),
            source=source,
        )


@verb
def read_countdown(play: Play, *, left: int | None) -> None:
    """How many days are left, or were, until the assessment; none where no limit is configured."""
    with reading() as work:
        case = work.session.get_one(Case, play.case.case)
        made = work.session.scalars(select(Assessment).where(Assessment.case_id == case.id)).all()
        found = on_case(work, case, made)
    assert (found.days_left(play.today()) if found else None) == left
