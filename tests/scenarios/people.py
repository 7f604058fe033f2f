"""Who is who in a timeline: the roles and institutions of the invented people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from casework.record.table import seats
from models.case import FamilyPerson, Member
from models.life import Life
from models.outbox import Message, RecipientKind
from models.people import Account, Professional
from models.session import Work
from rules.signing import SignatureMethod
from simulation import by_code
from simulation.words import SILENT
from tests.builders import (
    DOCTOR,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    PROSECUTOR,
    TEACHER,
)
from tests.onrecord import reading

OFFICERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "head": HEAD,
        "manager": MANAGER,
        "other manager": OTHER_MANAGER,
        "third manager": "driton.shala@qps-ferizaj.example",
        "head of Gjilan": OTHER_HEAD,
        "manager of Gjilan": OTHER_CENTRES_MANAGER,
    }
)
PROFESSIONALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "police": SILENT,
        "trafficking police": "agron.rexhepi@policia-ferizaj.example",
        "community office": "mirjana.djordjevic@komuna-ferizaj.example",
        "welfare": "valon.mehmeti@komuna-ferizaj.example",
        "victim advocate": "shpresa.kelmendi@viktimat.example",
        "prosecutor": PROSECUTOR,
        "doctor": DOCTOR,
        "education": TEACHER,
    }
)
FAMILY: Final = ("child", "mother", "father", "guardian")
EVERYBODY: Final = "everybody"
BUT: Final = "everybody but "
SUPERIOR: Final = "superior of "
REFERRER: Final = "who referred"


class Stranger(LookupError):
    """A name that means nobody here: a slip of the writer."""


@dataclass
class People:
    """Names and rows; `newcomers` are those whom the story itself brings in."""

    newcomers: dict[str, UUID] = field(default_factory=dict)

    @cached_property
    def professionals(self) -> dict[str, UUID]:
        """The invented professionals of the scenes; their addresses may change, they stay who they
        are. A story asks before it can have changed one."""
        return _professionals()

    def account(self, name: str) -> UUID:
        address = OFFICERS.get(name)
        if address is None:
            raise Stranger(f"{name!r} is no officer: {', '.join(OFFICERS)}")
        with reading() as work:
            query = select(Account.id).where(Account.email_index == Account.index_of(address))
            return work.session.scalars(query).one()

    def professional(self, name: str) -> UUID:
        if name in self.newcomers:
            return self.newcomers[name]
        known = self.professionals
        if name not in known:
            names = ", ".join([*PROFESSIONALS, *self.newcomers])
            raise Stranger(f"{name!r} is nobody of an institution: {names}")
        return known[name]

    def seat(self, life_id: UUID, name: str) -> UUID:
        """Their seat at a table; the one they had, where they left it."""
        person = self.professional(name)
        with reading() as work:
            theirs = [m for m in seats(work.session, life_id) if m.professional_id == person]
        if not theirs:
            raise Stranger(f"{name!r} never sat at this table")
        return max(theirs, key=lambda member: (member.sits, member.selected_on)).id

    def at_the_table(self, life_id: UUID, day: date | None = None) -> dict[str, UUID]:
        """Who sits now, or had a seat on that day, by name."""
        with reading() as work:
            every = seats(work.session, life_id)
            sitting = [each for each in every if (each.sat_on(day) if day else each.sits)]
        return {self.of_professional(m.professional_id): m.id for m in sitting}

    def several(self, life_id: UUID, names: list[str]) -> list[str]:
        """The names themselves, with `everybody` and `everybody but police` written out."""
        found: list[str] = []
        for name in names:
            if name == EVERYBODY or name.startswith(BUT):
                left_out = name.removeprefix(BUT).split(" and ") if name != EVERYBODY else []
                for each in left_out:
                    self.seat(life_id, each)
                found += [each for each in self.at_the_table(life_id) if each not in left_out]
            else:
                found.append(name)
        return found

    def check(self, name: str) -> None:
        """Refuse a reader whom nobody knows."""
        if name not in OFFICERS and name != REFERRER:
            self.professional(name.removeprefix(SUPERIOR))

    def family(self, life_id: UUID, name: str) -> UUID:
        with reading() as work:
            query = select(FamilyPerson.id).where(
                FamilyPerson.case_id == life_id, FamilyPerson.relation == name
            )
            found = work.session.scalar(query)
        if found is None:
            raise Stranger(f"{name!r} is not recorded of this family")
        return found

    def of_professional(self, id: UUID) -> str:
        by_id = {
            found: name for name, found in [*self.professionals.items(), *self.newcomers.items()]
        }
        return by_id.get(id, f"somebody unnamed ({id})")

    def of_account(self, id: UUID) -> str:
        with reading() as work:
            email = work.session.get_one(Account, id).email
        return next((name for name, address in OFFICERS.items() if address == email), str(email))

    def of_seat(self, work: Work, member_id: UUID) -> str:
        return self.of_professional(work.session.get_one(Member, member_id).professional_id)

    def reader(self, message: Message) -> str:
        """Whom a message is to."""
        if message.recipient == RecipientKind.ACCOUNT:
            return self.of_account(message.recipient_id)
        if message.recipient == RecipientKind.REFERRER:
            return REFERRER
        name = self.of_professional(message.recipient_id)
        return f"{SUPERIOR}{name}" if message.recipient == RecipientKind.SUPERIOR else name


_of_scene: dict[UUID, dict[str, UUID]] = {}


def _professionals() -> dict[str, UUID]:
    """Read once for each seeding of the database, before a story can have changed an address."""
    with reading() as work:
        seeded = work.session.scalars(select(Life.id).order_by(Life.began_at, Life.id)).first()
        assert seeded is not None, "the standing lives are there from the seed on"
        if seeded not in _of_scene:
            _of_scene.clear()
            people = {
                person.email: person.id for person in work.session.scalars(select(Professional))
            }
            _of_scene[seeded] = {name: people[mail] for name, mail in PROFESSIONALS.items()}
    return _of_scene[seeded]


def by_password(method: SignatureMethod, reason: str) -> dict[str, Any]:
    """What an officer says of a text themselves: signed, or refused."""
    if method is not SignatureMethod.REFUSED:
        return {"method": SignatureMethod.PASSWORD}
    return {"method": method, "reason": reason or None, "confirmed": True}


def by_member(
    work: Work, paper: UUID, seat: UUID, method: SignatureMethod, reason: str, *, typed: bool
) -> dict[str, Any]:
    """Their own word has a code; what an officer types from paper has none."""
    if typed:
        return {"member_id": seat, "method": method, "reason": reason}
    return by_code.signing_of(work, paper, seat, method, reason)
