"""Who may have chaired a meeting, and which papers wait for who did: Art. 4(2), 10(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from casework.record.chairing import closing_signer, officer_signs
from casework.table import signing
from casework.table.chairing import appointed_to_chair
from casework.table.signing import ClosingForm, Laid, MinutesText
from identity import access
from identity.access import NotThere, named_last, officer_of
from identity.conflicts import has_declared, in_conflict
from identity.officers import head_of
from models.case import Case
from models.chairing import SubstituteChair
from models.closure import Closure
from models.life import Life
from models.meeting import Meeting, Minutes
from models.participant import WITHDRAWN, Participant, ParticipantWord
from models.people import Account
from models.session import Work
from queries import conflicts
from queries.dashboard import managers_of
from queries.meeting_file import MeetingFile
from queries.signatures import Signatures, under_closure, under_minutes
from queries.signed_otherwise import SignedOtherwise, beside
from rules.participants import ANSWERED
from rules.roles import Role
from workflow.kinds import case_of, kind_of, label_of


@dataclass(frozen=True, slots=True)
class ChairChoice:
    """The officers of a centre, those who were to chair first."""

    officers: Sequence[Account]
    appointed: frozenset[UUID]


def choice(work: Work, file: MeetingFile) -> ChairChoice:
    """Who may have chaired: whoever did, the record takes it."""
    place, session = file.life.municipality_id, work.session
    to_chair = appointed_to_chair(work, file.life, file.meeting, file.meeting.met_on).account_id
    every = {each.id: each for each in managers_of(work, place)}
    for account in (head_of(session, place), session.get(Account, to_chair) if to_chair else None):
        if account is not None:
            every.setdefault(account.id, account)
    appointed = frozenset({to_chair} if to_chair else ())
    ordered = sorted(every.values(), key=lambda each: (each.id not in appointed, each.name or ""))
    return ChairChoice(ordered, appointed)


@dataclass(frozen=True, slots=True)
class NamingForm:
    """The form on which the head names who chairs one meeting."""

    meeting: Meeting
    case: Case
    is_own: bool
    """The reader manages the case, and so names nobody for it."""
    officers: Sequence[Account]
    near: Mapping[UUID, Sequence[str]]
    """At which tables of the same child or its siblings each of them has a conflict: 10(2)."""
    named: Sequence[SubstituteChair]
    """Whom the head named before; the last one chairs."""


def naming(work: Work, meeting_id: UUID) -> NamingForm:
    """For the head of the centre, or the deputy."""
    meeting = access.meeting_for(work, meeting_id, role=Role.HEAD)
    case = case_of(work.session, meeting.life_id)
    if case is None or meeting.cancelled_at is not None:
        raise NotThere
    query = select(SubstituteChair).where(SubstituteChair.meeting_id == meeting_id)
    out = {case.manager_id, work.actor.id}
    officers = [each for each in managers_of(work, case.municipality_id) if each.id not in out]
    return NamingForm(
        meeting,
        case,
        is_own=case.manager_id == work.actor.id,
        officers=officers,
        near=conflicts.near(work, case, officers),
        named=work.session.scalars(query.order_by(SubstituteChair.number)).all(),
    )


@dataclass(frozen=True, slots=True)
class ChairedMeeting:
    """The papers of one meeting, for the officer who signs them and may manage the case no more."""

    meeting: Meeting
    label: str
    paper: Minutes | None
    minutes: Laid[MinutesText] | None
    under_minutes: Signatures
    signs_minutes: bool
    closure: Closure | None
    form: Laid[ClosingForm] | None
    otherwise: SignedOtherwise
    signs_form: bool


def chaired(work: Work, meeting_id: UUID) -> ChairedMeeting:
    """What the reader signs of a meeting that they chaired, and nothing beside it: Art. 18(1)."""
    return _papers(work, access.chaired_by_reader(work, meeting_id), officer_of(work))


def _papers(work: Work, meeting: Meeting, reader: Account) -> ChairedMeeting:
    session = work.session
    life, case = session.get_one(Life, meeting.life_id), case_of(session, meeting.life_id)
    paper = session.scalars(select(Minutes).where(Minutes.meeting_id == meeting.id)).first()
    closure = session.scalars(
        select(Closure)
        .where(Closure.meeting_id == meeting.id, Closure.decided_on.is_not(None))
        .where(Closure.fell_at.is_(None))
    ).first()
    found = under_minutes(work, paper, reader) if paper else Signatures(())
    mine = officer_signs(session, life, meeting) == reader.id
    form_is_mine = case is not None and closing_signer(session, case, meeting) == reader.id
    asked = paper is not None and paper.signatures_asked_at is not None
    closure = closure if form_is_mine and closure and closure.signatures_asked_at else None
    form = signing.read(session, closure.id, ClosingForm) if closure else None
    return ChairedMeeting(
        meeting,
        label_of(session, life.id),
        paper if mine and asked else None,
        signing.read(session, paper.id, MinutesText) if paper and mine and asked else None,
        found,
        signs_minutes=mine and asked and found.chair_is_waited_for,
        closure=closure,
        form=form,
        otherwise=beside(work, closure, form),
        signs_form=closure is not None and under_closure(work, closure, reader).chair_is_waited_for,
    )


@dataclass(frozen=True, slots=True)
class ToChair:
    """One meeting of a case that is not the reader's: to chair, or chaired."""

    meeting_id: UUID
    label: str
    starts_at: datetime
    held: bool
    life_id: UUID
    declares: bool
    """They are named to chair it, or chaired it, and have not answered yet: Art. 18(2)."""


def for_reader(work: Work) -> list[ToChair]:
    """Meetings that the reader is to chair, and those chaired where they are still to declare; the
    papers of one that they sign are a duty of theirs, with its day: `open_duties.own`."""
    reader = officer_of(work)
    chaired = Meeting.held_at.is_not(None) & (Meeting.chaired_by_id == reader.id)
    to_come, silent = Meeting.held_at.is_(None), _silent(reader)
    undeclared = (to_come & ~has_declared(Life.id, reader.id)) | (chaired & silent)
    query = (
        select(Meeting, Life, undeclared)
        .join(Life, Life.id == Meeting.life_id)
        .outerjoin(Case, Case.id == Life.id)
        .where(Case.manager_id.is_distinct_from(reader.id) | Case.conflict_on.is_not(None))
        .where(Life.municipality_id == reader.municipality_id, Life.ended_at.is_(None))
        .where(Meeting.cancelled_at.is_(None))
        .where(Meeting.held_at.is_not(None) | ~in_conflict(Life.id, reader.id))
        .where(or_(to_come & (named_last() == reader.id), chaired & silent))
        .order_by(Meeting.starts_at)
    )
    return [
        ToChair(
            meeting.id,
            kind_of(life).label(life),
            meeting.starts_at,
            meeting.held_at is not None,
            life.id,
            declares=declares,
        )
        for meeting, life, declares in work.session.execute(query)
    ]


def _silent(reader: Account) -> ColumnElement[bool]:
    """They have answered nothing at this case's table; municipally who convenes it declares."""
    said = (
        select(ParticipantWord.id)
        .join(Participant, Participant.id == ParticipantWord.participant_id)
        .where(Participant.account_id == reader.id, ParticipantWord.word.in_(ANSWERED))
        .where(~WITHDRAWN)
        .where(Participant.life_id == Case.id)
        .correlate(Case)
    )
    return Case.id.is_not(None) & ~said.exists() & ~in_conflict(Case.id, reader.id)
