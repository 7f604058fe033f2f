"""The year's report of a municipal table: Art. 5(1.6).

"Harton raport vjetor të punës së saj": it is the table's, so a meeting of it approves the text, and
goes to the Municipality; to the Ministry of Justice and to the Council for Children's Rights where
they ask, and to nobody who did not. By when is not said: that it is owed by a day of the next year
is ours, and that a whole year without it is a lapse is our reading of "annual" (decision 0255).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.planned import Planned
from rules.refusals import ProcedureRefused
from rules.roles import Owner

BASIS: Final = Article(5, "1.6")


class ReportReader(StrEnum):
    """To whom the report goes."""

    MUNICIPALITY = "municipality"
    MINISTRY = "ministry"
    """Of Justice, on its request."""
    COUNCIL = "council"
    """For Children's Rights, on its request."""


ON_REQUEST: Final = (ReportReader.MINISTRY, ReportReader.COUNCIL)


class YearPart(StrEnum):
    """What the table says of its year in its own words."""

    SERVICES = "services"
    COOPERATION = "cooperation"
    SITUATION = "situation"
    LACKS = "lacks"
    PROPOSES = "proposes"


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """One municipality's report of one year."""

    id: UUID
    year: int
    report_id: UUID | None = None
    """The version that is written, or stands."""
    to_count: bool = False
    """Its numbers were asked for and have not been counted since."""
    given_on: date | None = None
    """To the Municipality, the first time."""
    asked_on: tuple[date, ...] = ()
    """The requests of others that nobody has answered."""

    @property
    def owed_from(self) -> date:
        return date(self.year + 1, 1, 1)


class YearNotOver(ProcedureRefused):
    reason = "The year {year} is not over; the table approves no report of it before."
    way_out = "Write the text meanwhile; a meeting of the next year approves it."
    basis = DEFAULTS.ANNUAL_APPROVAL


class NotCountedYet(ProcedureRefused):
    reason = "The numbers of this text are still being counted; the table approves what it sees."
    way_out = "Look at the page again in a minute."
    basis = DEFAULTS.ANNUAL_APPROVAL


class NoSuchMeeting(ProcedureRefused):
    reason = "The report is approved by the municipal table, in a meeting that is on record."
    way_out = "Record the meeting first, then say that it approved the report."
    basis = DEFAULTS.ANNUAL_APPROVAL


class ReportStands(ProcedureRefused):
    reason = "The table has approved this text; it stays as it is."
    way_out = "Write it anew, with the reason: that is another version, which a meeting approves."
    basis = DEFAULTS.ANNUAL_APPROVAL


class NothingApproved(ProcedureRefused):
    reason = "The table has not approved the report, so that nobody can be handed it."
    way_out = "Say first in which meeting the table approved it."
    basis = DEFAULTS.ANNUAL_APPROVAL


class GivenBeforeApproved(ProcedureRefused):
    reason = "The table approved the report on {day}; nobody had it before."
    way_out = "Write the day on which it was handed over."
    basis = DEFAULTS.ANNUAL_APPROVAL


class GivenBeforeAsked(ProcedureRefused):
    reason = "It was asked for on {day}; without a request it goes to the Municipality alone."
    way_out = "Write the day on which it was handed over, or correct the request."
    basis = BASIS


class AlreadyGiven(ProcedureRefused):
    reason = "That this version was handed over there is on record already."
    way_out = "Look at the list of who has it."
    basis = BASIS


class YearAnewWithoutReason(ProcedureRefused):
    reason = "It is not said why the report is written anew."
    way_out = "Write the reason, in a sentence; it stays with the earlier version."
    basis = DEFAULTS.ANNUAL_APPROVAL


def due_on(year: int) -> date:
    """The last day for the report of a year: ours."""
    return date(year, 12, 31) + timedelta(days=DEFAULTS.ANNUAL_REPORT.days)


def lapses_on(year: int) -> date:
    """The last day on which the report of a year is still an annual one: our reading."""
    return date(year + 1, 12, 31)


def check_open(approved_on: date | None) -> None:
    """A text that was approved is changed by another version alone."""
    if approved_on is not None:
        raise ReportStands


def check_approval(year: int, met_on: date | None, today: date, *, is_counted: bool) -> None:
    """Approved in a meeting of the municipal table, held after the year was over."""
    if not is_counted:
        raise NotCountedYet
    if met_on is None:
        raise NoSuchMeeting
    check_happened(met_on, today)
    if met_on.year <= year:
        raise YearNotOver(year=str(year))


def check_given(
    approved_on: date | None,
    asked_on: date | None,
    given_on: date,
    today: date,
    *,
    is_there: bool,
) -> date:
    """Handed over once it was approved, and after it was asked for; gives the day of approval."""
    if approved_on is None:
        raise NothingApproved
    if is_there:
        raise AlreadyGiven
    check_happened(given_on, today)
    if given_on < approved_on:
        raise GivenBeforeApproved(day=approved_on)
    if asked_on is not None and given_on < asked_on:
        raise GivenBeforeAsked(day=asked_on)
    return approved_on


def check_anew(approved_on: date | None, reason: str) -> None:
    """Another version follows one that was approved, for a reason."""
    if approved_on is None:
        raise NothingApproved
    if not reason.strip():
        raise YearAnewWithoutReason


def duties(facts: AnnualFacts) -> Iterator[OpenDuty]:
    """The report itself, until the Municipality has it; and each request."""
    if facts.given_on is None:
        yield OpenDuty(
            Duty.ANNUAL_REPORT,
            Owner.MANAGER,
            due_on(facts.year),
            DEFAULTS.ANNUAL_REPORT,
            facts.id,
            since=facts.owed_from,
        )
    if facts.asked_on:
        since = min(facts.asked_on)
        yield OpenDuty(
            Duty.ANSWER_ANNUAL,
            Owner.MANAGER,
            max(since + timedelta(days=DEFAULTS.ANNUAL_ANSWER.days), facts.owed_from),
            DEFAULTS.ANNUAL_ANSWER,
            facts.id,
            count=len(facts.asked_on),
            since=since,
        )


def limits(facts: AnnualFacts) -> Iterator[Breach]:
    """A whole year without the report of the year before it, once its last day passes: 5(1.6)."""
    limit = lapses_on(facts.year)
    if facts.given_on is None or limit < facts.given_on:
        yield Breach(Duty.ANNUAL_REPORT, BASIS, Owner.MANAGER, limit, facts.id)


def steps(facts: AnnualFacts) -> Iterator[Planned]:
    """Count what was asked for; end once the Municipality has it and another year is over."""
    if facts.to_count:
        yield Planned("count_year", facts.report_id, date.min)
    if facts.given_on is not None and not facts.asked_on:
        yield Planned("close_annual", facts.id, date(facts.year + 2, 1, 1))


def years_owed(since: date, today: date) -> range:
    """The years that are over since the table stands here."""
    return range(since.year, today.year)
