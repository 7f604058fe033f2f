"""What happened in a life, read back from the record: the trail, and who was told what when."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.clock import local_day
from models.case import Case, Member
from models.life import ActorKind, AuditEntry, Life, LifeKind
from models.outbox import Message, RecipientKind
from models.people import Account, Professional
from models.session import unit_of_work
from workflow.kinds import kind_of

QUIET = frozenset({"case opened", "name shown", "paper opened"})
"""Entries of who read what; a timeline tells what was done."""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One act or step, its article, and who was told by which mail."""

    at: datetime
    day: int
    """Days since the life began; the first day is 0."""
    article: str | None
    step: str
    actor: str
    told: tuple[str, ...]
    accepted_at: datetime | None
    """When the mail server had accepted the last of its mails, by the clock the case runs by."""
    life: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read(life_ids: Sequence[UUID]) -> list[TimelineEvent]:
    """The events of some lives, in order."""
    with unit_of_work(read_only=True) as work:
        session = work.session
        lives = {life_id: session.get_one(Life, life_id) for life_id in life_ids}
        begins = {key: local_day(life.began_at) for key, life in lives.items()}
        query = select(AuditEntry).where(AuditEntry.life_id.in_(lives))
        entries = [
            entry
            for entry in session.scalars(query.order_by(AuditEntry.number))
            if entry.act not in QUIET
        ]
        messages = _messages(session, lives.values())
        return [
            _event(session, entry, begins, lives, messages, last=_is_last(entries, index))
            for index, entry in enumerate(entries)
        ]


def _is_last(entries: Sequence[AuditEntry], index: int) -> bool:
    """The last entry of its transaction carries the transaction's mails."""
    if index + 1 == len(entries):
        return True
    this, after = entries[index], entries[index + 1]
    return (this.at, this.life_id) != (after.at, after.life_id)


def _messages(session: Session, lives: Any) -> Sequence[Message]:
    """The lives' own mails, and the municipality's reminders of them."""
    wanted = [life.id for life in lives]
    reminders = select(Life.id).where(
        Life.kind == LifeKind.REMINDERS,
        Life.municipality_id.in_({life.municipality_id for life in lives}),
    )
    query = select(Message).where(or_(Message.life_id.in_(wanted), Message.life_id.in_(reminders)))
    return session.scalars(query.order_by(Message.queued_at, Message.id)).all()


def _event(
    session: Session,
    entry: AuditEntry,
    begins: dict[UUID, date],
    lives: dict[UUID, Life],
    messages: Sequence[Message],
    *,
    last: bool,
) -> TimelineEvent:
    assert entry.life_id is not None
    life = lives[entry.life_id]
    mails = [message for message in messages if last and _belongs(message, entry, life)]
    accepted = [mail.accepted_at for mail in mails if mail.accepted_at is not None]
    return TimelineEvent(
        at=entry.at,
        day=(local_day(entry.at) - begins[life.id]).days,
        article=entry.article,
        step=entry.act,
        actor=_actor(session, entry),
        told=tuple(_reader(session, mail) for mail in mails),
        accepted_at=max(accepted) if mails and len(accepted) == len(mails) else None,
        life=kind_of(life).label(life),
    )


def _belongs(message: Message, entry: AuditEntry, life: Life) -> bool:
    if message.queued_at != entry.at:
        return False
    if message.life_id == life.id:
        return True
    items = message.context.get("items", [])
    return any(item.get("case_number") == life.key for item in items)


def _actor(session: Session, entry: AuditEntry) -> str:
    """A role or an institution; the record knows the person."""
    if entry.actor_kind == ActorKind.SYSTEM or entry.actor_id is None:
        return "Tryeza"
    if entry.actor_kind == ActorKind.STAFF:
        account = session.get(Account, entry.actor_id)
        return account.role if account else "officer"
    member = session.get(Member, entry.actor_id)
    return member.professional.affiliation if member else "member"


def _reader(session: Session, message: Message) -> str:
    if message.recipient == RecipientKind.ACCOUNT:
        account = session.get(Account, message.recipient_id)
        return account.role if account else "officer"
    if message.recipient == RecipientKind.REFERRER:
        return "who referred"
    person = session.get_one(Professional, message.recipient_id)
    return (
        f"superior: {person.institution}"
        if message.recipient == RecipientKind.SUPERIOR
        else person.affiliation
    )


def summary(case_id: UUID) -> dict[str, Any]:
    """What the demo says of its case at the end."""
    with unit_of_work(read_only=True) as work:
        case, life = work.session.get_one(Case, case_id), work.session.get_one(Life, case_id)
        return {
            "number": case.number,
            "phase": case.phase,
            "flow_run_id": str(life.flow_run_id) if life.flow_run_id else None,
            "activations": life.activations,
        }
