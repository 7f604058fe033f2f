"""The municipal meeting of each quarter, with or without cases: Art. 8(2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import Session

from casework.municipality.seats import seat_standing
from casework.municipality.three_months import acted, days_held, past_of
from casework.record.table import last_held, meetings
from casework.record.table_facts import Chair, of_table
from casework.record.table_rows import rows_of
from casework.table import declarations, inviting, minutes, room
from casework.tell.reminders import look_at_what_is_owed
from core.clock import at_local, local_day
from core.i18n import language_or, translator
from core.working_days import around
from identity.officers import convener_of, record_language
from models.life import Life, LifeKind
from models.meeting import PLANNED, Meeting
from models.people import Account, Municipality
from models.session import Work
from notifications.notices.declarations import ConfidentialityRequested
from notifications.notices.members import QuarterlyObstacleReported
from notifications.notices.quarterly import (
    QuarterlyCancelled,
    QuarterlyDateToAgree,
    QuarterlyInvitation,
    QuarterlyInvitationsUnsent,
    QuarterlyMinutes,
    QuarterlyMinutesDrafted,
    QuarterlyNotComing,
)
from rules import case_life, notice
from rules import quarterly as law
from rules.convening import may_be_agreed
from rules.days import Quarter
from rules.facts import TableFacts
from rules.items import agenda_for
from rules.meetings import MeetingKind
from rules.planned import ahead, due, next_day
from workflow.kinds import Act, Kind, Look, TableNotices
from workflow.life import settle
from workflow.lives import open_life

HOUR = time(10, 0)


def open_quarter(work: Work, municipality_id: UUID, quarter: Quarter) -> UUID:
    """The life of one municipality's quarter; asking twice gives the same one: Art. 8(2)."""
    place = work.session.get_one(Municipality, municipality_id)
    language = record_language(work.session, municipality_id)
    life, made = open_life(
        work, LifeKind.QUARTERLY, f"{place.slug}:{quarter}", place, language=language
    )
    if made:
        work.record("quarter opened", "8(2)", life=life)
        settle(work, life)
        work.wake(life.id, "quarter opened")
    return life.id


def facts_of(work: Work, life: Life) -> law.QuarterFacts:
    quarter, past = quarter_of(life), past_of(work.session, life)
    rows = rows_of(work.session, life.id)
    convener = convener_of(work.session, life.municipality_id)
    table = of_table(
        work.session,
        life.id,
        rows,
        composed=bool(rows.members),
        has_family=False,
        chair=Chair(convener.id) if convener else None,
    )
    return law.QuarterFacts(
        life.id,
        quarter.first_day,
        quarter.last_day,
        _to_be_approved(_without_papers(table), past.held),
        counts_from=past.counts_from,
        former_unmet=past.former_unmet,
        former_unanswered=past.former_unanswered,
    )


def _without_papers(table: TableFacts) -> TableFacts:
    """A municipal meeting sends no assessment ahead, and nobody is replaced: it treats no case."""
    meeting = table.meeting and replace(table.meeting, needs_papers=False)
    return replace(table, papers_ready=True, meeting=meeting, recusals=(), departures=())


def _to_be_approved(table: TableFacts, held: Sequence[date]) -> TableFacts:
    """The next meeting of this table stands in another quarter's life: Art. 10(1)."""
    if table.last is None:
        return table
    met_on = table.last.held_on or date.max
    following = next((day for day in held if day > met_on), None)
    papers = (replace(paper, next_held_on=following) for paper in table.minutes)
    return replace(table, minutes=tuple(papers))


def look(work: Work, life: Life) -> Look:
    known, today = facts_of(work, life), work.clock.today()
    owed, planned = case_life.in_order(list(law.duties(known))), ahead(law.steps(known), today)
    day = next_day(planned, today)
    return Look(
        steps=due(planned, today),
        waiting_for=case_life.waiting_for(owed),
        wake_at=at_local(day) if day else None,
        ended=life.ended_at is not None,
        duties=owed,
        planned=planned,
        limits=(*notice.limits(known.table), *law.further_limits(known, today)),
    )


def quarter_of(life: Life) -> Quarter:
    return Quarter.parse(label(life))


def label(life: Life) -> str:
    """`2026-Q4`; the municipality stands in the key beside it."""
    return life.key.rsplit(":", 1)[-1]


def chair(session: Session, life: Life, _on: date) -> Account | None:
    """Who convenes the municipal table: decision 0031."""
    return convener_of(session, life.municipality_id)


