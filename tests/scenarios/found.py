"""What there is: the duties and the messages of a story, in the words of a timeline."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from casework.municipality.quarterly import label
from core.clock import local_day
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.outbox import Message, MessageStatus
from models.session import Work, unit_of_work
from notifications.notices.base import NOBODY
from queries.breaches import BreachLine, of_life
from rules.basis import Basis, Default
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.mornings import BASIS, Side
from rules.reminders import article_of
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import is_named
from workflow.kinds import Look, kind_of

OF_QUARTERS: Final = "8(2)"
"""The municipal table is looked at only where its article is named."""
OF_YEARS: Final = "5(1.6)"
"""And so are the reports on its years."""
_OURS: Final = {
    value.name: name for name, value in vars(DEFAULTS).items() if isinstance(value, Default)
}

NOT_ASKED: Final[Mapping[UUID, Look]] = MappingProxyType({})
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One message as it left, once more where it was sent anew, and how a timeline would say it."""

    sent: tuple[UUID, datetime]
    line: Line


def duties(
    play: Play, articles: Sequence[str], outlooks: Mapping[UUID, Look] = NOT_ASKED
) -> list[Line]:
    """Every duty that is open now under the articles; `outlooks` where the rules were asked just
    now."""
    with unit_of_work(read_only=True) as work:
        return [
            _duty(play, work, life, duty)
            for life in _lives(play, work, articles)
            if life.ended_at is None
            for duty in (outlooks.get(life.id) or kind_of(life).look(work, life)).duties
            if is_named(str(duty.basis), articles)
        ]


def _lives(play: Play, work: Work, articles: Sequence[str]) -> list[Life]:
    """The case, and the municipal table beside it."""
    found = [work.session.get_one(Life, play.case.case)] if play.case.case_id else []
    if is_named(OF_QUARTERS, articles):
        query = select(Life).where(
            Life.kind == LifeKind.QUARTERLY, Life.municipality_id == play.place()
        )
        found += work.session.scalars(query.order_by(Life.key))
    if is_named(OF_YEARS, articles):
        query = select(Life).where(
            Life.kind == LifeKind.ANNUAL, Life.municipality_id == play.place()
        )
        found += work.session.scalars(query.order_by(Life.key))
    return found


def _duty(play: Play, work: Work, life: Life, duty: OpenDuty) -> Line:
    line: Line = {"duty": duty.duty.value, "by": duty.actor.value}
    if duty.due is not None:
        line["until"] = duty.due
    line |= _limit(duty.basis)
    if duty.members:
        line["who"] = sorted(play.people.of_seat(work, member) for member in duty.members)
    if duty.meeting_id:
        meeting = work.session.get_one(Meeting, duty.meeting_id)
        line["about"] = f"meeting {meeting.number}"
    return line | ({} if life.kind == LifeKind.CASE else {"table": label(life)})


def breaches(play: Play, articles: Sequence[str]) -> list[Line]:
    """Every limit that passed under the articles, struck through or not."""
    with unit_of_work(read_only=True) as work:
        return [
            _breach(play, work, life, line)
            for life in _lives(play, work, articles)
            for line in of_life(work, life.id)
            if is_named(str(line.article), articles)
        ]


def _breach(play: Play, work: Work, life: Life, line: BreachLine) -> Line:
    who = play.people.of_seat(work, line.member_id) if line.member_id else line.actor.value
    found: Line = {"article": str(line.article), "who": who, "until": line.limit}
    found["struck"] = line.struck_on is not None
    return found | ({} if life.kind == LifeKind.CASE else {"table": label(life)})


def _limit(basis: Basis) -> Line:
    """Whose limit it is: an article's, or ours beside one."""
    return {"ours": _OURS[basis.name]} if isinstance(basis, Default) else {"of": str(basis)}


def told(
    play: Play, articles: Sequence[str], but: Collection[tuple[UUID, datetime]] = ()
) -> Iterator[Told]:
    """Every message under the articles that was not taken back before it left."""
    with unit_of_work(read_only=True) as work:
        lives = {life.id: life for life in _lives(play, work, articles)}
        beside = select(Life.id).where(
            Life.kind == LifeKind.REMINDERS, Life.municipality_id == play.place()
        )
        query = select(Message).where(
            Message.life_id.in_([*lives, *work.session.scalars(beside)]),
            Message.status != MessageStatus.OBSOLETE,
            Message.recipient_id != NOBODY,  # it waits for who comes
        )
        for message in work.session.scalars(query.order_by(Message.not_before, Message.key)):
            sent = (message.id, message.not_before)
            if sent not in but and is_named(_article(message, lives.values()), articles):
                life = lives.get(message.life_id) if message.life_id else None
                life = life or next(iter(_reminded_of(message, lives.values())), None)
                yield Told(sent, _message(play, message, life))


def _reminded_of(message: Message, lives: Collection[Life]) -> list[Life]:
    """The tables that are looked at and of which a reminder speaks."""
    said = (*message.context.get("items", ()), *message.context.get("lines", ()))
    tables = {each["table"] for each in said}
    return [life for life in lives if kind_of(life).label(life) in tables]


def _article(message: Message, lives: Collection[Life]) -> str:
    """Its article; of a reminder what it says of the tables that are looked at, and of a line in
    an officer's morning as whose it is told: 14(1) the manager's, 16(1) the head's."""
    items = message.context.get("items")
    if items is None:
        return message.article
    labels = {kind_of(life).label(life) for life in _reminded_of(message, lives)}
    duties = [Duty(item["duty"]) for item in items if item["table"] in labels]
    lines = [line for line in message.context.get("lines", ()) if line["table"] in labels]
    found = [article_of(duty) for duty in duties] + [BASIS[Side(line["side"])] for line in lines]
    return ", ".join(dict.fromkeys(found))


def _message(play: Play, message: Message, life: Life | None) -> Line:
    line: Line = {
        "notice": message.template,
        "to": play.people.reader(message),
        "on": local_day(message.not_before),
    }
    of_quarter = life is not None and life.kind == LifeKind.QUARTERLY
    return line | ({"table": label(life)} if life and of_quarter else {})


def folded(messages: Sequence[Told]) -> list[Line]:
    """One line for each notice of each day, with everybody who got it."""
    lines: dict[tuple[str, date, str], Line] = {}
    for message in messages:
        line = message.line
        key = (line["notice"], line["on"], line.get("table", ""))
        first = lines.setdefault(key, {**line, "to": []})
        first["to"].append(line["to"])
    return [
        line | {"to": line["to"][0] if len(line["to"]) == 1 else sorted(line["to"])}
        for line in lines.values()
    ]
