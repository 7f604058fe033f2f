"""A case's next months, if everybody does their part on the last lawful day: Art. 11.

The rules are asked day by day what is due; `rules.foreseen` says what is so once it is done. Ours:
the text foresees nothing, and none of these days is law but what the rules say (decision 0207).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from rules import case_life
from rules.basis import Basis
from rules.days import add_months
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts, MeetingFacts
from rules.foreseen import TAKEN, Around, after_step, change_meeting
from rules.foreseen_acts import after_duty
from rules.phases import Phase
from rules.planned import Planned
from rules.refusals import NotPossible
from rules.reminders import article_of
from rules.reminders_ahead import reminded
from rules.steps import STEPS


class BeyondForecast(NotPossible):
    reason = "What is ahead is computed until {day}; this day is later."
    way_out = "Try a day until then."


MONTHS: Final = 6
ROUNDS: Final = 12
"""On one day: one thing done makes another due, and no chain of them is longer."""
REMIND: Final = "send_reminders"
TEXT: Final = "last_call"
CALL_OFF: Final = "call_off"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One duty that comes due, or one message that leaves."""

    on: date
    act: str = ""
    """The step of the system; empty of a person's duty."""
    duty: OpenDuty | None = None
    """Whose it is, or of what somebody is reminded."""
    of: Basis | str = ""
    """The provision, or our choice beside it."""
    missed: bool = False
    """Its last day passes though everybody does their part."""
    meets_on: date | None = None
    """The day of the meeting it is about."""
    times: int = 1
    """To how many, or of how many, it is the same."""
    round: int = 0
    """After how many of the meetings to come."""
    phase: Phase | None = None
    """Where the case stands once it is done."""

    @property
    def what(self) -> tuple[str, str]:
        """The same of two courses of one case, where it comes as often before it."""
        return self.act, self.duty.duty if self.duty else ""


@dataclass
class _Course:
    facts: CaseFacts
    today: date
    until: date
    holidays: frozenset[date]
    meets_on: date | None
    found: list[Foreseen] = field(default_factory=list)
    taken: set[object] = field(default_factory=set)
    met: int = 0
    """How many meetings were held in it."""
    seen: set[object] = field(default_factory=set)
    """The duties that were found owed so far."""
    _read: tuple[CaseFacts, list[Planned], list[OpenDuty]] | None = None

    def run(self) -> None:
        day: date | None = self.today
        while day is not None and day <= self.until and self.facts.phase is not Phase.CLOSED:
            self._live(day)
            day = self._next(day)

    def _next(self, day: date) -> date | None:
        steps, duties = self._ask()
        days = [each.on for each in steps if each.on > day and each.is_foretold]
        days += [each.due for each in duties if each.due and each.due > day]
        return min(days, default=None)

    def _ask(self) -> tuple[list[Planned], list[OpenDuty]]:
        """The rules, once for each time that the facts have changed."""
        if self._read is None or self._read[0] is not self.facts:
            steps, duties = list(case_life.steps(self.facts)), case_life.duties(self.facts)
            self._read = self.facts, steps, duties
        return self._read[1:]

    def _live(self, day: date) -> None:
        for _ in range(ROUNDS):
            due = [each for each in self._ask()[0] if self._is_new(each, day)]
            for step in due:
                self._take(step, day)
            owed = self._owed(day)
            for duty in owed:
                self._do(duty, day)
            if not due and not owed:
                break
        still = {_key(each) for each in self._ask()[1]}
        self.found = [
            replace(each, missed=True)
            if each.on == day and each.duty and not each.act and _is_missed(each.duty, still)
            else each
            for each in self.found
        ]

    def _is_new(self, step: Planned, day: date) -> bool:
        key = (step.act, step.subject_id, day if step.act in TAKEN else None)
        is_said = step.is_foretold or day == self.today  # of what lapses nobody lets anything
        return is_said and step.is_due(day) and key not in self.taken

    def _take(self, step: Planned, day: date) -> None:
        key = (step.act, step.subject_id, day if step.act in TAKEN else None)
        self.taken.add(key)
        meets_on, of = self._met(step.subject_id), STEPS[step.act].article
        self.facts = after_step(self.facts, step, Around(day, self.holidays))
        self._note(Foreseen(day, step.act, of=of, meets_on=meets_on))

    def _owed(self, day: date) -> list[OpenDuty]:
        """What is done on this day: on its last one, at once where it has none or that is over."""
        found = []
        for duty in self._ask()[1]:
            if _key(duty) in self.taken or duty.duty is Duty.INVITE:
                continue
            self._remind(duty, day)
            if duty.due is None or duty.due <= day:
                found.append(duty)
        return sorted(found, key=lambda each: each.duty is Duty.HOLD_MEETING)

    def _do(self, duty: OpenDuty, day: date) -> None:
        self.taken.add(_key(duty))
        meets_on = self._met(duty.meeting_id)
        tries = self.meets_on if duty.duty in {Duty.PLAN_MEETING, Duty.PLAN_REVIEW} else None
        self.facts = after_duty(self.facts, duty, Around(day, self.holidays, tries))
        self._note(Foreseen(day, "", duty, duty.basis, meets_on=meets_on))
        self.meets_on = None if tries else self.meets_on
        self.met += duty.duty is Duty.HOLD_MEETING

    def _note(self, found: Foreseen) -> None:
        self.found.append(replace(found, phase=self.facts.phase, round=self.met))

    def _met(self, meeting_id: UUID | None) -> date | None:
        return next((e.day for e in self.facts.table.planned if e.id == meeting_id), None)

    def _remind(self, duty: OpenDuty, day: date) -> None:
        """Once it is owed, on every day until its last."""
        if _key(duty) in self.seen or duty.due is None:
            return
        self.seen.add(_key(duty))
        told = reminded(self.facts, duty, self.today, day, self.holidays)
        of = article_of(duty.duty)
        for on in told.by_mail:
            self._note(Foreseen(on, REMIND, duty, of))
        if told.by_text is not None:
            self._note(Foreseen(told.by_text, TEXT, duty, of))


