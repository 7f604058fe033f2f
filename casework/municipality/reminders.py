"""The reminders of a municipality: one mail per person of all they owe: Art. 8(9), 10(1), 18(2).

An officer's mail of the morning says beside it what nears, has passed and happened: 14(1), 16(1).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from casework.municipality.after_reminders import may_ask_more, settle
from casework.municipality.last_calls import call
from casework.municipality.unsent_mornings import Unsent, take_back
from casework.record.acts_ahead import comes_before, holds_back, is_morning
from casework.record.head_week import weeks
from casework.record.missing_reports import MissingReport
from casework.record.morning import Lines
from casework.record.owing import Owing
from casework.record.reminder_facts import ReminderFacts, owed_anew, reminder_facts
from core.clock import at_local, day_begins
from core.ids import new_id
from core.working_days import around
from identity import links
from models.life import Life, LifeKind
from models.outbox import RecipientKind
from models.plan import Reminder
from models.session import Work
from models.signature_reminder import SignatureReminder
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.reminders import OfficerReminder, OwedItem, OwedReminder
from rules import mornings
from rules.days import is_working_day, next_working_day
from rules.reminders import article_of
from rules.steps import DueStep
from workflow import last_look
from workflow.kinds import Kind, Look, kind_of


def look(work: Work, life: Life) -> Look:
    """Due where somebody is to be reminded today; else it wakes on the next such day."""
    return _look_at(work, life, reminder_facts(work, life))


def _look_at(work: Work, life: Life, facts: ReminderFacts) -> Look:
    today, morning, holidays = work.clock.today(), facts.morning, around(work.clock.today())
    is_off, is_early = not is_working_day(today, holidays), comes_before(work, life)
    if not is_off and holds_back(work, life, facts.morning):
        return _after_acts(work, life)
    is_due = any(each.number_due(today) for each in facts.missing)
    is_due = is_due or any(each.is_due(today) for each in facts.signs)
    ahead = [each.next_day(today) for each in facts.missing]
    ahead += [each.next_day(today) for each in facts.signs] + [morning.next_day(today)]
    if is_morning(work, life) and morning.of(today):
        is_due, ahead = True, [*ahead, morning.since]  # until it has left, it is this morning's
    if is_early:  # whatever woke it: the round of this day is to come
        is_due = is_due or bool(morning.of(today))
    if is_off or is_early:  # all of it is the next working day's
        ahead = [max(day, today) for day in (*ahead, today if is_due else None) if day]
        is_due = False
    days = [next_working_day(day, holidays) for day in ahead if day]
    days += [facts.next_call] if facts.next_call else []
    days += [today] if is_early and facts.calls else []
    step = DueStep("send_reminders", life.municipality_id)
    is_due = is_due or bool(facts.calls and not is_early)
    return Look(
        steps=[step] if is_due else (),
        waiting_for="AwaitingReminderDay",
        wake_at=at_local(min(days)) if days else None,
        at_wake=[step],
    )


def _after_acts(work: Work, life: Life) -> Look:
    return Look(
        steps=(),
        waiting_for="AwaitingReminderDay",
        wake_at=work.clock.now() + mornings.LOOKED_AT_AGAIN,
        at_wake=[DueStep("send_reminders", life.municipality_id)],
    )


def remind(work: Work, life_id: UUID, _subject: UUID | None) -> Look | None:
    """Queue one mail per person with all of which they are reminded today, and count each; none to
    whom nothing is due, and on a day off no more than a last call: DEFAULTS.DAYS_OFF.

    Of reports: Art. 8(9), 14(3.3); of signatures and declarations: Art. 10(1), 17(5), 18(2).
    """
    today, life = work.clock.today(), work.session.get_one(Life, life_id)
    is_now = is_morning(work, life)
    facts = reminder_facts(work, life)
    if comes_before(work, life):
        return _look_at(work, life, facts)
    if not is_working_day(today, around(today)):
        call(work, life, facts.calls)
        return _look_at(work, life, replace(facts, calls=()))
    if holds_back(work, life, facts.morning):
        return _after_acts(work, life)
    unsent = take_back(work, life) if is_now else Unsent()
    if unsent.were_any:
        facts = unsent.told_anew(reminder_facts(work, life))
    call(work, life, facts.calls)
    missing, reminded = _of_reports(work, facts.missing, today)
    officers = unsent.beside(_of_words(work, facts.signs, today, missing))
    lines: Lines = facts.morning.of(today) if is_now else {}
    members = {id: {"items": tuple(items)} for id, items in missing.items()}
    mails = dict(_queue(work, life, RecipientKind.MEMBER, OwedReminder, members))
    told: dict[UUID, dict[str, Any]] = {
        id: {"items": tuple(officers.get(id, ())), "lines": tuple(lines.get(id, ()))}
        for id in officers.keys() | lines.keys()
    }
    for id, ahead in weeks(work, life, facts.morning, lines).items():
        told[id] |= {"lines": (*lines[id], *ahead.lines), "week": ahead.week}
    mails |= _queue(work, life, RecipientKind.ACCOUNT, OfficerReminder, told)
    _count(work, facts, reminded, mails)
    unsent.said_by(work, mails)
    found = replace(facts.after(lines, today), missing=reminded)
    if ask_more := may_ask_more(work, reminded, today):
        last_look.answer(life)  # what comes up by the reminders is the next morning's: `of`
        settle(work, ask_more)
        found = owed_anew(work, life, found)
    return _look_at(work, life, found)


def _queue(
    work: Work,
    life: Life,
    kind: RecipientKind,
    notice: type[OwedReminder] | type[OfficerReminder],
    readers: Mapping[UUID, dict[str, Any]],
) -> Mapping[UUID, UUID]:
    """One mail each, by its reader; the second of a day carries its number."""
    if not readers:
        return {}
    today = work.clock.today()
    sent = outbox.counts(work, life.id, notice.template, since=day_begins(today))
    to = {id: Recipient(kind, id) for id in readers}
    notices = [
        notice(recipient=to[id], life_id=life.id, morning=today, number=sent.get(id, 0) + 1, **said)
        for id, said in readers.items()
    ]
    return outbox.queue_each(work, notices)


def _of_reports(
    work: Work, found: Sequence[MissingReport], today: date
) -> tuple[dict[UUID, list[OwedItem]], list[MissingReport]]:
    """By person: the reports of which they are reminded today; and what is missing, with these
    reminders."""
    missing: dict[UUID, list[OwedItem]] = defaultdict(list)
    numbers = {each.id: number for each in found if (number := each.number_due(today))}
    due, now = [each for each in found if each.id in numbers], work.clock.now()
    given = links.ids_of_each(work, [links.way_to_answer(each) for each in due])
    for each in due:
        link_id, number = given[links.way_to_answer(each)], numbers[each.id]
        item = OwedItem(
            each.case.number, each.due_on, link_id, each.duty, action=each.action_number
        )
        missing[each.professional_id].append(item)
        article = article_of(each.duty)
        work.record("reminder queued", article, life=each.case, request=each.id, number=number)
    return missing, [
        each.reminded(numbers[each.id], now) if each.id in numbers else each for each in found
    ]


def _of_words(
    work: Work, signs: Sequence[Owing], today: date, missing: dict[UUID, list[OwedItem]]
) -> dict[UUID, list[OwedItem]]:
    """Add to what each person misses the signatures and declarations they owe; gives the officers'.

    Whoever chaired, or manages the case, comes in with a password and gets no link.
    """
    officers: dict[UUID, list[OwedItem]] = defaultdict(list)
    due = [each for each in signs if each.is_due(today)]
    given = links.ids_of_each(work, [each.way for each in due if each.way])
    for each in due:
        link_id, readers, reader_id = None, officers, each.account_id
        if each.seat is not None and each.way:
            link_id, readers, reader_id = given[each.way], missing, each.seat.professional_id
        assert reader_id is not None  # a seat, or an account
        kind = kind_of(each.life)
        item = OwedItem(
            kind.label(each.life),
            each.ends_on or each.due_on,
            link_id,
            each.duty,
            of_case=kind.of_a_child,
            subject_id=each.subject_id,
            met_on=each.met_on,
        )
        readers[reader_id].append(item)
    return officers


def _count(
    work: Work,
    facts: ReminderFacts,
    reminded: Sequence[MissingReport],
    mails: Mapping[UUID, UUID],
) -> None:
    """Of what each is reminded, and by which mail: it counts once a server has taken it."""
    today, now = work.clock.today(), work.clock.now()
    before = {each.id: len(each.reminders) for each in facts.missing}
    rows = [
        {
            "id": new_id(),
            "request_id": each.id,
            "number": (last := each.reminders[-1]).number,
            "due_on": each.ladder.day_of(last.number - each.sent_before),
            "sent_at": last.sent_at,
            "message_id": mails[each.professional_id],
        }
        for each in reminded
        if len(each.reminders) > before[each.id]
    ]
    if rows:
        work.session.execute(insert(Reminder), rows)
    for one in facts.signs:
        if not one.is_due(today):
            continue
        reader = one.seat.professional_id if one.seat else one.account_id
        assert reader is not None  # a seat, or an account
        work.session.add(
            SignatureReminder(
                life_id=one.life.id,
                duty=one.duty,
                subject_id=one.subject_id,
                member_id=one.seat.id if one.seat else None,
                account_id=one.account_id,
                sent_on=today,
                sent_at=now,
                message_id=mails[reader],
            )
        )
        who, article = str(one.seat.id if one.seat else one.account_id), article_of(one.duty)
        work.record("reminder queued", article, life=one.life, duty=one.duty, of=who)


KIND = Kind(name=LifeKind.REMINDERS, look=look, acts={"send_reminders": remind}, asks_itself=True)
