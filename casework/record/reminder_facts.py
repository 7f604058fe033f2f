"""Of what the people of a municipality may be reminded, in one reading: Art. 8(9), 10(1), 18(2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from casework.record.asked_actions import over_among
from casework.record.dated_duties import dated
from casework.record.last_calls import LastDay, of_reports, of_today, of_words
from casework.record.morning import Lines, MorningFacts, morning_facts
from casework.record.owing import Owing, owing
from casework.record.put_again import may_be_missing, reminders_of, sent_before, was_answered
from casework.record.unreached import unreached
from core.clock import local_day
from core.working_days import around
from models.asked import PLACE, kept
from models.case import Case, Member, of_the_dead
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.plan import ReportRequest
from models.session import Work
from rules.ladder import Ladder, for_an_answer, until


def missing_reports(work: Work, municipality_id: UUID) -> list[tuple[ReportRequest, Case]]:
    """Every report that is missing before a meeting still to come, every word on a late action, and
    every answer to what was asked beside them."""
    rows = work.session.execute(_requests(), {"place": municipality_id})
    found = [(request, case) for request, case in rows if may_be_missing(request)]
    over = over_among(work.session, [request for request, _ in found])
    return [(request, case) for request, case in found if request.id not in over]


@kept
def _requests() -> Select[ReportRequest, Case]:
    return (
        select(ReportRequest, Case)
        .outerjoin(Meeting, Meeting.id == ReportRequest.meeting_id)
        .join(Case, Case.id == ReportRequest.case_id)
        .join(Member, Member.id == ReportRequest.member_id)
        .where(
            Case.municipality_id == PLACE,
            ReportRequest.received_at.is_(None),
            ReportRequest.withdrawn_at.is_(None),
            or_(ReportRequest.meeting_id.is_(None), PLANNED),
            Case.sealed_at.is_(None),
            Member.left_on.is_(None),
            Member.conflict.is_not(True),
            Case.id.not_in(of_the_dead()),  # Art. 17(3.5)
        )
        .options(
            selectinload(ReportRequest.reminders),
            joinedload(ReportRequest.action),
            contains_eager(ReportRequest.member).joinedload(Member.professional),
            joinedload(Case.life),
        )
        .order_by(ReportRequest.due_on, Case.number)
    )


def ladder(request: ReportRequest) -> Ladder:
    ahead_of_a_meeting = request.meeting_id is not None and not was_answered(request)
    climb = until if ahead_of_a_meeting else for_an_answer
    asked_on = local_day(request.put_again_at or request.asked_at)
    return climb(request.due_on, asked_on, around(request.due_on))


def number_due(request: ReportRequest, today: date) -> int | None:
    sent = max((reminder.number for reminder in reminders_of(request)), default=0)
    return ladder(request).number_due(max(sent - sent_before(request), 0), today)


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """All of which the people of one municipality may be reminded, in one reading."""

    missing: Sequence[tuple[ReportRequest, Case]]
    """Of those whom a mail reaches; so are `signs`."""
    signs: Sequence[Owing]
    morning: MorningFacts
    calls: Sequence[LastDay] = ()
    """Whose last call is due, and has not left this morning."""
    next_call: date | None = None
    """The first later morning on which the last day of something comes."""

    def after(self, lines: Lines, today: date) -> "ReminderFacts":
        """The same once all of it that is due has been queued; what misses counts by itself."""
        reminded = {each.reader for each in self.signs if each.is_due(today)}
        signs = [
            replace(each, reminded_on=today) if each.reader in reminded else each
            for each in self.signs
        ]
        keys = {(reader, line.key): today for reader, each in lines.items() for line in each}
        morning = replace(self.morning, told={**self.morning.told, **keys})
        return replace(self, signs=signs, morning=morning, calls=())


def reminder_facts(work: Work, life: Life) -> ReminderFacts:
    morning = morning_facts(work.session, life, work.clock.today())
    return _facts(work, life, morning)


def owed_anew(work: Work, life: Life, found: ReminderFacts) -> ReminderFacts:
    """The same once cases of the centre were settled: what is owed may be something else now, and
    nothing else has happened there."""
    now_owed = dated(work.session, life.municipality_id, work.clock.today())
    return _facts(work, life, replace(found.morning, dated=now_owed))


def _facts(work: Work, life: Life, morning: MorningFacts) -> ReminderFacts:
    place, today = life.municipality_id, work.clock.today()
    missing, signs = missing_reports(work, place), owing(work.session, place, today)
    last_days = [*of_reports(missing), *of_words(signs)]  # a text reaches whom no mail does
    seats = [each.seat for each in signs if each.seat]
    people = {each.professional_id for each in (*(of.member for of, _ in missing), *seats)}
    out = unreached(work.session, people)
    return ReminderFacts(
        missing=[each for each in missing if each[0].member.professional_id not in out],
        signs=[each for each in signs if not (each.seat and each.seat.professional_id in out)],
        morning=morning,
        calls=of_today(work.session, life.id, last_days, today),
        next_call=min((each.on for each in last_days if each.on > today), default=None),
    )
