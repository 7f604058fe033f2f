"""What came in, its claims, and what the assessment in use does not hold: Art. 5(1.2), 12(1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, literal, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from casework.record.inquiry_facts import answer_stands
from casework.record.said_there import of_no_meeting
from casework.record.table import seats_of
from identity.access import NotThere
from identity.member_links import Guest, case_open_to
from models.asked import LIFE, kept
from models.assessment import Assessment
from models.case import Case, Member
from models.information import Claim, ClaimOutcome, Information
from models.inquiry import Inquiry, InquiryAnswer
from models.meeting import Meeting
from models.session import Work
from models.signal_answer import SignalAnswer
from rules.assessment import AssessmentKind
from rules.assessment_versions import VersionFacts, in_use, known_by
from rules.left_behind import ClaimFacts, DatedFacts, LeftBehind, left_behind
from rules.signals import CAME_IN


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim with what was found of it, in the order of the days."""

    claim: Claim

    @property
    def outcomes(self) -> Sequence[ClaimOutcome]:
        return self.claim.outcomes

    @property
    def holds(self) -> ClaimOutcome | None:
        """What was found last by its day, whenever it was typed."""
        return self.claim.outcomes[-1] if self.claim.outcomes else None

    @property
    def before(self) -> Sequence[ClaimOutcome]:
        """What was found before that, and stays to be read."""
        return self.claim.outcomes[:-1]


def of_case(work: Work, case: Case) -> Sequence[Information]:
    """All that came in, the newest day first."""
    return _given(work, Information.case_id == case.id)


def of_no_held_meeting(work: Work, case: Case, given: Iterable[Information]) -> frozenset[UUID]:
    """What names a meeting that was taken out of the case: it came in otherwise, Art. 9."""
    said = ((each.id, each.given_on, each.meeting) for each in given)
    return of_no_meeting(work.session, case.id, said)


def claims_of(work: Work, case: Case) -> Sequence[ClaimLine]:
    """Every claim, the newest first."""
    return _claims(work, Claim.case_id == case.id)


def one_claim(work: Work, case: Case, claim_id: UUID) -> ClaimLine:
    """One claim of this case; raises `NotThere`."""
    found = _claims(work, Claim.case_id == case.id, Claim.id == claim_id)
    if not found:
        raise NotThere
    return found[0]


@dataclass(frozen=True, slots=True)
class InformantDesk:
    """What a member gave at this table, and what they are asked to verify."""

    number: str
    given: Sequence[Information]
    claims: Sequence[ClaimLine]

    def chosen(self, wanted: Sequence[UUID | None]) -> UUID | None:
        """The claim to answer: the first of those wanted, else the oldest that waits."""
        theirs = {line.claim.id for line in self.claims}
        waiting = [line.claim.id for line in reversed(self.claims) if line.holds is None]
        return next((each for each in (*wanted, *waiting) if each in theirs), None)


def of_guest(work: Work, guest: Guest) -> InformantDesk:
    """Theirs alone, from whatever seat; no member of a case: `NotThere`: Art. 18(1)."""
    case = case_open_to(work, guest)
    theirs = seats_of(work.session, guest.member)
    desk = InformantDesk(
        case.number,
        _given(work, Information.member_id.in_(theirs)),
        _claims(work, Claim.member_id.in_(theirs)),
    )
    if desk.given or desk.claims:
        work.record(
            "own information and claims read", "18(1)", life=case.life, member=guest.member.id
        )
    return desk


def _given(work: Work, *which: ColumnElement[bool]) -> Sequence[Information]:
    query = (
        select(Information)
        .where(*which)
        .options(
            joinedload(Information.member).joinedload(Member.professional),
            joinedload(Information.meeting),
        )
        .order_by(Information.given_on.desc(), Information.number.desc())
    )
    return work.session.scalars(query).all()


def _claims(work: Work, *which: ColumnElement[bool]) -> Sequence[ClaimLine]:
    query = (
        select(Claim)
        .where(*which)
        .options(
            joinedload(Claim.member).joinedload(Member.professional),
            joinedload(Claim.information),
            selectinload(Claim.outcomes)
            .joinedload(ClaimOutcome.member)
            .joinedload(Member.professional),
        )
        .order_by(Claim.number.desc())
        .execution_options(populate_existing=True)
    )
    return [ClaimLine(claim) for claim in work.session.scalars(query).unique()]


