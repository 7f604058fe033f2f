"""What is a person's beside the table of a link: their other tables, and a contact that waits for
their word. By functions of the owner's, which ask for the session and show nothing else: 0249."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select, text

from core.clock import local_day
from models.contacts import ContactChange
from models.life import Life, LifeKind
from models.people import MemberLink
from models.session import Work
from workflow.kinds import kind_of

_TABLES: Final = text("SELECT * FROM own_other_tables()")
_CONTACT: Final = text("SELECT * FROM own_waiting_contact()")


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table at which they sit, as far as its own mails to them name it."""

    number: str
    """A case number, or a quarter."""
    is_case: bool
    declares: bool
    """Their declarations are missing: Art. 10(2), 18(2)."""
    asked: int
    """How much else waits for them there."""
    due: date | None
    href: str
    """By a link of theirs."""


def other_tables(work: Work) -> list[OtherTable]:
    """The nearest day first; none before a code, nor for whoever left or was recused there."""
    found = []
    for kind, key, declares, asked, due, link_id, sealed in work.session.execute(_TABLES):
        life = Life(kind=kind, key=key)  # as it is called, and not the life itself
        link = MemberLink(id=link_id, token_sealed=sealed)
        href = f"/l/{link.token}/go"
        number, is_case = kind_of(life).label(life), kind == LifeKind.CASE
        found.append(OtherTable(number, is_case, declares, asked, due, href))
    return found


@dataclass(frozen=True, slots=True)
class WaitingContact:
    """A new contact that somebody asked for, and the page on which its person says that it is
    right: the code for it goes to the number on record, as behind the mail (0217)."""

    asked_on: date
    moves: Sequence[str]
    """`mail`, `phone`."""
    href: str


def waiting_contact(work: Work) -> WaitingContact | None:
    """None of what only an officer confirms, as where a superior is reached: 14(3.2)."""
    query = select(ContactChange).from_statement(_CONTACT)
    change = work.session.scalars(query).first()
    if change is None or change.moves_superior:
        return None
    moves = [name for name in ("mail", "phone") if getattr(change, f"moves_{name}")]
    return WaitingContact(local_day(change.asked_at), moves, f"/k/{change.token}")
