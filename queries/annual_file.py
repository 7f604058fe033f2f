"""The reports of a municipal table on its years, as its officers see them: Art. 5(1.6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from casework.municipality import annual
from casework.record import annual_facts
from identity import access
from identity.access import NotThere
from identity.officers import names_of
from models.annual import AnnualHanding, AnnualReport
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.people import Municipality
from models.session import Work
from rules.annual import ReportReader, due_on, lapses_on
from rules.roles import Role


class YearState(StrEnum):
    """How far the report of a year has come."""

    WRITTEN = "written"
    """Nothing is approved yet."""
    APPROVED = "approved"
    GIVEN = "given"
    """The Municipality has it."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year in the list."""

    year: int
    state: YearState
    on: date | None
    """When it was approved, or handed over."""
    due_on: date
    lapsed_on: date | None
    """The end of the next year, where that passed without it."""


@dataclass(frozen=True, slots=True)
class YearFile:
    """One report with its versions, and who asked for it or has it."""

    life: Life
    place: Municipality
    year: int
    versions: Sequence[AnnualReport]
    handings: Sequence[AnnualHanding]
    meetings: Sequence[Meeting]
    """In which of them it may have been approved."""
    names: Mapping[UUID, str]
    writes: bool
    """The reader convenes the table, and so writes its report."""
    due_on: date

    @property
    def last(self) -> AnnualReport:
        """The version that is written, or stands."""
        return self.versions[-1]

    @property
    def stands(self) -> AnnualReport | None:
        """The newest version that the table approved."""
        return next((each for each in reversed(self.versions) if each.approved_on), None)

    @property
    def is_counting(self) -> bool:
        return not annual_facts.is_counted(self.last)

    @property
    def waiting(self) -> Sequence[AnnualHanding]:
        """Requests that nobody has answered."""
        return [each for each in self.handings if each.given_on is None]

    @property
    def has_it(self) -> bool:
        """The Municipality has the version that stands."""
        stands = self.stands
        return stands is not None and any(
            each.report_id == stands.id and each.asked_on is None for each in self.handings
        )

    def version_of(self, report_id: UUID) -> AnnualReport:
        return next(each for each in self.versions if each.id == report_id)


def years(work: Work) -> Sequence[YearLine]:
    """Of the officer's municipality, the newest first."""
    account = access.officer_of(work)
    given = (
        select(func.min(AnnualHanding.given_on))
        .where(AnnualHanding.life_id == Life.id)
        .where(AnnualHanding.reader == ReportReader.MUNICIPALITY)
        .scalar_subquery()
    )
    approved = (
        select(func.max(AnnualReport.approved_on))
        .where(AnnualReport.life_id == Life.id)
        .scalar_subquery()
    )
    query = (
        select(Life, approved, given)
        .where(Life.kind == LifeKind.ANNUAL, Life.municipality_id == account.municipality_id)
        .order_by(Life.key.desc())
    )
    today = work.clock.today()
    return [
        _line(annual_facts.year_of(life), ok, on, today)
        for life, ok, on in work.session.execute(query)
    ]


def _line(year: int, approved: date | None, given: date | None, today: date) -> YearLine:
    state = YearState.GIVEN if given else YearState.APPROVED if approved else YearState.WRITTEN
    end = lapses_on(year)
    lapsed = end if end < (given or today) else None
    return YearLine(year, state, given or approved, due_on(year), lapsed)


def open_year(work: Work, year: int, *, role: Role | None = None) -> YearFile:
    """For the head and for who convenes; raises `NotThere` for anybody else."""
    account = access.officer_of(work)
    query = select(Life.id).where(
        Life.kind == LifeKind.ANNUAL,
        Life.municipality_id == account.municipality_id,
        Life.key.endswith(f":{year}", autoescape=True),
    )
    found = work.session.scalars(query).first()
    if found is None:
        raise NotThere
    life = access.life_for(work, found, role=role)
    versions = annual_facts.versions_of(work.session, life.id)
    handings = annual_facts.handings_of(work.session, life.id)
    who = {each.saved_by_id for each in versions} | {each.approved_by_id for each in versions}
    who |= {each.entered_by_id for each in handings} | {each.given_by_id for each in handings}
    convener = annual.chair(work.session, life, work.clock.today())
    return YearFile(
        life=life,
        place=work.session.get_one(Municipality, life.municipality_id),
        year=year,
        versions=versions,
        handings=handings,
        meetings=annual_facts.meetings_after(work.session, life),
        names=names_of(work.session, {each for each in who if each}),
        writes=convener is not None and convener.id == work.actor.id,
        due_on=due_on(year),
    )
