"""The officers of a Centre for Social Work: its head, who convenes, who chairs."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.life import Life
from models.people import Account
from rules.roles import Role
from workflow.kinds import kind_of


def head_of(session: Session, municipality_id: UUID) -> Account | None:
    """The head of social services of a centre, while there is one in office."""
    query = select(Account).where(
        Account.municipality_id == municipality_id,
        Account.role == Role.HEAD,
        Account.disabled_at.is_(None),
    )
    return session.scalars(query.order_by(Account.id)).first()


def convener_of(session: Session, municipality_id: UUID) -> Account | None:
    """Who convenes and chairs the municipal table: the officer whom the head named, else the head.

    The Regulation names nobody where there is no case (tension T6): decision 0031.
    """
    query = select(Account).where(
        Account.municipality_id == municipality_id,
        Account.convener,
        Account.disabled_at.is_(None),
    )
    return session.scalars(query).first() or head_of(session, municipality_id)


def chair_of(session: Session, life: Life) -> Account | None:
    """The one who chairs a table: the case's manager, or who convenes the municipal one: Art. 4(2).

    Pages, signatures and notices all ask here; what kind of life it is says who that is.
    """
    return kind_of(life).chair(session, life)


def record_language(session: Session, municipality_id: UUID) -> str:
    """In which of the two official languages a centre keeps its record: its head's; 0032."""
    head = head_of(session, municipality_id)
    return "sr" if head is not None and head.language == "sr" else "sq"


def names_of(session: Session, account_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The names of these officers, each opened once."""
    query = select(Account).where(Account.id.in_(account_ids))
    return {account.id: account.name or "" for account in session.scalars(query)}
