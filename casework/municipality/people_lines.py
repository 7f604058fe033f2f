"""The people of a centre's list as a file of them is entered, line by line: 0163."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.municipality import people, people_faults, seat_terms
from casework.municipality.members import seat as give_seat
from casework.municipality.people import SeatWanted, has_had_a_seat, other_profession
from casework.municipality.people_columns import LineFault, PersonOfFile
from casework.municipality.people_export import standing_since
from casework.table import professionals
from casework.table.contacts import Contact, in_list
from core.names import folded
from identity.access import officer_of
from models.people import Municipality, Professional
from models.session import Work
from models.standing_seat import SeatTerm, StandingSeat
from rules.people import check_contact_of_line, check_line, check_named_deputy, check_namesake
from rules.refusals import ProcedureRefused
from rules.roles import Role


class BecameOfLine(StrEnum):
    """What a line of the file comes to."""

    ENTERED = "entered"
    CHANGED = "changed"
    SAME = "same"


class PeopleOfList:
    """The list of the centre as it becomes, line by line."""

    def __init__(self, work: Work, place: Municipality, lines: Iterable[PersonOfFile]) -> None:
        self.work, self.place = work, place
        self.by_admin = officer_of(work).role == Role.ADMIN
        # before the list is read: of two files at once the second one finds what the first entered
        work.session.get_one(Municipality, place.id, with_for_update={"key_share": True})
        every = in_list(work, place.id)
        mails = Counter((each.email or "").casefold() for each in every)
        self.shared = {mail for mail, people in mails.items() if people > 1}
        self.shared |= {each["mail"].casefold() for each in lines if each["shared_mail"]}
        self.known = {self.key(each.email or "", each.name or ""): each for each in every}
        self.names = {
            (folded(each.name or ""), folded(each.institution)) for each in self.known.values()
        }
        self.new: set[UUID] = set()
        self.seats = standing_since(work, place.id)

    def key(self, mail: str, name: str) -> str:
        """By the address; of a mailbox that several share, by the name beside it."""
        own = mail.casefold()
        return f"{own} {folded(name)}" if own in self.shared else own

    def of_line(self, line: PersonOfFile) -> str:
        return self.key(line["mail"], line["name"])

    def take(self, line: PersonOfFile, faults: list[LineFault]) -> set[str] | None:
        """Enter or correct the person of a line; the columns that change, None where refused."""
        person = self.known.get(self.of_line(line))
        try:
            with self.work.session.begin_nested():
                return self._enter(line) if person is None else self._correct(line, person)
        except ProcedureRefused as why:
            faults.append(people_faults.refused(line, why))
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
                line["superior_mobile"],
                shares_mail=bool(line["shared_mail"]),
            ),
            SeatWanted(line.since),
            shares_phone=bool(line["shared"]),
            among=self.known.values(),
        )
        self.names.add(named)
        self.known[self.of_line(line)] = person
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
        person = self.known[self.of_line(line)]
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
            faults.append(people_faults.refused(line, why))
            return set()
        return {each for each in ("until", "deputy") if term is not None and line[each]}

    def _term(self, person: Professional) -> SeatTerm | None:
        query = select(StandingSeat.id).where(
            StandingSeat.professional_id == person.id, StandingSeat.ended_on.is_(None)
        )
        seat = self.work.session.scalar(query)
        return seat_terms.term_of(self.work, seat) if seat else None

    def became(self, line: PersonOfFile, columns: set[str]) -> BecameOfLine:
        if self.known[self.of_line(line)].id in self.new:
            return BecameOfLine.ENTERED
        return BecameOfLine.CHANGED if columns else BecameOfLine.SAME


CONTACT: Final = frozenset(
    {"mobile", "superior", "superior_mail", "superior_mobile", "superior_language"}
)
STANDS_AS: Final[Mapping[str, str]] = {
    "kind": "kind",
    "institution": "institution",
    "unit": "unit",
    "name": "name",
    "language": "language",
    "mobile": "phone",
    "superior": "superior_name",
    "superior_mail": "superior_email",
    "superior_mobile": "superior_phone",
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
        superior_phone=line["superior_mobile"] or person.superior_phone or "",
    )
