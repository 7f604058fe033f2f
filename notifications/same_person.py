"""Who stands in the lists of several centres: address, number, language alike, all confirmed.

A contact belongs to its centre (0027). It is confirmed where they typed a code since it was last
changed: the link lay in that mailbox, and the code in that telephone.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, load_only

from core import crypto
from models.case import Member
from models.contacts import ContactChange, DisownedAddress, DisputedNumber
from models.people import LinkEnd, MemberLink, OneTimeCode, Professional
from rules.contacts import ChangeEnd

LOOKED_UP_FOR: Final = 60.0
"""Seconds for which a process remembers who is alike. Whom it does not know yet gets a mail of
each centre, and whom it does is looked at again before anything is put together."""

Sealing = tuple[bytes | None, bytes | None]


class Alike:
    """Fingerprints of contacts, in the memory of this process alone."""

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self._at: float | None = None
        self._marks: dict[UUID, tuple[Sealing, bytes]] = {}
        self._found: dict[bytes, list[UUID]] = {}

    def to(self, session: Session, person_id: UUID) -> Collection[UUID]:
        """Everybody with the same contact, themselves too; nobody who has none."""
        with self._looking:
            if self._at is None or time.monotonic() - self._at > LOOKED_UP_FOR:
                self._look(session)
                self._at = time.monotonic()
            known = self._marks.get(person_id)
            return self._found.get(known[1], ()) if known else ()

    def forget(self) -> None:
        """As after a minute."""
        with self._looking:
            self._at = None

    def _look(self, session: Session) -> None:
        sealed = (Professional.email_sealed, Professional.phone_sealed)  # type: ignore[attr-defined]
        query = select(Professional).where(Professional.left_at.is_(None))
        query = query.where(*(each.is_not(None) for each in sealed))
        before, self._marks, self._found = self._marks, {}, defaultdict(list)
        for person in session.scalars(query.options(load_only(*sealed, Professional.language))):
            now = (person.email_sealed, person.phone_sealed)  # type: ignore[attr-defined]
            known = before.get(person.id)
            mark = known[1] if known and known[0] == now else _mark(person)
            self._marks[person.id] = (now, mark)
            self._found[mark].append(person.id)


def _mark(person: Professional) -> bytes:
    return crypto.ring().index(f"{person.email}\n{person.phone}", "same person")


ALIKE: Final = Alike()


def elsewhere(session: Session, person_id: UUID) -> Sequence[Professional]:
    """The same person in the lists of other centres; nobody unless all of it is confirmed, here
    and there."""
    alike = ALIKE.to(session, person_id)
    if len(alike) < 2:
        return ()
    found = session.scalars(select(Professional).where(Professional.id.in_(alike), *_confirmed()))
    by_id = {each.id: each for each in found}
    person = by_id.pop(person_id, None)
    if person is None:
        return ()
    return [
        each
        for each in by_id.values()
        if each.municipality_id != person.municipality_id
        and _contact(each) == _contact(person)
        and each.language == person.language
    ]


def _contact(person: Professional) -> tuple[str, str]:
    return (person.email or "").casefold(), person.phone or ""


def _confirmed() -> tuple[ColumnElement[bool], ...]:
    """By a code sent to that number and typed behind a link of theirs, since anything was last said
    against it or changed; and nothing is said or asked against it now."""
    code, change = OneTimeCode, ContactChange
    typed = exists().where(
        code.professional_id == Professional.id,
        code.used_at.is_not(None),
        code.identity_check_id.is_(None),
        code.change_id.is_(None),
        *(
            or_(moment.is_(None), code.created_at > moment)
            for moment in (
                _last(change, change.ended_at, change.ended_as == ChangeEnd.IN_FORCE),
                _last(DisputedNumber, DisputedNumber.said_at),
                _last(DisownedAddress, DisownedAddress.said_at),
            )
        ),
    )
    returned = (
        select(MemberLink.id)
        .join(Member, Member.id == MemberLink.member_id)
        .where(Member.professional_id == Professional.id)
        .where(MemberLink.closed_by == LinkEnd.RETURNED)
    )
    open_still = (
        exists().where(each.professional_id == Professional.id, each.ended_at.is_(None))
        for each in (change, DisputedNumber, DisownedAddress)
    )
    return (
        Professional.left_at.is_(None),
        typed,
        ~returned.exists(),
        *(~each for each in open_still),
    )


def _last(
    table: type[Any], moment: InstrumentedAttribute[Any], *which: ColumnElement[bool]
) -> ScalarSelect[Any]:
    query = select(func.max(moment)).where(table.professional_id == Professional.id, *which)
    return query.correlate(Professional).scalar_subquery()
