"""What is ahead of a case, in words and as a picture: decision 0207."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from core.i18n import N_, Translator
from portal.duties import ACTORS, DUTY_PAGES
from portal.timeline import Band, Lane, LifeLine, Moment
from portal.words import PHASES
from queries.case_ahead import CaseAhead
from rules.duties import Duty
from rules.months_ahead import CALL_OFF, REMIND, TEXT, Foreseen
from rules.moved_days import TwoDays
from rules.phases import Phase
from rules.roles import Owner
from rules.steps import STEPS

OF_A_DUTY: Final[Mapping[str, str]] = {
    REMIND: N_("A reminder leaves: %(what)s"),
    TEXT: N_("A text message says that it is the last day: %(what)s"),
}
CALLED_OFF: Final = N_("Whoever was invited is told that the meeting of %(day)s is called off")
RUNS: Final = N_("Implementation and monthly reviews")
MEETINGS: Final = N_("Meetings")
OFFICERS: Final = N_("Officers")
MEMBERS: Final = N_("Members")
MESSAGES: Final = N_("Messages")
LANES: Final = (MEETINGS, OFFICERS, MEMBERS, MESSAGES)


@dataclass(frozen=True, slots=True)
class AheadLine:
    """One thing that comes, ready for the page."""

    on: date
    what: str
    who: str
    foreseen: Foreseen

    @property
    def is_message(self) -> bool:
        return bool(self.foreseen.act)

    @property
    def is_meeting(self) -> bool:
        return _is_meeting(self.foreseen)


@dataclass(frozen=True, slots=True)
class BesideLine:
    """The same thing as it stands and with the meeting on another day."""

    line: AheadLine
    stands: date | None
    tried: date | None
    missed: bool


def line(say: Translator, each: Foreseen, today: date) -> AheadLine:
    who = say.gettext(ACTORS[each.duty.actor]) if each.duty and not each.act else ""
    return AheadLine(each.on, _words(say, each, today), who, each)


@dataclass(frozen=True, slots=True)
class DayAhead:
    """All that comes on one day: what people owe, and what leaves by itself."""

    on: date
    duties: Sequence[AheadLine]
    messages: Sequence[AheadLine]


def months(say: Translator, found: CaseAhead, today: date) -> list[tuple[date, list[DayAhead]]]:
    """By the month in which it comes, and by its day."""
    lines = [line(say, each, today) for each in found.course]
    days = [_day(on, list(each)) for on, each in groupby(lines, lambda each: each.on)]
    return [
        (first, list(each)) for first, each in groupby(days, lambda each: each.on.replace(day=1))
    ]


def _day(on: date, lines: Sequence[AheadLine]) -> DayAhead:
    duties = [each for each in lines if not each.is_message]
    return DayAhead(on, duties, [each for each in lines if each.is_message])


@dataclass(frozen=True, slots=True)
class Moved:
    """What moves up to the next review, and what follows from that."""

    first: Sequence[BesideLine]
    later: Sequence[BesideLine]
    stay: int


def moved(say: Translator, beside: Sequence[TwoDays], today: date) -> Moved:
    first = _moving(say, [each for each in beside if not each.later], today)
    later = _moving(say, [each for each in beside if each.later], today)
    return Moved(first, later, len(beside) - len(first) - len(later))


def _moving(say: Translator, beside: Sequence[TwoDays], today: date) -> list[BesideLine]:
    """What is on another day, or is no more, or comes beside it."""
    return [
        BesideLine(
            line(say, each.either, today),
            each.stands.on if each.stands else None,
            each.tried.on if each.tried else None,
            missed=each.tried is not None and each.tried.missed,
        )
        for each in beside
        if each.moves
    ]


def _words(say: Translator, each: Foreseen, today: date) -> str:
    if each.act == CALL_OFF:
        day = say.day(each.meets_on, today) if each.meets_on else ""
        return say.gettext(CALLED_OFF, day=day)
    what = say.gettext(DUTY_PAGES[each.duty.duty].title) if each.duty else ""
    if each.act in OF_A_DUTY:
        return say.gettext(OF_A_DUTY[each.act], what=what)
    return say.gettext(STEPS[each.act].coming) if each.act else what


def _is_meeting(each: Foreseen) -> bool:
    return not each.act and each.duty is not None and each.duty.duty is Duty.HOLD_MEETING


def _lane(each: Foreseen) -> str:
    """In which row of the picture it stands."""
    if each.act:
        return MESSAGES
    if _is_meeting(each):
        return MEETINGS
    of_members = each.duty is not None and each.duty.actor == Owner.MEMBERS
    return MEMBERS if of_members else OFFICERS


def drawn(say: Translator, found: CaseAhead, today: date) -> LifeLine:
    """The same as a picture: nothing has happened yet, and a phase to come is dashed."""
    lanes = [
        Lane(
            say.gettext(lane),
            [_moment(say, each, today) for each in found.course if _lane(each) == lane],
        )
        for lane in LANES
    ]
    return LifeLine(lanes, list(_bands(say, found, today)), today)


def _moment(say: Translator, each: Foreseen, today: date) -> Moment:
    words = say.gettext("meeting") if _is_meeting(each) else _words(say, each, today)
    return Moment(each.on, words, str(each.of), False, each.missed, str(each.of))


def _bands(say: Translator, found: CaseAhead, today: date) -> Iterator[Band]:
    """From today on, each phase until the next one begins; reviews are of the implementation."""
    phase, begin = _shown(found.phase), today
    for each in found.course:
        if each.phase is not None and not each.act and _shown(each.phase) != phase:
            if each.on > begin:
                yield _band(say, phase, begin, each.on, today)
            phase, begin = _shown(each.phase), each.on
    if begin < found.until and phase is not Phase.CLOSED:
        yield _band(say, phase, begin, found.until, today)


def _shown(phase: Phase) -> Phase:
    return Phase.IMPLEMENTATION if phase is Phase.REVIEW else phase


def _band(say: Translator, phase: Phase, begin: date, end: date, today: date) -> Band:
    words = RUNS if phase is Phase.IMPLEMENTATION else PHASES[phase]
    return Band(say.gettext(words), begin, end, "now" if begin == today else "to")
