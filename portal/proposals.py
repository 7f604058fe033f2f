"""What the planning page offers: which meeting, which days, and what they imply: Art. 8(3)."""

from collections.abc import Sequence
from datetime import date

from core.i18n import capital
from portal.web import Page
from queries.dates import Implied, Situation
from rules.meetings import MeetingKind


def purposes(page: Page, known: Situation) -> list[tuple[str, str, str]]:
    """The two meetings that may be held while closing the case is prepared."""
    if not known.has_choice or known.reviewed_by is None:
        return []
    say = page.say
    due = say.gettext("due by %(day)s", day=say.day(known.reviewed_by, page.today))
    invited = say.gettext("all who took part in the case are invited")
    return [
        (MeetingKind.REVIEW, say.gettext("Review of the plan"), due),
        (MeetingKind.CLOSURE, say.gettext("Closing the case"), invited),
    ]


def tiles(page: Page, known: Situation, *, reports_owed: bool) -> list[tuple[str, str, str]]:
    """The proposed days, each with what it implies."""
    say = page.say
    found = []
    for each in known.suggestions:
        remarks = []
        if each.is_earliest:
            remarks.append(say.gettext("the earliest; the invitation must leave today"))
        else:
            by = say.day(each.invite_by, page.today)
            remarks.append(say.gettext("invitation by %(day)s at the latest", day=by))
        if each.leaves_time_for_reports and known.kind == MeetingKind.REVIEW:
            remarks.append(say.gettext("time remains for the reports"))
        if each.leaves_no_day and reports_owed:
            remarks.append(
                say.gettext("no day is left for the reports: they are asked for at once")
            )
        if each.is_last:
            remarks.append(say.gettext("the last working day before the review is due"))
        if each.busy:
            remarks.append(
                say.ngettext(
                    "%(num)s member has another meeting that day",
                    "%(num)s members have another meeting that day",
                    each.busy,
                )
            )
        found.append((each.day.isoformat(), capital(say.weekday(each.day)), "; ".join(remarks)))
    return found


def strip(page: Page, known: Situation, what: Implied) -> Sequence[tuple[date, str, str]]:
    """The days up to the meeting; a refused day is red, and the first lawful one is set."""
    say = page.say
    marks: dict[date, tuple[str, str]] = {}
    if what.is_lawful:
        marks[what.invite_by] = ("is-last", say.gettext("invite"))
        marks[what.day] = ("is-set", say.gettext("meeting"))
    else:
        marks[known.earliest] = ("is-set", say.gettext("first"))
        marks[what.day] = ("is-no", say.gettext("no"))
    marks.setdefault(page.today, ("is-now", say.gettext("today")))
    return [
        (day, *marks.get(day, ("", "") if is_open else ("off", _closed(page, day))))
        for day, is_open in what.days
    ]


def _closed(page: Page, day: date) -> str:
    """Weekends speak for themselves; a holiday within the week says that it is one."""
    return page.say.gettext("holiday") if day.weekday() < 5 else ""
