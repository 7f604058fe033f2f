"""A case from day to day, as lines to be printed and as a picture: Art. 6(1.1), 11."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.clock import local_day
from core.i18n import N_, Translator
from models.case import Case
from models.logbook import LogEntry
from portal.breaches import Passed, passed
from portal.institutions import institution
from portal.log_words import LOGGED
from portal.picture import KINDS, LANES, life_of, passed_lane
from portal.timeline import Lane, LifeLine, Moment
from portal.words import MEETINGS
from queries.chronology import CaseRole, Chronology
from queries.history import Event
from queries.logbook import LogLine

ROLES: Final[Mapping[str, str]] = {
    CaseRole.MANAGER: N_("case manager"),
    CaseRole.MEMBER: N_("member of the table"),
    CaseRole.NAMED_CHAIR: N_("named to chair meeting %(number)s"),
}
LOG: Final = N_("Log")
PEOPLE: Final = N_("People")
CASE: Final = N_("Case")
LIMITS: Final = N_("Limits that passed")
FULL: Final = {
    "plan": N_("unified plan, version %(number)s"),
    "review": N_("review of the plan, no. %(number)s"),
    "invitation": N_("invitations left for meeting %(number)s"),
    "superior": N_("a superior was notified"),
    "minutes": N_("minutes were sent"),
}
"""What the picture says in a word."""


@dataclass(frozen=True, slots=True)
class ChronoLine:
    """One line: on which day, of what kind, what, who, under which article."""

    day: date
    lane: str
    what: str
    who: str = ""
    article: str = ""
    late: bool = False
    log: LogEntry | None = None
    """The entry of the log, whose words may stand below it."""


def lines_of(say: Translator, case: Case, found: Chronology, today: date) -> list[ChronoLine]:
    """The first day first; of one day the case, its people, its meetings and papers, the log."""
    every = [
        *_of_case(say, case),
        *_of_people(say, found),
        *_of_events(say, found, today),
        *(_of_log(say, line) for line in found.log),
        *_of_limits(say, found, today),
    ]
    return sorted(every, key=lambda line: line.day)


def picture(say: Translator, found: Chronology, today: date) -> LifeLine:
    """The life of the case with its log beside it."""
    log = [
        Moment(
            line.entry.happened_on,
            say.gettext(LOGGED[line.entry.kind]),
            article="12(1)",
            late=False,
        )
        for line in found.log
    ]
    stand = [(each.limit, each.what, str(each.article)) for each in _limits(say, found, today)]
    return life_of(
        say, found.history, today, [Lane(say.gettext(LOG), log), passed_lane(say, stand)]
    )


def _of_case(say: Translator, case: Case) -> Iterator[ChronoLine]:
    lane = say.gettext(CASE)
    yield ChronoLine(
        case.referred_on, lane, say.gettext(N_("the child was referred")), "", "5(1.1)"
    )
    if case.sealed_at:
        what = say.gettext(N_("the file was closed and sealed"))
        yield ChronoLine(local_day(case.sealed_at), lane, what, "", "17(5)")


def _of_people(say: Translator, found: Chronology) -> Iterator[ChronoLine]:
    lane = say.gettext(PEOPLE)
    for each in found.roles:
        who = _named(say, each.name, each.institution)
        if each.role is CaseRole.MANAGER:
            yield ChronoLine(
                each.since, lane, say.gettext(N_("appointed case manager")), who, "4(2)"
            )
            continue
        if each.role is CaseRole.NAMED_CHAIR:
            words = say.gettext(ROLES[each.role], number=each.meeting)
            yield ChronoLine(each.since, lane, words, who, "4(2)")
            continue
        chosen = say.gettext(N_("chosen for the table"))
        yield ChronoLine(each.since, lane, chosen, who, each.under)
        if each.until:
            recused = each.recused
            ended = N_("declared a conflict of interest") if recused else N_("left the table")
            article = "10(2)" if recused else "8(6)"
            yield ChronoLine(each.until, lane, say.gettext(ended), who, article)


def _of_events(say: Translator, found: Chronology, today: date) -> Iterator[ChronoLine]:
    """What happened; what is to come stands on the page of what is ahead."""
    for event in found.history.events:
        if event.happened and event.on <= today:
            what, lane = _words(say, event), say.gettext(LANES[event.lane])
            yield ChronoLine(event.on, lane, what, "", event.article, event.late)


def _words(say: Translator, event: Event) -> str:
    if event.lane == "meetings":
        words = say.gettext(MEETINGS[event.kind])
        return say.gettext(
            N_("meeting %(number)s took place: %(kind)s"), number=event.number, kind=words
        )
    if event.lane == "reports":
        return say.gettext(
            N_("last day for reports: %(came)s of %(all)s are there"),
            came=event.number,
            all=event.of,
        )
    return say.gettext(FULL.get(event.kind, KINDS[event.kind]), number=event.number)


def _of_log(say: Translator, line: LogLine) -> ChronoLine:
    entry = line.entry
    if entry.member:
        of = entry.member.professional
        who = _named(say, of.name or "", of.affiliation)
    else:
        who = entry.officer.name_at(entry.recorded_at) if entry.officer else entry.name or ""
    what = say.gettext(LOGGED[entry.kind])
    return ChronoLine(entry.happened_on, say.gettext(LOG), what, who, "12(1)", log=entry)


def _limits(say: Translator, found: Chronology, today: date) -> Sequence[Passed]:
    return [passed(say, each, today) for each in found.passed]


def _of_limits(say: Translator, found: Chronology, today: date) -> Iterator[ChronoLine]:
    for each in _limits(say, found, today):
        words = say.gettext(N_("last day passed: %(what)s"), what=each.what)
        yield ChronoLine(
            each.limit, say.gettext(LIMITS), words, each.who, str(each.article), late=True
        )


def _named(say: Translator, name: str, of: str) -> str:
    return f"{name}, {institution(say, of)}" if of else name
