"""The office's own number of a case, entered once and corrected; its mails carry it: 0183."""

from uuid import UUID

from sqlalchemy import select

from casework.record.table import open_case
from identity.access import NotThere, officer_of
from models.case import Case, Child, FamilyPerson
from models.office_number import OfficeNumber
from models.session import Work
from rules.protocol import check_first, check_no_name, check_number


def record(work: Work, case_id: UUID, number: str) -> OfficeNumber:
    """The number under which the case stands in the protocol book."""
    case = open_case(work, case_id)
    check_first(booked=bool(case.office_numbers))
    return _write(work, case, number)


def correct(
    work: Work, case_id: UUID, entry_id: UUID, number: str, reason: str, *, mistaken: bool = False
) -> OfficeNumber:
    """What is said now takes the place of that entry, which stays to be read; `mistaken`: the case
    has no number."""
    case = open_case(work, case_id)
    former = work.session.get(OfficeNumber, entry_id)
    if former is None or former.case_id != case.id:
        raise NotThere
    check_first(booked=any(row.corrects_id == former.id for row in case.office_numbers))
    return _write(
        work, case, number, corrects_id=former.id, reason=reason.strip(), taken_back=mistaken
    )


def _write(work: Work, case: Case, number: str, **corrects: UUID | str | bool) -> OfficeNumber:
    number = check_number(number)
    check_no_name(number, _names(work, case))
    row = OfficeNumber(
        case_id=case.id,
        number=number,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
        **corrects,
    )
    work.session.add(row)
    act = "case's protocol number entered" + (": corrected" if corrects else "")
    work.record(act, None, life=case.life)
    return row


def _names(work: Work, case: Case) -> list[str]:
    """Of the child and of the family, as they are known."""
    children = select(Child).where(Child.case_id == case.id)
    family = select(FamilyPerson).where(FamilyPerson.case_id == case.id)
    people = (*work.session.scalars(children), *work.session.scalars(family))
    return [each.name for each in people if each.name]
