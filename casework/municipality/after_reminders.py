"""What the reminders of a morning make due in their cases: Art. 14(3.2)."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from casework.record.missing_reports import MissingReport
from core.clock import local_day
from models.asked import kept, several
from models.case import Case
from models.life import WakeReason
from models.session import Work
from models.superior import StandingInstruction
from rules import reports as law
from workflow.life import lock_open
from workflow.settling import settle_each


def may_ask_more(work: Work, found: Sequence[MissingReport], today: date) -> set[UUID]:
    """The cases in which today's reminders may make something due: most leave theirs as it was."""
    reminded = [
        each for each in found if each.reminders and local_day(each.reminders[-1].sent_at) == today
    ]
    in_force = _instructions(work, {each.case.id for each in reminded})
    return {
        each.case.id
        for each in reminded
        if law.may_ask_more(
            sum(sent.counted_at is not None for sent in each.reminders),
            in_force.get(each.case.id),
            is_last=each.ladder.next_day(today) is None,
        )
    }


def _instructions(work: Work, cases: Collection[UUID]) -> dict[UUID, int]:
    """After how many reminders, where a standing instruction of the manager's is in force."""
    found = work.session.execute(_in_force(), {"cases": list(cases)}) if cases else ()
    return dict(iter(found))


@kept
def _in_force() -> Select[UUID, int]:
    query = select(StandingInstruction.case_id, StandingInstruction.after_reminders)
    return query.where(
        StandingInstruction.case_id == several("cases"), StandingInstruction.ended_at.is_(None)
    )


def settle(work: Work, cases: Collection[UUID]) -> None:
    """A reminder may make a last chance due in its case: Art. 14(3.2). They are settled here, and
    woken only for a step; of what is owed this life looks itself. What is wrong in one of them
    keeps back no mail: it is looked at in its own life, and stands there as stalled."""
    work.session.flush()
    lives = lock_open(work, cases)
    asked = {"cases": list(cases)}
    chaired = {case.id: case for case in work.session.scalars(_chaired(), asked)}  # `Kind.chair`
    found, failed = settle_each(work, [life for life in lives if life.id in chaired])
    work.wake_all([id for id, look in found.items() if look.steps], "reminded")
    work.wake_all(failed, WakeReason.ELSEWHERE)


@kept
def _chaired() -> Select[Case]:
    return select(Case).where(Case.id == several("cases")).options(joinedload(Case.manager))