def _key(duty: OpenDuty) -> tuple[object, ...]:
    return duty.duty, duty.subject_id, duty.due


def _is_missed(duty: OpenDuty, still: set[tuple[object, ...]]) -> bool:
    """The month of a plan ends, and its review is on another day: Art. 5(1.5)."""
    return duty.duty is Duty.REVIEW_PLAN and _key(duty) in still


def ends_on(today: date) -> date:
    return add_months(today, MONTHS)


def foresee(
    facts: CaseFacts, today: date, holidays: frozenset[date], *, meets_on: date | None = None
) -> list[Foreseen]:
    """In order of days; `meets_on` another day for the meeting that comes next."""
    course = _Course(facts, today, ends_on(today), holidays, meets_on)
    if meets_on is not None and (meeting := next_meeting(facts)) is not None:
        if meeting.inviting:  # whoever was invited is told: Art. 8(3)
            course.found.append(Foreseen(today, CALL_OFF, of="8(3)", meets_on=meeting.day))
        course.facts, course.meets_on = _put_off(facts, meeting, meets_on, today), None
    course.run()
    within = (each for each in course.found if each.on <= course.until)
    return _together(sorted(within, key=lambda each: each.on))


def check_tried(day: date, today: date) -> None:
    """Of a day after the last one that is computed nothing could be said but dashes."""
    if day > ends_on(today):
        raise BeyondForecast(day=ends_on(today))


def reviewed_by(course: Iterable[Foreseen]) -> date | None:
    """Until when the plan as it stands is to be reviewed: Art. 5(1.5)."""
    owed = (each.duty for each in course if each.duty)
    return next((each.due for each in owed if each.duty is Duty.REVIEW_PLAN), None)


def _together(course: Iterable[Foreseen]) -> list[Foreseen]:
    """What is asked of each of six members on one day is one line."""
    found: dict[object, Foreseen] = {}
    for each in course:
        key = (each.on, each.what, each.meets_on)
        found[key] = replace(found[key], times=found[key].times + 1) if key in found else each
    return list(found.values())


def next_meeting(facts: CaseFacts) -> MeetingFacts | None:
    """The nearest that stands on the calendar."""
    return next((each for each in facts.table.planned if not each.countered), None)


def _put_off(facts: CaseFacts, meeting: MeetingFacts, day: date, today: date) -> CaseFacts:
    """Another day is put forward anew: the head agrees again, everybody is invited and asked again;
    a report ahead of the former one is owed where its day had passed: Art. 8(3), 8(9)."""
    reports = tuple(
        replace(each, meeting_held=True, called_off_on=today)
        if each.meeting_id == meeting.id
        else each
        for each in facts.reports
        if each.meeting_id != meeting.id or each.due < today
    )
    unasked = tuple(each for each in facts.unasked if each[0] != meeting.id)
    return change_meeting(
        replace(facts, reports=reports, unasked=unasked),
        meeting.id,
        id=uuid5(meeting.id, day.isoformat()),
        day=day,
        proposed_on=today,
        open_since=None,
        asked=False,
        agreed=False,
        invited=False,
        inviting=False,
        unsent_told=False,
        reports_asked=False,
        family_told=not facts.table.has_family,
        served=(),
        newcomers=frozenset(),
        gone=(),
    )
