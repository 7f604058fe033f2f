"""The working form of the table, Annex 1, as the record fills it: Art. 12(4), 20(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.record.also_there import also_there
from casework.record.chairing import chair_words
from casework.record.goal import goal_of
from casework.record.minutes_words import AlsoThere
from casework.record.table import held_of, meetings
from models.case import Case, Member
from models.closure import Closure, came_to_nothing
from models.information import Information
from models.logbook import LogEntry
from models.meeting import Attendance, Meeting, Minutes, Signature
from models.session import Work
from queries import case_file, information, known_file, logbook
from queries.assessment_file import VersionFile, read_version
from queries.known_file import Question
from queries.plan_file import PlanFile, read_plan
from rules.goal import Criterion, CriterionWord
from rules.known import FactName
from rules.signing import SignatureMethod


@dataclass(frozen=True, slots=True)
class TookPart:
    """One line of the participants of a meeting, with their word under its paper."""

    name: str
    institution: str
    """Empty of who chairs."""
    present: bool | None
    signature: Signature | None

    @property
    def is_signed(self) -> bool:
        return self.signature is not None and self.signature.method != SignatureMethod.REFUSED


@dataclass(frozen=True, slots=True)
class Participants:
    """Who was invited to a meeting, present or not, and who else was there."""

    meeting: Meeting
    lines: Sequence[TookPart]
    also: Sequence[AlsoThere]


@dataclass(frozen=True, slots=True)
class WorkForm:
    """Everything that Annex 1 asks for and the record holds; nothing is added to it."""

    met: Sequence[Meeting]
    ticked: Mapping[str, str]
    known: Mapping[FactName, Question]
    """Of the child: an answer, that it is not known, or that nobody has said."""
    assessed: VersionFile | None
    given: Sequence[LogEntry]
    shared: Sequence[Information]
    plan: PlanFile | None
    goal: Mapping[Criterion, CriterionWord]
    """How the goal of the plan is set, of what was said."""
    of_the_plan: Participants | None
    closure: Closure | None
    """What the table decided, or what it is to decide."""
    of_the_closing: Participants | None
    officers: Mapping[UUID, str]
    name: str
    """Of the child, where it was asked for."""


def read(work: Work, case: Case, *, with_name: bool = False) -> WorkForm:
    """The form of one case; that it was read is on record: Art. 18(1)."""
    work.record("working form read", "18(1)", life=case.life)
    held = held_of(meetings(work.session, case.id))
    file, plan = known_file.read(work, case), read_plan(work, case)
    standing = select(Closure).where(Closure.case_id == case.id, ~came_to_nothing())
    closure = work.session.scalars(standing).first()
    child = file.people[0].questions
    by_id = {each.id: each for each in held}
    adopted_in = by_id.get(plan.plan.meeting_id) if plan and plan.plan.meeting_id else None
    closed_in = by_id.get(closure.meeting_id) if closure and closure.meeting_id else None
    return WorkForm(
        met=held,
        ticked=case.categories,
        known={each.name: each for each in child},
        assessed=read_version(work, case),
        given=logbook.services_before(work, case),
        shared=information.of_case(work, case),
        plan=plan,
        goal=goal_of(work.session, plan.plan.id) if plan else {},
        of_the_plan=_under_minutes(work, case, adopted_in) if adopted_in else None,
        closure=closure,
        of_the_closing=_took_part(work, case, closed_in, closure) if closed_in else None,
        officers=file.officers,
        name=case_file.name_shown(work, case) if with_name else "",
    )


def _under_minutes(work: Work, case: Case, meeting: Meeting) -> Participants:
    query = select(Minutes).where(Minutes.meeting_id == meeting.id)
    return _took_part(work, case, meeting, work.session.scalars(query).first())


def _took_part(
    work: Work, case: Case, meeting: Meeting, paper: Minutes | Closure | None
) -> Participants:
    words: dict[UUID | None, Signature] = {}
    if paper is not None and paper.digest is not None:
        signed = select(Signature).where(
            Signature.paper_id == paper.id, Signature.digest == paper.digest, Signature.stands()
        )
        words = {each.member_id: each for each in work.session.scalars(signed)}
    there = (
        select(Attendance)
        .where(Attendance.meeting_id == meeting.id)
        .options(joinedload(Attendance.member).joinedload(Member.professional))
    )
    chair = TookPart(chair_words(work.session, case.life, meeting), "", True, words.get(None))
    lines = [
        TookPart(
            each.member.professional.name or "",
            each.member.professional.affiliation,
            each.present,
            words.get(each.member_id),
        )
        for each in work.session.scalars(there)
    ]
    return Participants(
        meeting, [chair, *sorted(lines, key=lambda each: each.name)], also_there(work, meeting)
    )
