"""A centre's people from a file: every line is checked, then all are entered: 0163.

Each line does what the pages do, so that nothing is checked otherwise than it is done. Where one is
wrong nothing of the file stays.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.municipality import people, people_columns, seat_terms
from casework.municipality.members import seat as give_seat
from casework.municipality.people import SeatWanted, has_had_a_seat, other_profession
from casework.municipality.people_columns import LineFault, PersonOfFile
from casework.municipality.people_export import standing_since
from casework.table import professionals
from casework.table.contacts import Contact, in_list
from core.i18n import N_
from core.names import folded
from identity.access import officer_of
from models.people import Municipality, Professional
from models.session import Work
from models.standing_seat import SeatTerm, StandingSeat
from rules.composition import InstitutionUnknown
from rules.contacts import AlreadyKnown, NameKnown, NumberKnown, OwnSuperior
from rules.people import (
    DeputyUnknown,
    EndsBeforeItBegins,
    HasSat,
    NoSeat,
    OwnDeputy,
    StandsSince,
    check_contact_of_line,
    check_line,
    check_named_deputy,
    check_namesake,
)
from rules.refusals import ProcedureRefused
from rules.roles import Role


class BecameOfLine(StrEnum):
    """What a line of the file comes to."""

    ENTERED = "entered"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line, whom it is of, what it comes to, and in which columns."""

    line: int
    name: str
    institution: str
    became: BecameOfLine
    columns: Sequence[str] = ()


@dataclass(slots=True)
class FileResult:
    """What a file comes to; with a fault nothing of it is entered."""

    lines: list[LineResult] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)

    @property
    def counted(self) -> Counter[BecameOfLine]:
        return Counter(each.became for each in self.lines)

    @property
    def changes_something(self) -> bool:
        return any(each.became is not BecameOfLine.SAME for each in self.lines)


class FileNotTaken(Exception):
    """Raised out of a unit of work, so that nothing of the file stays."""


WHERE: Final[Mapping[type[ProcedureRefused], str]] = {
    AlreadyKnown: "mail",
    NameKnown: "name",
    NumberKnown: "mobile",
    OwnSuperior: "superior_mail",
    InstitutionUnknown: "kind",
    HasSat: "institution",
    StandsSince: "since",
    EndsBeforeItBegins: "until",
    NoSeat: "since",
    OwnDeputy: "deputy",
    DeputyUnknown: "deputy",
}
SHARED: Final = N_(
    "The same number stands for somebody else. Write yes under Shared telephone where they share"
    " it; else correct the number."
)


def enter(work: Work, place: Municipality, text: str) -> FileResult:
    """Do every line, and say what each comes to; the caller keeps it only where nothing is wrong.

    Whoever has the mail address of the line in the list of this centre is the person of the line.
    """
    read, faults = people_columns.read(text)
    result = FileResult(faults=faults)
    held = _Held(work, place)
    did = [(each, held.take(each, result.faults)) for each in _once(read, result.faults)]
    for line, columns in did:
        if columns is not None:
            every = columns | held.name(line, result.faults)
            became = held.became(line, every)
            result.lines.append(
                LineResult(line.line, line["name"], line["institution"], became, sorted(every))
            )
    result.faults.sort(key=lambda fault: fault.line)
    counted = result.counted
    if not result.faults and result.changes_something:
        work.record(
            "people entered from a file",
            "4(3)",
            municipality=place.id,
            lines=len(result.lines),
            entered=counted[BecameOfLine.ENTERED],
            changed=counted[BecameOfLine.CHANGED],
        )
    return result


def _once(read: Sequence[PersonOfFile], faults: list[LineFault]) -> Iterator[PersonOfFile]:
    """Nobody stands in a file twice."""
    seen: dict[str, int] = {}
    for line in read:
        before = seen.setdefault(line["mail"].casefold(), line.line)
        if before == line.line:
            yield line
        else:
            words = N_("This address stands on line {before} already: one line for each person.")
            faults.append(LineFault(line.line, "mail", words, {"before": before}))


