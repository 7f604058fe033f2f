"""A centre's people written to a file of lines that can be read in again: 0163."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.municipality import people_columns
from casework.table import professionals
from core import spreadsheet
from models.people import Municipality, Professional
from models.session import Work
from models.standing_seat import SeatTerm, StandingSeat
from rules.composition import OTHER


def standing_since(work: Work, place: UUID) -> Mapping[UUID, date | None]:
    """By person since when they stand."""
    query = (
        select(StandingSeat.professional_id, StandingSeat.since)
        .join(Professional, Professional.id == StandingSeat.professional_id)
        .where(Professional.municipality_id == place, StandingSeat.ended_on.is_(None))
    )
    return {each[0]: each[1] for each in work.session.execute(query)}


def export(work: Work, place: Municipality, language: str) -> str:
    """The list as a file of lines that can be read in again and changes nothing."""
    everybody = professionals.of_municipality(work, place.id)
    by_id = {each.id: each for each in everybody}
    seats = standing_since(work, place.id)
    named = _terms(work, place.id)
    work.record("people written to a file", "4(3)", municipality=place.id, lines=len(everybody))
    shared = Counter(each.phone for each in everybody if each.phone)
    mailboxes = Counter((each.email or "").casefold() for each in everybody if each.email)

    def row(each: Professional) -> list[str]:
        until, deputy = named.get(each.id, (None, None))
        since = seats.get(each.id)
        return [
            "4(4)" if each.kind == OTHER else f"4({each.kind})",
            *(each.institution, each.unit, each.name or "", each.email or ""),
            "yes" if each.email and mailboxes[each.email.casefold()] > 1 else "",
            _spoken(each.phone or ""),
            "yes" if each.phone and shared[each.phone] > 1 else "",
            *(each.language, each.superior_name or "", each.superior_email or ""),
            _spoken(each.superior_phone or ""),
            each.superior_language if each.superior_email else "",
            f"{since:%d.%m.%Y}" if since and each.standing else "",
            f"{until:%d.%m.%Y}" if until else "",
            (by_id[deputy].email or "") if deputy in by_id else "",
        ]

    return spreadsheet.write([people_columns.headings(language), *map(row, everybody)])


def _spoken(number: str) -> str:
    """A number of Kosovo as people write it, which no spreadsheet takes for a sum."""
    if not number.startswith("+383") or len(number) != 12:
        return number
    return f"0{number[4:6]} {number[6:9]} {number[9:]}"


def _terms(work: Work, place: UUID) -> dict[UUID, tuple[date | None, UUID | None]]:
    query = (
        select(StandingSeat.professional_id, SeatTerm.valid_until, SeatTerm.deputy_id)
        .join(SeatTerm, SeatTerm.seat_id == StandingSeat.id)
        .join(Professional, Professional.id == StandingSeat.professional_id)
        .where(Professional.municipality_id == place, StandingSeat.ended_on.is_(None))
        .order_by(SeatTerm.number)
    )
    return {person: (until, deputy) for person, until, deputy in work.session.execute(query)}


def template(language: str) -> str:
    """The names of the columns, and nobody."""
    return spreadsheet.write([people_columns.headings(language)])
