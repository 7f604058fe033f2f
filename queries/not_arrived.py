"""Messages that have not arrived: why, what they were for, and by which day the law wants them.

Officers see those of the lives that they answer for; administrators all of them, by numbers, kinds
and causes, and without whom in a case they are for. However many, a handful of statements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from casework.record.not_arrived import Sought, found_by, limit_of, may_leave_again
from identity.access import officer_of
from identity.officers import convener_of
from models.case import Case, Member
from models.life import Life, LifeKind
from models.outbox import Channel, MailCause, Message, MessageStatus, RecipientKind
from models.people import Account, Municipality, Professional
from models.session import Work
from queries.paging import PAGE, Paged, rows_of
from rules.roles import Role
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class NotArrived:
    """One message, its cause and its way out."""

    id: UUID
    life_id: UUID | None
    life_kind: str
    label: str
    template: str
    about: str
    article: str
    channel: Channel
    status: MessageStatus
    cause: MailCause
    reply: str
    server: str
    recipient: RecipientKind
    name: str
    """Of whom it is for; empty for an administrator, unless it is an officer."""
    place: Municipality | None
    member_id: UUID | None
    account_id: UUID | None
    corrects: bool
    """The reader may correct the contact: who chairs the table, and administrators an officer's."""
    since: datetime
    next_at: datetime | None
    """When it is tried again by itself."""
    may_leave: bool
    """It can be sent again: no code that has run out."""
    limit: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class FoundMessages(Paged[NotArrived]):
    """One page of them."""

    may_leave: int = 0
    """How many of the whole list can be sent again."""


@dataclass(frozen=True, slots=True)
class CountedMessages:
    """How many there are, by what a list can be narrowed to."""

    total: int = 0
    by_cause: Mapping[MailCause, int] = field(default_factory=dict)
    by_server: Mapping[str, int] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)


def about_of(message: Message) -> str:
    """What it asks for, where that is no report: word on a late action, or an answer."""
    if message.context.get("action") is not None:
        return "action"
    return "inquiry" if message.context.get("inquiry") else ""


def count(work: Work) -> int:
    """For the first page: whether there is anything to see."""
    query = select(func.count()).select_from(Message).where(*found_by(work, Sought()))
    return work.session.scalar(query) or 0


def counted(work: Work) -> CountedMessages:
    query = (
        select(Message.cause, Message.server, Message.template, func.count())
        .where(*found_by(work, Sought()))
        .group_by(Message.cause, Message.server, Message.template)
    )
    causes: dict[MailCause, int] = {}
    servers: dict[str, int] = {}
    kinds: dict[str, int] = {}
    total = 0
    for known, server, template, number in work.session.execute(query):
        cause = known or MailCause.UNANSWERED
        total += number
        causes[cause] = causes.get(cause, 0) + number
        kinds[template] = kinds.get(template, 0) + number
        if server:
            servers[server] = servers.get(server, 0) + number
    by_number = dict(sorted(servers.items(), key=lambda item: (-item[1], item[0])))
    return CountedMessages(total, causes, by_number, kinds)


def not_arrived(work: Work, sought: Sought, page: int = 1) -> FoundMessages:
    """One page of them, the nearest limit first."""
    reader = officer_of(work)
    limit, leaves = limit_of(), may_leave_again(work.clock.now())
    query = (
        select(Message, limit, leaves, func.count().filter(leaves).over(), func.count().over())
        .where(*found_by(work, sought))
        .order_by(limit.asc().nulls_last(), Message.queued_at, Message.id)
        .limit(PAGE)
    )
    rows, number = rows_of(work.session, query.offset, page)
    known = _Known(work, reader, [row[0] for row in rows])
    lines = [known.line(message, day, may_leave=leaves) for message, day, leaves, *_ in rows]
    return FoundMessages(
        lines, rows[0][-1] if rows else 0, number, may_leave=rows[0][-2] if rows else 0
    )


class _Known:
    """Who and what the messages of a page are about, each kind of it in one statement."""

    def __init__(self, work: Work, reader: Account, messages: Sequence[Message]) -> None:
        session, self.reader, self.today = work.session, reader, work.clock.today()
        self.is_admin = reader.role == Role.ADMIN
        names = not self.is_admin
        ids = {each.recipient_id for each in messages}
        lives = {each.life_id for each in messages if each.life_id}
        self.lives = self._by_id(work, Life, lives)
        self.accounts = self._by_id(work, Account, ids)
        self.people = self._by_id(work, Professional, ids) if names else {}
        places = {life.municipality_id for life in self.lives.values()}
        places |= {each.municipality_id for each in self.accounts.values()} - {None}
        self.places = self._by_id(work, Municipality, places)
        seats = select(Member.life_id, Member.professional_id, Member.id).where(
            Member.life_id.in_(lives), Member.professional_id.in_(ids)
        )
        found = session.execute(seats) if names else ()
        self.seats = {(life, person): member for life, person, member in found}
        self.runs = run_by(work, reader, lives) if names else set()

    @staticmethod
    def _by_id(work: Work, table: Any, ids: set[Any]) -> dict[UUID, Any]:
        if not ids:
            return {}
        rows = work.session.scalars(select(table).where(table.id.in_(ids)))
        return {row.id: row for row in rows}

    def line(self, message: Message, limit: date | None, *, may_leave: bool) -> NotArrived:
        life = self.lives.get(message.life_id) if message.life_id else None
        account = self.accounts.get(message.recipient_id)
        who = account or self.people.get(message.recipient_id)
        place_id = life.municipality_id if life else account and account.municipality_id
        waits = message.status == MessageStatus.QUEUED
        return NotArrived(
            id=message.id,
            life_id=message.life_id,
            life_kind=life.kind if life else "",
            label=kind_of(life).label(life) if life else "",
            template=message.template,
            about=about_of(message),
            article=message.article,
            channel=message.channel,
            status=message.status,
            cause=message.cause or MailCause.UNANSWERED,
            reply=message.reply or "",
            server=message.server or "",
            recipient=message.recipient,
            name=who.name or "" if who else "",
            place=self.places.get(place_id) if place_id else None,
            member_id=self._seat(message),
            account_id=account.id if account else None,
            corrects=self.is_admin or message.life_id in self.runs,
            since=message.tried_since or message.queued_at,
            next_at=message.not_before if waits else None,
            may_leave=may_leave,
            limit=limit,
            is_late=limit is not None and limit < self.today,
        )

    def _seat(self, message: Message) -> UUID | None:
        return self.seats.get((message.life_id, message.recipient_id)) if message.life_id else None


def run_by(work: Work, reader: Account, lives: set[UUID]) -> set[UUID]:
    """The tables that the reader chairs: theirs it is to correct a contact: Art. 6(1.1)."""
    managed = select(Case.id).where(Case.id.in_(lives), Case.manager_id == reader.id)
    found = set(work.session.scalars(managed))
    convener = convener_of(work.session, reader.municipality_id) if reader.municipality_id else None
    if convener is not None and convener.id == reader.id:
        quarters = select(Life.id).where(Life.id.in_(lives), Life.kind == LifeKind.QUARTERLY)
        found |= set(work.session.scalars(quarters))
    return found