@dataclass(frozen=True, slots=True)
class InformationState:
    """How much there is, and what is warned of."""

    given: int
    claims: int
    behind: LeftBehind
    answers: int = 0


def state_of(work: Work, case: Case) -> InformationState:
    """What the assessment in use does not hold, as the rules count it: Art. 5(1.2), 12(1)."""
    assessed = list[VersionFacts]()
    given, answers = list[DatedFacts](), list[DatedFacts]()
    claims = dict[UUID, ClaimFacts]()
    considered = set[tuple[UUID, date]]()
    rows = work.session.execute(_days(), {"life": case.id}).all()
    unheard = _unheard(work, case) if any(row.what == "out" for row in rows) else frozenset[UUID]()
    for row in rows:
        day = DatedFacts(row.on, row.at, (row.source, row.on) in considered)
        if row.what == "considered":
            considered.add((row.source, row.on))
        elif row.what in {"information", "shared", "out"}:
            heard = row.what != "information" and row.id not in unheard
            given.append(replace(day, heard=heard))
        elif row.what == "answer":
            answers.append(day)
        elif row.what == "claim":
            claims[row.id] = ClaimFacts(row.on)
        elif row.what == "outcome":
            claims[row.id] = ClaimFacts(claims[row.id].asked_on, (*claims[row.id].outcomes, day))
        else:
            kind = AssessmentKind(row.what)
            assessed.append(VersionFacts(row.id, row.number, kind, row.on, row.at))
    used = in_use(assessed)
    newest = DatedFacts(used.on, known_by(assessed, used)) if used else None
    behind = left_behind(newest, [*given, *answers], list(claims.values()), work.clock.today())
    return InformationState(len(given), len(claims), behind, len(answers))


def _unheard(work: Work, case: Case) -> frozenset[UUID]:
    return of_no_held_meeting(work, case, of_case(work, case))


@kept
def _days() -> Select[Any]:
    """Every day that counts, in one statement: what was considered first, and a claim before its
    outcomes."""
    named = Information.meeting_id
    out = (Meeting.misplaced_at.is_not(None), "out")
    given = select(
        case((named.is_(None), "information"), out, else_="shared").label("what"),
        literal(1).label("turn"),
        Information.id.label("source"),
        Information.id.label("id"),
        Information.number.label("number"),
        Information.given_on.label("on"),
        Information.recorded_at.label("at"),
    ).join_from(Information, Meeting, Meeting.id == named, isouter=True)
    given = given.where(Information.case_id == LIFE)
    asked, said = Inquiry, InquiryAnswer
    came = (said.id, said.id, asked.number, said.said_on, said.recorded_at)
    answers = select(literal("answer"), literal(1), *came).join_from(said, asked)
    id, answer = Assessment.id, SignalAnswer
    made = (id, id, Assessment.version, Assessment.made_on, Assessment.recorded_at)
    assessed = select(Assessment.kind, literal(1), *made).where(Assessment.case_id == LIFE)
    put = (Claim.id, Claim.id, Claim.number, Claim.asked_on, Claim.asked_at)
    claims = select(literal("claim"), literal(1), *put).where(Claim.case_id == LIFE)
    which = (ClaimOutcome.id, Claim.id, Claim.number)
    found = (*which, ClaimOutcome.found_on, ClaimOutcome.recorded_at)
    outcomes = select(literal("outcome"), literal(2), *found).join_from(ClaimOutcome, Claim)
    on = (answer.source_id, answer.id, literal(0), answer.since, answer.recorded_at)
    changes_nothing = select(literal("considered"), literal(0), *on).where(
        answer.case_id == LIFE, answer.meeting_id.is_(None), answer.kind.in_(CAME_IN)
    )
    came_in = (given, answers.where(asked.case_id == LIFE, answer_stands()))
    every = (*came_in, assessed, claims, outcomes.where(Claim.case_id == LIFE), changes_nothing)
    days = union_all(*every).subquery()
    return select(days).order_by(days.c.turn)
