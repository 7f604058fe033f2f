"""The reminders of a municipality: one mail per person of all they owe: Art. 8(9), 10(1), 18(2).

An officer's mail of the morning says beside it what nears, has passed and happened: 14(1), 16(1).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from casework.record.asked_actions import over_among
from casework.record.morning import Lines, morning_facts
from casework.record.owing import Owing, owing
from casework.record.put_again import may_be_missing, reminders_of, sent_before, was_answered
from core.clock import at_local, day_begins, local_day
from identity import links
from models.asked import PLACE, kept
from models.case import Case, Member, of_the_dead
from models.life import Life, LifeKind
from models.meeting import PLANNED, Meeting
from models.outbox import RecipientKind
from models.people import LinkPurpose
from models.plan import Reminder, ReportRequest
from models.session import Work
from models.signature_reminder import SignatureReminder
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.reminders import OfficerReminder, OwedItem, OwedReminder
from rules.duties import Duty
from rules.ladder import Ladder, for_an_answer, until
from rules.reminders import article_of
from rules.steps import DueStep
from workflow import last_look
from workflow.kinds import Kind, Look, kind_of
from workflow.life import lock_open, settle

LEADS_TO: Final[Mapping[Duty, LinkPurpose]] = {
    Duty.SIGN_MINUTES: LinkPurpose.SIGN,
    Duty.SIGN_CLOSURE: LinkPurpose.CLOSE,
    Duty.DECLARE: LinkPurpose.DECLARE,
}


def _missing_reports(work: Work, municipality_id: UUID) -> list[tuple[ReportRequest, Case]]:
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


def _ladder(request: ReportRequest) -> Ladder:
    climb = for_an_answer if request.inquiry_id or was_answered(request) else until
    return climb(request.due_on, local_day(request.put_again_at or request.asked_at))


def _number_due(request: ReportRequest, today: date) -> int | None:
    sent = max((reminder.number for reminder in reminders_of(request)), default=0)
    return _ladder(request).number_due(max(sent - sent_before(request), 0), today)


def look(work: Work, life: Life) -> Look:
    """Due where somebody is to be reminded today; else it wakes on the next such day."""
    today = work.clock.today()
    owed = _missing_reports(work, life.municipality_id)
    signs = owing(work.session, life.municipality_id, work.clock.today())
    is_due = any(_number_due(request, today) for request, _ in owed)
    is_due = is_due or any(each.is_due(today) for each in signs)
    ahead = [_ladder(request).next_day(today) for request, _ in owed]
    ahead += [each.next_day(today) for each in signs]
    morning = morning_facts(work.session, life, today)
    if _is_morning(work, life) and morning.of(today):
        is_due, ahead = True, [*ahead, today]  # until it has left, it is this morning's
    days = [day for day in (*ahead, morning.next_day(today)) if day]
    return Look(
        steps=[DueStep("send_reminders", life.municipality_id)] if is_due else (),
        waiting_for="AwaitingReminderDay",
        wake_at=at_local(min(days)) if days else None,
    )


def _is_morning(work: Work, life: Life) -> bool:
    """The life wakes by its own clock. Woken by an act, it waits for the morning after: what
    somebody has just done is nothing to write to them of in the same hour."""
    moment = last_look.until(life)
    return moment is not None and moment <= work.clock.now()


def remind(work: Work, life_id: UUID, _subject: UUID | None) -> None:
    """Queue one mail per person with all of which they are reminded today, and count each; none to
    whom nothing is due.

    Of reports: Art. 8(9), 14(3.3); of signatures and declarations: Art. 10(1), 17(5), 18(2).
    """
    today, life = work.clock.today(), work.session.get_one(Life, life_id)
    missing = _of_reports(work, life, today)
    reminded = {item.table for items in missing.values() for item in items}
    officers = _of_words(work, life, today, missing)
    facts = morning_facts(work.session, life, today)
    lines: Lines = facts.of(today) if _is_morning(work, life) else {}
    members = {id: {"items": tuple(items)} for id, items in missing.items()}
    _queue(work, life, RecipientKind.MEMBER, OwedReminder, members)
    told = {
        id: {"items": tuple(officers.get(id, ())), "lines": tuple(lines.get(id, ()))}
        for id in officers.keys() | lines.keys()
    }
    _queue(work, life, RecipientKind.ACCOUNT, OfficerReminder, told)
    _after_reminders(work, reminded)


def _queue(
    work: Work,
    life: Life,
    kind: RecipientKind,
    notice: type[OwedReminder] | type[OfficerReminder],
    readers: Mapping[UUID, dict[str, Any]],
) -> None:
    """One mail each; the second of a day carries its number."""
    today = work.clock.today()
    sent = outbox.counts(work, life.id, notice.template, since=day_begins(today))
    to = {id: Recipient(kind, id) for id in readers}
    notices = [
        notice(recipient=to[id], life_id=life.id, morning=today, number=sent.get(id, 0) + 1, **said)
        for id, said in readers.items()
    ]
    outbox.queue_all(work, notices)


def _of_reports(work: Work, life: Life, today: date) -> dict[UUID, list[OwedItem]]:
    """By person: the reports of which they are reminded today, each counted in its case."""
    missing: dict[UUID, list[OwedItem]] = defaultdict(list)
    found = _missing_reports(work, life.municipality_id)
    due = [(each, case, number) for each, case in found if (number := _number_due(each, today))]
    given = links.issue_each(work, [links.way_to_answer(request) for request, _, _ in due])
    for request, case, number in due:
        request.reminders.append(
            Reminder(
                number=sent_before(request) + number,
                due_on=_ladder(request).day_of(number),
                sent_at=work.clock.now(),
            )
        )
        link = given[links.way_to_answer(request)]
        number_asked = request.action.number if request.action else None
        duty = _duty_of(request)
        missing[request.member.professional_id].append(
            OwedItem(case.number, request.due_on, link.id, duty, action=number_asked)
        )
        work.record(
            "reminder queued", article_of(duty), life=case.life, request=request.id, number=number
        )
    return missing


def _duty_of(request: ReportRequest) -> Duty:
    if request.inquiry_id is not None:
        return Duty.GIVE_ANSWER
    return Duty.ANSWER_ACTION if request.action else Duty.WRITE_REPORT


def _of_words(
    work: Work, life: Life, today: date, missing: dict[UUID, list[OwedItem]]
) -> dict[UUID, list[OwedItem]]:
    """Add to what each person misses the signatures and declarations they owe; gives the officers'.

    Whoever chaired, or manages the case, comes in with a password and gets no link.
    """
    officers: dict[UUID, list[OwedItem]] = defaultdict(list)
    due = [each for each in owing(work.session, life.municipality_id, today) if each.is_due(today)]
    given = links.issue_each(work, [way for each in due if (way := _way_to_sign(each))])
    for each in due:
        link_id, readers, reader_id = None, officers, each.account_id
        if each.seat is not None and (way := _way_to_sign(each)):
            link_id, readers, reader_id = given[way].id, missing, each.seat.professional_id
        assert reader_id is not None  # a seat, or an account
        kind = kind_of(each.life)
        item = OwedItem(
            kind.label(each.life), each.due_on, link_id, each.duty, of_case=kind.of_a_child
        )
        readers[reader_id].append(item)
        _count(work, each, today)
    return officers


def _way_to_sign(each: Owing) -> links.Wanted | None:
    if each.seat is None:
        return None
    about = None if each.duty is Duty.DECLARE else each.subject_id
    return each.seat.id, LEADS_TO[each.duty], about


def _count(work: Work, each: Owing, today: date) -> None:
    member_id = each.seat.id if each.seat else None
    work.session.add(
        SignatureReminder(
            life_id=each.life.id,
            duty=each.duty,
            subject_id=each.subject_id,
            member_id=member_id,
            account_id=each.account_id,
            sent_on=today,
            sent_at=work.clock.now(),
        )
    )
    who = str(member_id or each.account_id)
    work.record("reminder queued", article_of(each.duty), life=each.life, duty=each.duty, of=who)


def _after_reminders(work: Work, numbers: Collection[str]) -> None:
    """A reminder may make a last chance due in its case: the case looks again: Art. 14(3.2)."""
    work.session.flush()
    reminded = work.session.scalars(select(Case.id).where(Case.number.in_(numbers))).all()
    for life in lock_open(work, reminded):
        settle(work, life)
        work.wake(life.id, "reminded")


KIND = Kind(name=LifeKind.REMINDERS, look=look, acts={"send_reminders": remind}, asks_itself=True)
