"""The year's report of a municipal table: written, approved by the table, handed over: Art. 5(1.6).

One life for each municipality and year. The year's end begins it; its numbers are counted by the
worker, and stand as they were counted in the version that the table approved.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, false, true
from sqlalchemy.orm import Session

from casework.record.annual_facts import (
    facts_of,
    handings_of,
    is_counted,
    label,
    versions_of,
    year_of,
)
from casework.record.year_counts import published
from casework.tell.reminders import look_at_what_is_owed
from core.clock import at_local, local_day
from identity.access import NotThere
from identity.officers import convener_of, record_language
from models.annual import AnnualHanding, AnnualReport
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.people import Account, Municipality
from models.session import Work
from rules import annual as law
from rules import case_life
from rules.annual import ReportReader, YearPart
from rules.days import check_happened
from rules.planned import ahead, due, next_day
from workflow.kinds import Act, Kind, Look
from workflow.life import after_act, lock, settle
from workflow.lives import open_life

Written = Mapping[YearPart, str]


def open_year(work: Work, municipality_id: UUID, year: int) -> UUID:
    """The life of one municipality's report on one year; asking twice gives the same one."""
    place = work.session.get_one(Municipality, municipality_id)
    language = record_language(work.session, municipality_id)
    life, made = open_life(work, LifeKind.ANNUAL, f"{place.slug}:{year}", place, language=language)
    if made:
        _new_version(work, life, 1)
        work.record("annual report begun", "5(1.6)", life=life)
        settle(work, life)
        work.wake(life.id, "annual report begun")
    return life.id


def _new_version(work: Work, life: Life, version: int) -> AnnualReport:
    now = work.clock.now()
    row = AnnualReport(life_id=life.id, version=version, saved_at=now, count_wanted_at=now)
    work.session.add(row)
    return row


def chair(session: Session, life: Life, _on: date) -> Account | None:
    """Who convenes the municipal table: decision 0031."""
    return convener_of(session, life.municipality_id)


def answered_by(account: Account, as_head: bool) -> ColumnElement[bool]:
    """Of who acts as the head, and of the officer who convenes the table: T6."""
    return true() if as_head or account.convener else false()


def look(work: Work, life: Life) -> Look:
    known, today = facts_of(work, life), work.clock.today()
    owed, planned = case_life.in_order(list(law.duties(known))), ahead(law.steps(known), today)
    day = next_day(planned, today)
    return Look(
        steps=due(planned, today),
        waiting_for=case_life.waiting_for(owed),
        wake_at=at_local(day) if day else None,
        ended=life.ended_at is not None,
        duties=owed,
        planned=planned,
        limits=tuple(law.limits(known)),
    )


def count_year(work: Work, life_id: UUID, report_id: UUID | None) -> None:
    """The numbers as they are on record now, rounded: nothing else of them is kept."""
    life = work.session.get_one(Life, life_id)
    row = work.session.get_one(AnnualReport, report_id)
    if is_counted(row) or row.approved_on is not None:
        return
    row.figures = published(work.session, life, year_of(life))
    row.counted_at = work.clock.now()
    work.record("annual report counted", "5(1.6)", life=life, version=row.version)


def count_again(work: Work, life_id: UUID) -> None:
    """Its numbers are to be those of today."""
    life, row = _written(work, life_id)
    law.check_open(row.approved_on)
    row.count_wanted_at = work.clock.now()
    work.record("annual report to be counted", "5(1.6)", life=life, version=row.version)
    after_act(work, life.id, "annual report to be counted")


def save(work: Work, life_id: UUID, written: Written) -> None:
    """The text as it is by now; nobody is handed it before a meeting approves it."""
    life, row = _written(work, life_id)
    law.check_open(row.approved_on)
    row.written = {part.value: words.strip() for part, words in written.items() if words.strip()}
    row.saved_at, row.saved_by_id = work.clock.now(), work.actor.id
    work.record("annual report written", "5(1.6)", life=life, version=row.version)
    after_act(work, life.id, "annual report written")


def approve(work: Work, life_id: UUID, meeting_id: UUID) -> None:
    """The table approved it, in a municipal meeting of a later year: that text, those numbers."""
    life, row = _written(work, life_id)
    law.check_open(row.approved_on)
    met_on = _met_on(work, life, meeting_id)
    today = work.clock.today()
    law.check_approval(year_of(life), met_on, today, is_counted=is_counted(row))
    row.approved_on, row.meeting_id = met_on, meeting_id
    row.approved_at, row.approved_by_id = work.clock.now(), work.actor.id
    detail = {"version": row.version, "meeting": meeting_id, "on": met_on}
    work.record("annual report approved", "5(1.6)", life=life, **detail)
    after_act(work, life.id, "annual report approved")


