"""From a case's history to the picture of its life, in the reader's language."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from core.i18n import N_, Translator, capital
from portal.duties import DUTY_PAGES
from portal.timeline import Band, Lane, LifeLine, Moment
from portal.words import MEETINGS, PHASES
from queries.history import Event, History, LaneName, Span
from rules.assessment import AssessmentKind
from rules.duties import OpenDuty
from rules.meetings import MeetingKind
from rules.phases import Phase

LANES: Final[Mapping[LaneName, str]] = {
    "meetings": N_("Meetings"),
    "papers": N_("Assessment, plan"),
    "reports": N_("Reports"),
    "notices": N_("Notices"),
}

KINDS: Final[Mapping[str, str]] = {
    AssessmentKind.INITIAL: N_("initial assessment"),
    AssessmentKind.COMPREHENSIVE: N_("assessment"),
    "plan": N_("plan %(number)s"),
    "review": N_("review"),
    "supplement": N_("supplement %(number)s"),
    "earlier_file": N_("earlier file linked"),
    "review_due": N_("review at the latest"),
    "invitation": N_("invitation"),
    "request": N_("reports asked for"),
    "superior": N_("superior"),
    "minutes": N_("minutes"),
    "record": N_("record handed out"),
}

ALTERNATING: Final = {Phase.IMPLEMENTATION, Phase.REVIEW}
"""They take turns until closure is proposed: Art. 15(2)."""


def life_of(
    say: Translator, history: History, today: date, beside: Iterable[Lane] = ()
) -> LifeLine:
    """The lanes and bands of one case, and what stands `beside` them where there is any."""
    return LifeLine(
        lanes=[
            *(
                Lane(
                    say.gettext(words), [_moment(say, e) for e in history.events if e.lane == lane]
                )
                for lane, words in LANES.items()
            ),
            *(lane for lane in beside if lane.moments),
        ],
        bands=[_band(say, span, today) for span in history.spans],
        today=today,
    )


def _moment(say: Translator, event: Event) -> Moment:
    if event.lane == "meetings":
        words = say.gettext("T%(number)s", number=event.number)
        second = f"{say.gettext(MEETINGS[event.kind])} · {event.article}"
    elif event.lane == "reports":
        words = say.gettext("%(came)s of %(all)s", came=event.number, all=event.of)
        second = event.article
    else:
        words = say.gettext(KINDS[event.kind], number=event.number)
        second = event.article
    return Moment(event.on, words, second, event.happened, event.late, event.article)


def owed_lane(say: Translator, owed: Iterable[OpenDuty], today: date) -> Lane:
    """What people owe by a day, each under its article; what is late is red."""
    return Lane(
        say.gettext("Duties to come"),
        [
            Moment(
                each.due,
                say.gettext(DUTY_PAGES[each.duty].title),
                str(each.basis),
                happened=False,
                late=each.is_missed(today),
                article=str(each.basis),
            )
            for each in owed
            if each.due is not None
        ],
    )


def passed_lane(say: Translator, passed: Iterable[tuple[date, str, str]]) -> Lane:
    """Limits of the Regulation that passed: the last day in time, what was not done, under what."""
    moments = [
        Moment(day, what, article, late=True, article=article) for day, what, article in passed
    ]
    return Lane(say.gettext("Limits that passed"), moments)


def _band(say: Translator, span: Span, today: date) -> Band:
    name = say.gettext(PHASES[span.phase])
    if span.phase is Phase.IMPLEMENTATION:
        name = say.gettext("Implementation and monthly reviews")
    if span.end is None:
        return Band(name, span.begin, max(today, span.begin + timedelta(days=1)), "now")
    return Band(name, span.begin, span.end)


def stepper(
    say: Translator,
    history: History,
    phase: Phase,
    meeting_on: date | None,
    unknown: Collection[Phase] = (),
) -> list[tuple[str, str, str]]:
    """The five phases of Art. 11(1): name, past, now, next, never, or on where another has its turn
    and this one comes again; and one line about each. Of an `unknown` one nobody knows what was
    done on paper."""
    order = [each for each in Phase if each is not Phase.CLOSED]
    reviews = sum((e.lane, e.kind) == ("papers", "review") for e in history.events)
    met = [e for e in history.events if (e.lane, e.kind) == ("meetings", MeetingKind.REVIEW)]
    on_paper = [e.on for e in met if e.happened]
    at = len(order) if phase is Phase.CLOSED else order.index(phase)
    begins = {span.phase: span for span in history.spans}
    found = []
    for index, each in enumerate(order):
        took_place = reviews > 0 if each is Phase.REVIEW else each in begins
        if each in unknown:
            took_place = took_place or index < at or (each is Phase.REVIEW and bool(on_paper))
        state = "now" if index == at else "past" if took_place else "next"
        if state == "past" and {each, phase} == ALTERNATING:
            state = "on"
        if state == "next" and phase is Phase.CLOSED:
            state = "never"
        line = _line(say, begins.get(each), each, state, reviews)
        if each in unknown and not (each is Phase.REVIEW and reviews):
            line = _unknown(say, on_paper if each is Phase.REVIEW else ())
        if state == "now" and meeting_on:
            meeting = say.gettext("meeting on %(day)s", day=say.day(meeting_on))
            line = f"{line}; {meeting}" if each is Phase.REVIEW else meeting
        found.append((say.gettext(PHASES[each]), state, capital(line)))
    return found


def _unknown(say: Translator, met: Sequence[date]) -> str:
    """Nobody knows any more what was done; of a review on paper its day is known."""
    if met:
        return say.gettext("last on %(day)s; what was found is not known", day=say.day(met[-1]))
    return say.gettext("what was done on paper is not known")


def _line(say: Translator, span: Span | None, phase: Phase, state: str, reviews: int) -> str:
    if state == "never":
        return say.gettext("did not take place")
    if phase is Phase.REVIEW:
        return _of_review(say, state, reviews)
    if state == "on":
        return say.gettext("goes on between reviews")
    if span is None:
        return say.gettext("not yet")
    if span.end is None:
        return say.gettext("under way since %(day)s", day=say.day(span.begin))
    return f"{say.short_day(span.begin)} – {say.short_day(span.end)}"


def _of_review(say: Translator, state: str, reviews: int) -> str:
    """Of which there is one each month: its number, or how many there were."""
    if state == "now":
        return say.gettext("review no. %(number)s", number=reviews + 1)
    if not reviews:
        return say.gettext(N_("none held yet"))
    if state == "on":
        return say.ngettext("%(num)s held so far", "%(num)s held so far", reviews)
    return say.ngettext("%(num)s review", "%(num)s reviews", reviews)
