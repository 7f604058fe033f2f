"""A child's record in pieces, each as it stands now, to be decided on one by one: 0197."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.case.export_rows import TOLD, ToldRow
from casework.case.seal import rows_of, values_of
from casework.record import files
from models.base import Base
from models.case import Case, FamilyPerson, Member
from models.meeting import Meeting
from models.participant import Participant
from models.people import Account, Professional
from models.plan import PlanAction
from models.stored_file import StoredFile
from models.supplement import Supplement
from models.visit import FollowUp, FollowUpWord, MonitoringVisit
from rules.composition import Relation
from rules.exports import ExportSection

REPORTER: Final = "reporter"
FILE: Final = "stored_file"


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a row names by an id."""

    name: str
    institution: str = ""
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class OfMeeting:
    """Which meeting a row is of."""

    number: int
    on: datetime


@dataclass(frozen=True)
class Piece:
    """One row of the record, who reported, or one file that was brought."""

    key: str
    """As a decision names it."""
    table: str
    section: ExportSection
    values: Mapping[str, Any]
    """By column, where something stands in it; ids are the persons they name."""
    file: StoredFile | None = field(default=None, compare=False)
    """The cleaned copy, of which alone something is handed out."""

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of what somebody looks at; another one once anything of it is another."""
        said = repr((self.key, sorted((key, _spell(each)) for key, each in self.values.items())))
        return sha256(said.encode()).digest()

    @property
    def is_reporter(self) -> bool:
        return self.key == REPORTER


def _spell(value: Any) -> str:
    return repr(str(value)) if isinstance(value, str) else repr(value)


def pieces_of(session: Session, case: Case) -> list[Piece]:
    """All of this child's record, section by section and in the order in which it came about.

    Of this case alone: what concerns brothers and sisters stands in their own files.
    """
    rows = [*rows_of(session, case.id), *_beside(session, case.id)]
    named = _Named(session, rows)
    found = [_reporter(case), *(_piece(named, row) for row in rows if type(row) in TOLD)]
    found += _files(session, case.id)
    order = list(ExportSection)
    tables = [each.__tablename__ for each in TOLD]
    return sorted(
        (each for each in found if each.values),
        key=lambda each: (
            order.index(each.section),
            tables.index(each.table) if each.table in tables else 0,
            *_place(each),
        ),
    )


def _place(piece: Piece) -> tuple[str, int, str]:
    days = (each for each in piece.values.values() if hasattr(each, "isoformat"))
    number = piece.values.get("number", piece.values.get("version", 0))
    return (
        next((each.isoformat()[:10] for each in days), ""),
        number if isinstance(number, int) else 0,
        piece.key,
    )


def _beside(session: Session, case_id: UUID) -> Iterator[Base]:
    """What was added beside the file: supplements, and what a visit found."""
    yield from session.scalars(select(Supplement).where(Supplement.case_id == case_id))
    made = MonitoringVisit.case_id == case_id
    visits = session.scalars(select(MonitoringVisit).where(made)).all()
    of_them = FollowUp.visit_id.in_([each.id for each in visits])
    follow_ups = session.scalars(select(FollowUp).where(of_them)).all()
    words = FollowUpWord.follow_up_id.in_([each.id for each in follow_ups])
    yield from (*visits, *follow_ups, *session.scalars(select(FollowUpWord).where(words)))


def _reporter(case: Case) -> Piece:
    values = {"referrer": case.referrer} if case.referrer else {}
    return Piece(REPORTER, REPORTER, ExportSection.REPORTER, values)


def _files(session: Session, case_id: UUID) -> Iterator[Piece]:
    for each in files.attached(session, case_id):
        if each.removal is None:
            of, copy = each.original, each.cleaned
            values = {"name": of.name or "", "stored_at": of.stored_at, "sha256": copy.sha256.hex()}
            yield Piece(f"{FILE}:{each.id}", FILE, ExportSection.FILES, values, copy)


def _piece(named: "_Named", row: Base) -> Piece:
    told: ToldRow = TOLD[type(row)]
    said = dict(values_of(row))
    values = {
        column: named.of(column, said[column])
        for column in told.columns
        if said[column] not in (None, "", [], {})
    }
    table = row.__tablename__
    return Piece(f"{table}:{row.id}", table, told.section, values)


_PERSONS: Final = frozenset({"member_id", "chaired_by_member_id"})
_ACTIONS: Final = frozenset({"action_id", "contact_of_id"})


class _Named:
    """What the ids in rows stand for, looked up once for all of them."""

    def __init__(self, session: Session, rows: Sequence[Base]) -> None:
        def of(table: type[Base]) -> Sequence[Any]:
            return [row for row in rows if isinstance(row, table)]

        self.actions = {each.id: each.action or "" for each in of(PlanAction)}
        self.meetings = {each.id: OfMeeting(each.number, _met(each)) for each in of(Meeting)}
        self.family = {
            each.id: Whom(each.name or "", relation=each.relation) for each in of(FamilyPerson)
        }
        seats = {each.id: each.professional_id for each in of(Member)}
        asked = select(Professional).where(Professional.id.in_(set(seats.values())))
        self.professionals = {
            each.id: Whom(each.name or "", each.affiliation) for each in session.scalars(asked)
        }
        self.seats = {seat: self.professionals[who] for seat, who in seats.items()}
        self.others = {
            each.id: Whom(each.name or "", each.comes_from or "") for each in of(Participant)
        }
        self._by_column: Mapping[str, Mapping[UUID, Any]] = {
            "professional_id": self.professionals,
            "meeting_id": self.meetings,
            "participant_id": self.others,
            "person_id": self.family,
            **dict.fromkeys(_PERSONS, self.seats),
            **dict.fromkeys(_ACTIONS, self.actions),
        }
        officers = session.scalars(select(Account).where(Account.id.in_(_officers(rows))))
        self.officers = {each.id: Whom(each.name or "") for each in officers}

    def of(self, column: str, value: Any) -> Any:
        if not isinstance(value, UUID):
            return value
        return self._by_column.get(column, self.officers).get(value, "")


def _met(meeting: Meeting) -> datetime:
    return meeting.held_at or meeting.starts_at


def _officers(rows: Sequence[Base]) -> set[UUID]:
    """Whoever is named in a column that is told and is no other id."""
    known = {"professional_id", "meeting_id", "participant_id", "person_id", *_PERSONS, *_ACTIONS}
    return {
        value
        for row in rows
        if type(row) in TOLD
        for column in TOLD[type(row)].columns
        if column not in known and isinstance(value := getattr(row, column, None), UUID)
    }
