"""Duties as lines on a page: title, line beneath, the page to press."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from core.clock import local_day
from core.i18n import N_, Translator, capital
from portal import duties
from portal.duties import ACTORS
from portal.institutions import institution
from portal.kinds import number_of, page_of
from portal.words import GROUNDS
from queries.dashboard import CaseLine
from queries.duty_of_life import DutyOfLife
from queries.open_duties import ComingStep
from queries.urgency import RowState, urgency
from rules.basis import Basis
from rules.convening import last_day_to_invite, leaving
from rules.duties import Duty
from rules.roles import Owner, Role
from workflow.kinds import steps

GROUPS: Final[Sequence[tuple[RowState, str]]] = (
    (RowState.LATE, N_("Late")),
    (RowState.TODAY, N_("Today")),
    (RowState.SOON, N_("This week")),
    (RowState.LATER, N_("Later")),
)
STALLED: Final = (RowState.STALL, N_("Stalled"))


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty, ready for the page."""

    title: str
    href: str
    press: str
    due: date | None
    of: Basis
    note: str
    label: str
    """The case's number, for ears: every repeated button names its case."""
    state: RowState
    meeting_id: UUID | None = None
    """The meeting whose date the head may agree right here."""
    begins: datetime | None = None
    """When it begins."""


def duty_line(say: Translator, task: DutyOfLife, today: date, *, own: str) -> DutyLine:
    """A task as one line for a reader whose role is `own`."""
    duty = task.duty
    page = duties.page_for(duty.duty, duty.count)
    acts = task.is_readers or (task.officer is None and duties.acts(duty.actor, own))
    is_date = duty.duty is Duty.AGREE_DATE and own == Role.HEAD
    press = page.press if acts else N_("Open")
    return DutyLine(
        title=_title(say, task, own=acts),
        href=_href(task, acts=acts),
        press=say.gettext(press if not is_date or task.may_agree else N_("Ask for another day")),
        due=duty.due,
        of=duty.basis,
        note=_note(say, task, today, own=own),
        label=task.label,
        state=RowState.TODAY if duty.due is None else urgency(duty.due, today),
        meeting_id=duty.subject_id if is_date and task.may_agree else None,
        begins=task.starts_at,
    )


def _href(task: DutyOfLife, *, acts: bool) -> str:
    """The page of the act, or for somebody else's duty the page where its state is seen."""
    duty = task.duty
    if duty.duty is Duty.SUBSTITUTE_DECLARES:
        return f"/declarations/{task.life_id}"
    if task.is_readers:
        return f"/meetings/{duty.meeting_id}/chaired"
    if acts:
        member = next(iter(duty.members), None)
        number = number_of(task.kind, task.label)
        return duties.address(
            duty.duty, number, duty.subject_id, member, duty.count, quarter=task.label
        )
    if duty.duty in duties.DECLARED:
        return f"/declarations/{task.life_id}"
    if task.starts_at and duty.subject_id:
        return f"/meetings/{duty.subject_id}"
    return page_of(task.kind, task.label)


def _title(say: Translator, task: DutyOfLife, *, own: bool) -> str:
    if task.duty.duty is Duty.AGREE_DATE and task.starts_at:
        when = f"{say.weekday(task.starts_at)}, {say.hour(task.starts_at)}"
        return say.gettext("Date of the meeting: %(when)s", when=when)
    return duties.title(say, task.duty.duty, task.duty.count, own=own)


def _note(say: Translator, task: DutyOfLife, today: date, *, own: str) -> str:
    """Whose it is and what was already done, in one grey line."""
    actor = task.duty.actor
    yours = task.is_readers or (actor == own and task.officer is None)
    parts = [say.gettext("You") if yours else task.officer or capital(say.gettext(ACTORS[actor]))]
    if own == Role.HEAD and task.manager and task.officer is None:
        parts = [task.manager] if actor == Owner.HEAD else [*parts, task.manager]
    if task.duty.duty is Duty.AGREE_DATE and task.starts_at:
        parts.append(_invitations(say, local_day(task.starts_at), today, kept=task.may_agree))
    elif task.starts_at:
        parts.append(f"{say.weekday(task.starts_at)}, {say.hour(task.starts_at)}, {task.place}")
    if task.who:
        parts = [", ".join(institution(say, each) for each in task.who), *parts[1:]]
    if task.action:
        parts = [say.gettext("action %(number)s", number=task.action), *parts]
    if task.duty.duty is Duty.LATE_ACTION and actor == Owner.MANAGER:
        parts.append(say.gettext("asks for another day: the table decides"))
    if task.report_for:
        day = say.day(task.report_for, today)
        parts = [say.gettext("report for the meeting of %(day)s", day=day), *parts]
    if task.people:
        parts = [", ".join(task.people), *parts]
    if task.met_on:
        parts.append(say.gettext(N_("meeting of %(day)s"), day=say.day(task.met_on, today)))
    if task.ground:
        parts.append(say.gettext(GROUNDS[task.ground]))
    if task.reminded_on:
        day = say.day(task.reminded_on, today)
        parts.append(say.gettext("last reminded on %(day)s", day=day))
    return " · ".join(parts)


def _invitations(say: Translator, met_on: date, today: date, *, kept: bool) -> str:
    """When they leave, and by when they have to; of a day too near, that it cannot be kept."""
    if not kept:
        last = say.day(last_day_to_invite(met_on), today)
        words = N_("cannot be kept any more: invitations had to leave by %(day)s")
        return say.gettext(words, day=last)
    when = leaving(met_on, today)
    words = N_("invitations leave on %(on)s, at the latest on %(day)s")
    return say.gettext(words, on=say.day(when.on, today), day=say.day(when.by, today))


def case_title(say: Translator, line: CaseLine, role: str) -> str:
    if line.duty is None:
        return say.gettext("Nothing is owed now; the next step comes by itself")
    own = line.officer is None and duties.acts(line.actor or "", role)
    return duties.title(say, line.duty, line.count, own=own)


def grouped(
    lines: Iterable[DutyLine], by_state: Mapping[RowState, int]
) -> list[tuple[RowState, str, int, list[DutyLine]]]:
    """Lines by group with how many the whole list has of it, empty groups left out; the group's
    words still to be translated. A group of which no line is on this page keeps its count."""
    kept = list(lines)
    groups = [
        (state, words, by_state[state], [line for line in kept if line.state == state])
        for state, words in GROUPS
    ]
    return [group for group in groups if group[2]]


def waiting_sentence(say: Translator, task: DutyOfLife, today: date) -> str:
    """`1 progress report is missing (Kosovo Police), until 30 November. We remind them on ….`"""
    words = duties.title(say, task.duty.duty, task.duty.count, own=False)
    who = [institution(say, each) for each in task.who]
    who = who or [task.officer or say.gettext(ACTORS[task.duty.actor])]
    words = f"{words} ({', '.join(who)})"
    if task.duty.due:
        day = say.day(task.duty.due, today).rstrip(".")  # Serbian days end with one of their own
        words = say.gettext("%(what)s, until %(day)s.", what=words, day=day)
    if task.reminded_on:
        day = say.day(task.reminded_on, today).rstrip(".")
        words += " " + say.gettext("Last reminded on %(day)s.", day=day)
    if task.reminders:
        days = ", ".join(say.day(day, today) for day in task.reminders).rstrip(".")
        words += " " + say.gettext("We remind them on %(days)s.", days=days)
    return words


def coming_words(say: Translator, step: ComingStep) -> str:
    """`Invitations leave`"""
    return say.gettext(steps()[step.act].coming)