def _met_on(work: Work, life: Life, meeting_id: UUID) -> date | None:
    found = work.session.get(Meeting, meeting_id)
    if found is None or found.held_at is None or found.cancelled_at is not None:
        return None
    of = work.session.get_one(Life, found.life_id)
    is_its_own = of.kind == LifeKind.QUARTERLY and of.municipality_id == life.municipality_id
    return local_day(found.held_at) if is_its_own else None


def write_anew(work: Work, life_id: UUID, reason: str) -> None:
    """Another version, with the text of the last one and today's numbers; both stay."""
    life, row = _written(work, life_id)
    law.check_anew(row.approved_on, reason)
    anew = _new_version(work, life, row.version + 1)
    anew.written, anew.why_anew, anew.saved_by_id = row.written, reason.strip(), work.actor.id
    work.session.flush()
    work.record("annual report written anew", "5(1.6)", life=life, version=anew.version)
    after_act(work, life.id, "annual report written anew")


def ask(work: Work, life_id: UUID, reader: ReportReader, request: str, *, on: date) -> UUID:
    """The Ministry or the Council asked for it; without that it goes to neither."""
    life = lock(work, life_id)
    check_happened(on, work.clock.today())
    row = _entered(work, life, reader)
    row.asked_on, row.request = on, request.strip() or None
    work.session.add(row)
    work.session.flush()
    detail = {"reader": reader, "on": on, "handing": row.id}
    work.record("annual report asked for", "5(1.6)", life=life, **detail)
    after_act(work, life.id, "annual report asked for")
    return row.id


def give(work: Work, life_id: UUID, request_id: UUID | None, receipt: str, *, on: date) -> None:
    """The version in force was handed to the Municipality, or in answer to a request."""
    life = lock(work, life_id)
    handed = handings_of(work.session, life.id)
    stands = [each for each in versions_of(work.session, life.id) if each.approved_on]
    last = stands[-1] if stands else None
    row = _request(handed, request_id) if request_id else None
    has_it = (each.report_id for each in handed if each.asked_on is None)
    law.check_given(
        last.approved_on if last else None,
        row.asked_on if row else None,
        on,
        work.clock.today(),
        is_there=row.given_on is not None if row else bool(last and last.id in has_it),
    )
    assert last is not None  # else it was refused
    if row is None:
        row = _entered(work, life, ReportReader.MUNICIPALITY)
        work.session.add(row)
    row.report_id, row.given_on, row.receipt = last.id, on, receipt.strip() or None
    row.given_at, row.given_by_id = work.clock.now(), work.actor.id
    work.session.flush()
    detail = {"reader": row.reader, "version": last.version, "on": on}
    work.record("annual report handed over", "5(1.6)", life=life, **detail)
    after_act(work, life.id, "annual report handed over")


def _entered(work: Work, life: Life, reader: ReportReader) -> AnnualHanding:
    assert work.actor.id is not None  # an officer acts
    now = work.clock.now()
    return AnnualHanding(
        life_id=life.id, reader=reader, entered_at=now, entered_by_id=work.actor.id
    )


def _request(handed: list[AnnualHanding], request_id: UUID) -> AnnualHanding:
    found = next((each for each in handed if each.id == request_id and each.asked_on), None)
    if found is None:
        raise NotThere
    return found


def _written(work: Work, life_id: UUID) -> tuple[Life, AnnualReport]:
    """The life under its lock, with its newest version."""
    life = lock(work, life_id)
    return life, versions_of(work.session, life.id)[-1]


def close(work: Work, life_id: UUID, _report_id: UUID | None) -> None:
    """The Municipality has it, and nobody else waits for it: the year of the report is over."""
    life = work.session.get_one(Life, life_id)
    if life.ended_at is None:
        life.ended_at = work.clock.now()
        work.record("annual report on record", "5(1.6)", life=life)


ACTS: Final[Mapping[str, Act]] = {"count_year": count_year, "close_annual": close}

KIND = Kind(
    name=LifeKind.ANNUAL,
    look=look,
    acts=ACTS,
    label=label,
    chair=chair,
    answered_by=answered_by,
    owed=look_at_what_is_owed,
)