class _Held:
    """The list of the centre as it becomes, line by line."""

    def __init__(self, work: Work, place: Municipality) -> None:
        self.work, self.place = work, place
        self.by_admin = officer_of(work).role == Role.ADMIN
        # before the list is read: of two files at once the second one finds what the first entered
        work.session.get_one(Municipality, place.id, with_for_update={"key_share": True})
        self.known = {(each.email or "").casefold(): each for each in in_list(work, place.id)}
        self.names = {
            (folded(each.name or ""), folded(each.institution)) for each in self.known.values()
        }
        self.new: set[UUID] = set()
        self.seats = standing_since(work, place.id)

    def take(self, line: PersonOfFile, faults: list[LineFault]) -> set[str] | None:
        """Enter or correct the person of a line; the columns that change, None where refused."""
        person = self.known.get(line["mail"].casefold())
        try:
            with self.work.session.begin_nested():
                return self._enter(line) if person is None else self._correct(line, person)
        except ProcedureRefused as why:
            faults.append(_fault(line, why, _column_of(why)))
        return None

    def _enter(self, line: PersonOfFile) -> set[str]:
        who = professionals.Profession(
            line["kind"], line["institution"], line["unit"], line["name"], line["language"] or "sq"
        )
        named = folded(who.name), folded(who.institution)
        check_namesake(is_known=named in self.names)
        person = people.enter(
            self.work,
            self.place.id,
            who,
            Contact(
                line["mail"],
                line["mobile"],
                line["superior"],
                line["superior_mail"],
                line["superior_language"] or "sq",
            ),
            SeatWanted(line.since),
            shares_phone=bool(line["shared"]),
            among=self.known.values(),
        )
        self.names.add(named)
        self.known[line["mail"].casefold()] = person
        self.new.add(person.id)
        return set(line.said)

    def _correct(self, line: PersonOfFile, person: Professional) -> set[str]:
        changed = _differs(line, person)
        since = self.seats.get(person.id)
        says_otherwise = line.since is not None and person.standing and since != line.since
        takes_seat = line.since is not None and not person.standing
        check_line(
            by_admin=self.by_admin,
            changes=bool(changed) or takes_seat,
            stands_since_another_day=says_otherwise,
        )
        if is_named := changed & {"kind", "institution", "unit", "name", "language"}:
            to = {each: line[each] for each in is_named}
            people.correct(self.work, person.id, other_profession(person, **to))
        if changed & CONTACT:
            has_sat = has_had_a_seat(self.work, person.id)
            check_contact_of_line(min(changed & CONTACT), has_sat=has_sat)
            people.change_contact(
                self.work,
                person.id,
                _contact(line, person),
                "",
                shares_phone=bool(line["shared"]),
            )
        if takes_seat and line.since is not None:
            give_seat(self.work, person.id, on=line.since)
            changed |= {"since"}
        return changed

    def name(self, line: PersonOfFile, faults: list[LineFault]) -> set[str]:
        """Until when they are named, and their deputy, once everybody of the file is entered."""
        person = self.known[line["mail"].casefold()]
        if line.until is None and not line["deputy"]:
            return set()
        deputy = self.known.get(line["deputy"].casefold()) if line["deputy"] else None
        try:
            check_named_deputy(own=False, in_list=deputy is not None or not line["deputy"])
            now = self._term(person)
            until = line.until or (now.valid_until if now else None)
            named = deputy.id if deputy else (now.deputy_id if now else None)
            if self.by_admin and person.id not in self.new:
                if now and (until, named) == (now.valid_until, now.deputy_id):
                    return set()
                check_line(by_admin=True, changes=True)
            with self.work.session.begin_nested():
                term = seat_terms.name_term(self.work, person, until=until, deputy=named)
        except ProcedureRefused as why:
            faults.append(_fault(line, why, _column_of(why)))
            return set()
        return {each for each in ("until", "deputy") if term is not None and line[each]}

    def _term(self, person: Professional) -> SeatTerm | None:
        query = select(StandingSeat.id).where(
            StandingSeat.professional_id == person.id, StandingSeat.ended_on.is_(None)
        )
        seat = self.work.session.scalar(query)
        return seat_terms.term_of(self.work, seat) if seat else None

    def became(self, line: PersonOfFile, columns: set[str]) -> BecameOfLine:
        if self.known[line["mail"].casefold()].id in self.new:
            return BecameOfLine.ENTERED
        return BecameOfLine.CHANGED if columns else BecameOfLine.SAME


CONTACT: Final = frozenset({"mobile", "superior", "superior_mail", "superior_language"})
STANDS_AS: Final[Mapping[str, str]] = {
    "kind": "kind",
    "institution": "institution",
    "unit": "unit",
    "name": "name",
    "language": "language",
    "mobile": "phone",
    "superior": "superior_name",
    "superior_mail": "superior_email",
    "superior_language": "superior_language",
}
"""Each column that may say otherwise, and where it stands of somebody in the list."""


def _differs(line: PersonOfFile, person: Professional) -> set[str]:
    return {
        column
        for column, name in STANDS_AS.items()
        if line[column] and line[column] != " ".join((getattr(person, name) or "").split())
    }


def _contact(line: PersonOfFile, person: Professional) -> Contact:
    return Contact(
        email=person.email or "",
        phone=line["mobile"] or person.phone or "",
        superior_name=line["superior"] or person.superior_name or "",
        superior_email=line["superior_mail"] or person.superior_email or "",
        superior_language=line["superior_language"] or person.superior_language,
    )


def _column_of(why: ProcedureRefused) -> str:
    if column := why.facts.get("column"):
        return str(column)
    found = (WHERE[each] for each in type(why).__mro__ if each in WHERE)
    return next(found, "since" if why.basis is not None else "")


def _fault(line: PersonOfFile, why: ProcedureRefused, column: str) -> LineFault:
    if isinstance(why, NumberKnown):
        return LineFault(line.line, column, SHARED, {})
    return LineFault(line.line, column, why.reason, {**why.facts, WAY_OUT: why.way_out})


WAY_OUT: Final = "way_out"
"""What to do instead, among the facts of a fault that the rules refuse."""