def answered_by(account: Account, as_head: bool) -> ColumnElement[bool]:
    """Of who acts as the head, and of the officer who convenes: T6."""
    return true() if as_head or account.convener else false()


def propose(work: Work, life_id: UUID, _subject: UUID | None) -> None:
    """Seat the standing members and propose a day: Art. 8(2), 8(3)."""
    life = work.session.get_one(Life, life_id)
    seat_standing(work, life)
    _propose_day(work, life)


def _propose_day(work: Work, life: Life) -> None:
    """Propose a day, unless one is proposed that can still be kept, or the last moves on."""
    refused = None
    for former in meetings(work.session, life.id):
        if former.held_at is None and former.cancelled_at is None:
            if former.countered_at is None:
                return _move_on(work, life, former)
            former.cancelled_at = work.clock.now()
        refused = former.day if former.countered_at else refused
    work.session.flush()
    day = _day(work, life, refused)
    meeting = room.plan(
        work, life, MeetingKind.QUARTERLY, at_local(day, HOUR), _place(work, life, day)
    )
    is_first = not days_held(work.session, life.municipality_id)
    meeting.agenda = agenda_for(MeetingKind.QUARTERLY, first=is_first)
    work.record("quarterly meeting proposed", "8(2)", life=life, day=day, meeting=meeting.number)
    return None


def _move_on(work: Work, life: Life, meeting: Meeting) -> None:
    """Nobody answered while its day could be kept: it is the same proposal, and grows older.

    The head is written to once in each quarter, not with every day that passes unanswered.
    """
    if meeting.agreed_at or _can_be_kept(work, meeting):
        return
    day = _day(work, life, None)
    if Quarter.of(day) != Quarter.of(meeting.day):
        meeting.asked_at = None
    meeting.starts_at = at_local(day, HOUR)
    work.record("quarterly meeting moved", "8(2)", life=life, day=day, meeting=meeting.number)


def _day(work: Work, life: Life, refused: date | None) -> date:
    today, limit = work.clock.today(), law.limit_of(facts_of(work, life))
    closed = around(today) | _days_of_other_quarters(work, life)
    return law.day_to_propose(quarter_of(life), today, limit, closed, refused)


def _days_of_other_quarters(work: Work, life: Life) -> frozenset[date]:
    """The days on which another quarter of this municipality stands planned."""
    query = (
        select(Meeting.starts_at)
        .join(Life, Life.id == Meeting.life_id)
        .where(
            Life.kind == LifeKind.QUARTERLY,
            Life.municipality_id == life.municipality_id,
            Life.id != life.id,
            PLANNED,
        )
    )
    return frozenset(local_day(starts_at) for starts_at in work.session.scalars(query))


def _place(work: Work, life: Life, day: date) -> str:
    """The centre, as it is called on the day of the meeting."""
    place = work.session.get_one(Municipality, life.municipality_id)
    return translator(language_or(life.language, "sq")).gettext(
        "CSW %(place)s", place=place.name(life.language, day)
    )


def _can_be_kept(work: Work, meeting: Meeting) -> bool:
    return may_be_agreed(meeting.day, work.clock.today(), excused=False)


def close(work: Work, life_id: UUID, _meeting_id: UUID | None) -> None:
    """Held, its minutes approved by the next meeting and signed: Art. 8(2), 10(1).

    Or over without a meeting or a day of its own, while a former quarter still awaits its meeting.
    """
    life = work.session.get_one(Life, life_id)
    if life.ended_at is None:
        life.ended_at = work.clock.now()
        was_held = last_held(work.session, life_id) is not None
        what = "quarterly meeting on record" if was_held else "quarter without a meeting"
        work.record(what, "8(2)", life=life)


ACTS: Final[Mapping[str, Act]] = {
    **inviting.ACTS,
    **declarations.ACTS,
    **minutes.ACTS,
    "propose_quarterly": propose,
    "close_quarter": close,
}

KIND = Kind(
    name=LifeKind.QUARTERLY,
    look=look,
    acts=ACTS,
    label=label,
    chair=chair,
    answered_by=answered_by,
    owed=look_at_what_is_owed,
    acted=acted,
    notices=TableNotices(
        names="quarter",
        declarations=ConfidentialityRequested,
        date_to_agree=QuarterlyDateToAgree,
        invitation=QuarterlyInvitation,
        unsent=QuarterlyInvitationsUnsent,
        cancelled=QuarterlyCancelled,
        not_coming=QuarterlyNotComing,
        minutes_drafted=QuarterlyMinutesDrafted,
        minutes_to_sign=QuarterlyMinutes,
        obstacle_reported=QuarterlyObstacleReported,
    ),
)
