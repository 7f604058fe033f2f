"""A case that ran on paper for some months, entered today: what people put on record of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from casework.case import assessment, from_paper, paper_meetings, planning, referral
from casework.case.from_paper import TakenFromPaper
from casework.case.paper_meetings import MetOnPaper
from casework.table import composition, declarations
from models.meeting import Meeting
from rules.assessment import Risk
from rules.composition import Relation
from rules.paper_sections import PaperMinutes, PaperSection, SectionAnswer
from simulation import words
from simulation.seed import officer, professional
from tests.builders import HEAD, MANAGER, ACase
from tests.scenes import FAMILY, a_referral

DAY = timedelta(days=1)
LIES = "Arkivi i qendrës, nr. 77/26"


def begun(case: ACase, months: int = 7) -> date:
    """A case of so many months on paper, entered and managed today; gives its first day."""
    came = case.stage.today() - months * 30 * DAY
    with case.head() as work:
        place = referral.municipality(work, "ferizaj").id
        case.case_id = referral.refer(work, place, replace(a_referral(), came_on=came)).id
        from_paper.begin(work, case.case, TakenFromPaper(case.stage.today(), LIES))
    case.stage.settle()
    with case.head() as work:
        manager = officer(work, MANAGER).id
        by = officer(work, HEAD).id
        referral.appoint(work, case.case, manager, by=by, on=came + DAY)
    case.stage.settle()
    return came


def at_the_table(case: ACase, came: date) -> list[UUID]:
    """Family, initial assessment, seats; three of them signed on paper."""
    with case.manager() as work:
        said = words.INITIAL
        assessment.record_initial(
            work, case.case, risk=Risk.HIGH, summary=LIES, indicators=said, on=came + 3 * DAY
        )
        composition.add_family(work, case.case, Relation.MOTHER, name=FAMILY.mother, source="x")
        chosen = {professional(work, who).id: why for who, why in words.REASONS.items()}
        composition.choose(work, case.case, chosen, on=came + 4 * DAY)
    seats = case.members()
    for seat in seats[:3]:
        with case.manager() as work:
            declarations.declare(
                work, seat, conflict=False, confidential=True, on_paper=True, on=came + 6 * DAY
            )
    return seats


def met(
    case: ACase,
    on: date,
    there: Mapping[UUID, bool] | None = None,
    *,
    on_review: bool = False,
    state: PaperMinutes = PaperMinutes.SIGNED,
) -> Meeting:
    with case.manager() as work:
        said = MetOnPaper(on, state, on_review=on_review, there=there or {})
        return paper_meetings.enter(work, case.case, said)


def planned(case: ACase, until: date) -> None:
    with case.manager() as work:
        assessment.settle(
            work, case.case, risk=Risk.HIGH, summary=LIES, indicators=words.COMPREHENSIVE
        )
    drafts = [replace(each, due_on=until) for each in case.drafts()]
    with case.manager() as work:
        planning.adopt(work, case.case, goal=words.GOAL, actions=drafts)


def answer(case: ACase, **but: SectionAnswer) -> None:
    for section in PaperSection:
        said = but.get(section.value, SectionAnswer.ON_RECORD)
        with case.manager() as work:
            from_paper.say(work, case.case, section, said, words="Nuk dihet më.")


def finish(case: ACase, *, handed: bool | None = True) -> None:
    with case.manager() as work:
        from_paper.finish(work, case.case, plan_handed=handed)
    case.stage.settle()
