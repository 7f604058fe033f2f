"""Who is to be reminded of what in a municipality, since when they owe it, last reminded when.

Of signatures and declarations, of days put forward, of actions that nobody answers for. Read from
the duties as the acts have written them down: who has left, signed or refused owes none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from casework.record.asked_to_sign import Whose, asked_again
from casework.record.morning_readers import MorningReaders
from casework.record.owing_officers import Officers
from casework.record.table_facts import proposal_of
from core.clock import local_day
from core.working_days import around
from identity import links
from models.asked import PLACE, kept, several
from models.case import Case, Member
from models.closure import Closure
from models.duty import DutyRow
from models.life import Life
from models.meeting import Meeting, Minutes
from models.people import LinkPurpose
from models.signature_reminder import SignatureReminder
from rules.convening import last_day_to_agree
from rules.duties import Duty
from rules.ladder import Ladder, as_long_as_owed, rests_until, to_agree
from rules.reminders import REMINDED, owed_since
from rules.roles import Owner

LEADS_TO: Final[Mapping[Duty, LinkPurpose]] = {
    Duty.SIGN_MINUTES: LinkPurpose.SIGN,
    Duty.SIGN_CLOSURE: LinkPurpose.CLOSE,
    Duty.DECLARE: LinkPurpose.DECLARE,
}
Reader = tuple[UUID, str, UUID]
"""Of what, by which duty, and which seat or account."""
Reminded = tuple[date, date | None]
"""When the last one was due, and when a server took it."""
NEVER: Final[tuple[None, None]] = (None, None)


@dataclass(frozen=True, slots=True)
class Owing:
    """One person who owes one signature or declaration, or a word on a day or on actions."""

    life: Life
    duty: Duty
    subject_id: UUID
    """The minutes, the closure, the plan or the meeting; for declarations the life."""
    since: date
    due_on: date | None
    ends_on: date | None = None
    """The last day on which a day that was put forward can be agreed to: Art. 8(3)."""
    seat: Member | None = None
    account_id: UUID | None = None
    reminded_on: date | None = None
    left_on: date | None = None
    """When a server took the last one."""
    anew_on: date | None = None
    """When the links of that member left anew last."""
    met_on: date | None = None
    """Of minutes, the day of their meeting."""

    @property
    def reader(self) -> Reader:
        who = self.seat.id if self.seat else self.account_id
        assert who is not None  # a seat, or an account
        return self.subject_id, self.duty, who

    @property
    def way(self) -> links.Wanted | None:
        """The link to where a member does it; an officer comes in with a password."""
        if self.seat is None:
            return None
        about = None if self.duty is Duty.DECLARE else self.subject_id
        return self.seat.id, LEADS_TO[self.duty], about

    @property
    def ladder(self) -> Ladder:
        if self.ends_on is not None:
            return to_agree(self.since, self.due_on, self.ends_on, around(self.since))
        return as_long_as_owed(self.since, self.due_on, around(self.since))

    def is_due(self, today: date) -> bool:
        is_due = self.ladder.is_due(self.reminded_on, today, self.left_on)
        return is_due and today >= rests_until(self.anew_on)

    def next_day(self, today: date) -> date | None:
        ladder = self.ladder
        rests = max(rests_until(self.anew_on), ladder.rests_after(self.reminded_on, self.left_on))
        if rests > today and ladder.is_due(self.reminded_on, rests, self.left_on):
            return rests
        return ladder.next_day(today)


def owing(
    session: Session, municipality_id: UUID, today: date, readers: MorningReaders
) -> list[Owing]:
    """Everybody in this municipality who can be written to; by day, then by table."""
    rows = session.execute(_owed(), {"place": municipality_id}).all()
    if not rows:
        return []
    seats = _seats(session, [id for row, *_ in rows for id in row.member_ids])
    reminded = _reminded(session, {life.id for _, life, *_ in rows})
    again = asked_again(session, [row for row, *_ in rows])
    officer = Officers(session, today, readers)
    return [
        _anew(replace(each, met_on=local_day(met) if met else None), again)
        for row, life, *asked, meeting, _, met in rows
        for each in (
            _of_members(row, life, _first(asked), seats, reminded)
            if row.member_ids and row.actor == Owner.MEMBERS
            else _of_officer(officer, row, life, _first(asked), reminded, meeting=meeting)
        )
    ]


def _anew(each: Owing, again: Mapping[Whose, date]) -> Owing:
    """Whose word on record was none owes it since that was said."""
    who = each.seat.id if each.seat else each.account_id
    asked = again.get((each.subject_id, who)) if who else None
    return replace(each, since=max(each.since, asked)) if asked else each


@kept
def _owed() -> Select[
    DutyRow, Life, datetime | None, datetime | None, datetime | None, Meeting, Case, datetime | None
]:
    """With the moment since when the text in force of the paper it is about is open to sign, or the
    meeting was put forward, and that; and with the case and its manager, whom `Officers` asks."""
    put_forward = and_(Meeting.id == DutyRow.meeting_id, DutyRow.duty == Duty.AGREE_DATE.value)
    asked = Minutes.signatures_asked_at, Closure.signatures_asked_at, Meeting.asked_at
    of_minutes = aliased(Meeting)
    met = select(of_minutes.starts_at).where(of_minutes.id == Minutes.meeting_id).scalar_subquery()
    return (
        select(DutyRow, Life, *asked, Meeting, Case, met)
        .join(Life, Life.id == DutyRow.life_id)
        .outerjoin(Meeting, put_forward)
        .outerjoin(Case, Case.id == Life.id)
        .options(joinedload(Case.manager))
        .outerjoin(Minutes, Minutes.id == DutyRow.subject_id)
        .outerjoin(Closure, Closure.id == DutyRow.subject_id)
        .where(Life.municipality_id == PLACE, Life.ended_at.is_(None))
        .where(DutyRow.duty.in_([duty.value for duty in REMINDED]))
        .order_by(DutyRow.due_on, Life.key)
    )


def _first(asked: Sequence[datetime | None]) -> datetime | None:
    return next(filter(None, asked), None)


def _seats(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Member]:
    found = session.scalars(_seats_asked_for(), {"seats": ids}) if ids else ()
    return {seat.id: seat for seat in found if seat.sits}


@kept
def _seats_asked_for() -> Select[Member]:
    query = select(Member).where(Member.id == several("seats"))
    return query.options(joinedload(Member.professional))


def _reminded(session: Session, lives: set[UUID]) -> Mapping[Reader, Reminded]:
    found = session.execute(_last_reminded(), {"lives": list(lives)})
    return {
        (subject, duty, id): (on, local_day(taken) if taken else None)
        for subject, duty, id, on, taken in found
    }


@kept
def _last_reminded() -> Select[UUID, str, UUID, date, datetime | None]:
    sent = SignatureReminder
    who = func.coalesce(sent.member_id, sent.account_id)
    return (
        select(sent.subject_id, sent.duty, who, func.max(sent.sent_on), func.max(sent.taken_at))
        .where(sent.life_id == several("lives"))
        .group_by(sent.subject_id, sent.duty, who)
    )


def _of_members(
    row: DutyRow,
    life: Life,
    asked: datetime | None,
    seats: Mapping[UUID, Member],
    reminded: Mapping[Reader, Reminded],
) -> Iterator[Owing]:
    declares = row.duty == Duty.DECLARE
    subject = life.id if declares or row.subject_id is None else row.subject_id
    for seat in (seats[id] for id in row.member_ids if id in seats):
        since = seat.asked_at if declares else asked
        if since is not None:
            on, left_on = reminded.get((subject, row.duty, seat.id), NEVER)
            yield Owing(
                life,
                Duty(row.duty),
                subject,
                local_day(since),
                row.due_on,
                seat=seat,
                reminded_on=on,
                left_on=left_on,
            )


def _of_officer(
    officers: Officers,
    row: DutyRow,
    life: Life,
    asked: datetime | None,
    reminded: Mapping[Reader, Reminded],
    *,
    meeting: Meeting | None,
) -> Iterator[Owing]:
    """Nobody asks an officer to declare, or to hand on actions: `rules.reminders.owed_since`."""
    if row.duty == Duty.AGREE_DATE and asked is None:
        return  # the system is about to ask
    since = local_day(asked) if asked else owed_since(Duty(row.duty), row.due_on)
    officer = officers.who_owes(row, life, meeting) if since is not None else None
    if since is None or officer is None or officer.disabled_at is not None:
        return
    subject = row.subject_id or life.id
    on, left_on = reminded.get((subject, row.duty, officer.id), NEVER)
    yield Owing(
        life,
        Duty(row.duty),
        subject,
        since,
        row.due_on,
        _can_be_agreed_until(meeting) if meeting else None,
        account_id=officer.id,
        reminded_on=on,
        left_on=left_on,
    )


def _can_be_agreed_until(meeting: Meeting) -> date:
    proposal = proposal_of(meeting)
    return last_day_to_agree(proposal.day, excused=proposal.excused)
