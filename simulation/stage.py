"""What a story is played on: who acts, how time moves, and who runs the steps meanwhile."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import select, update

from core.clock import REMINDERS, FrozenClock, local_day
from models.life import ActorKind, Life, Wakeup
from models.outbox import Message, MessageStatus
from models.people import LinkPurpose, MemberLink
from models.session import Actor, Work, unit_of_work, use_clock
from notifications import outbox
from simulation.seed import officer
from workflow.hint import Hint
from workflow.kinds import kind_of
from workflow.life import deliver, due_steps, look_again, next_moment, perform

AGES: Final = timedelta(days=365250)
"""So much later would mail leave that nobody sends: it wakes no life meanwhile."""


def wanted_at(message: Message) -> datetime:
    """When a message was to leave, also where no mail server takes it."""
    lies = message.not_before.year > 2900
    return message.not_before - AGES if lies else message.not_before


class Stage(Protocol):
    """A running system, or a test's."""

    def today(self) -> date:
        """The story's calendar day."""
        ...

    def move_to(self, day: date, hour: time = REMINDERS) -> None:
        """Let time pass until `day`, every step on the way taken on its own day."""
        ...

    def settle(self) -> None:
        """Wait until every life is parked and nothing is due."""
        ...


@contextmanager
def acting(email: str) -> Iterator[Work]:
    with unit_of_work() as work:
        account = officer(work, email)  # held: an account nobody holds is read anew by each act
        work.actor = Actor(ActorKind.STAFF, account.id)
        yield work


@contextmanager
def member_acting(member_id: UUID) -> Iterator[Work]:
    with unit_of_work(Actor(ActorKind.MEMBER, member_id)) as work:
        yield work


@dataclass
class InlineStage:
    """No engine: the same steps run here, one after the other, on a clock that stands still."""

    clock: FrozenClock
    deliver: bool = False
    taken: list[tuple[date, str]] = field(default_factory=list)
    looked_on: date | None = None
    """The day on which every life was asked; until the next one, only acts make steps due."""

    def __post_init__(self) -> None:
        use_clock(self.clock)

    def today(self) -> date:
        return self.clock.today()

    def settle(self) -> None:
        while self._one_pass():
            pass

    def move_to(self, day: date, hour: time = REMINDERS) -> None:
        self.settle()
        self._take_invitations()
        while (wake := self._next_wake(day)) is not None:
            self.clock.move_to(wake)
            self.settle()
            self._take_invitations()
        self.clock.move_to(day, hour)
        self.settle()

    def _take_invitations(self) -> None:
        """Without a mail server: what was queued was taken on its day, so that nobody's notice is
        short (Art. 8(3)) only because nothing here sends mail."""
        if self.deliver:
            return
        invitation = MemberLink.purpose == LinkPurpose.READ
        links = select(MemberLink.id).where(invitation).scalar_subquery()
        with unit_of_work() as work:
            work.session.execute(
                update(Message)
                .where(Message.link_id.in_(links), Message.accepted_at.is_(None))
                .where(Message.status == MessageStatus.QUEUED)
                .values(accepted_at=Message.queued_at)
            )

    def _one_pass(self) -> bool:
        with unit_of_work() as work:
            lives = list(work.session.scalars(select(Life.id).where(Life.ended_at.is_(None))))
            woken = set()
            for wakeup in work.session.scalars(select(Wakeup).where(Wakeup.taken_at.is_(None))):
                wakeup.taken_at = work.clock.now()
                woken.add(wakeup.life_id)
            if self.looked_on != self.today():
                self.looked_on = self.today()
                woken.update(self._whose_time_has_come(work))
        moved = [self._activate(life_id) for life_id in lives if life_id in woken]
        return any(moved)

    def _whose_time_has_come(self, work: Work) -> Iterable[UUID]:
        """Who never rested, and whoever's moment is over; mail that waits is a moment that is."""
        is_new, is_due = Life.waiting_for == "Start", Life.wake_at <= work.clock.now()
        return work.session.scalars(select(Life.id).where(is_new | is_due))

    def _activate(self, life_id: UUID) -> bool:
        count = len(self.taken)
        found = Hint(life_id)
        if not self.deliver:
            self._leave_mail_lying(life_id)
        with found.wanted():
            look_again(life_id)
            for step in due_steps(life_id, told=found):
                perform(step.act, life_id, step.subject_id)
                self.taken.append((self.today(), step.act))
        if self.deliver and outbox.pending(life_id):
            deliver(life_id)
        return len(self.taken) > count

    def _leave_mail_lying(self, life_id: UUID) -> None:
        """Without a mail server nothing is tried again, and no life wakes for its mail."""
        with unit_of_work() as work:
            work.session.execute(
                update(Message)
                .where(Message.life_id == life_id, Message.status == MessageStatus.QUEUED)
                .where(Message.not_before <= work.clock.now())
                .values(not_before=Message.not_before + AGES)
            )

    def _next_wake(self, until: date) -> date | None:
        """The next day before `until` on which some life wakes by itself."""
        with unit_of_work() as work:
            lives = work.session.scalars(select(Life).where(Life.ended_at.is_(None)))
            moments = [self._wakes(work, life) for life in lives]
        days = {local_day(moment) for moment in moments if moment is not None}
        return min((day for day in days if self.today() < day < until), default=None)

    def _wakes(self, work: Work, life: Life) -> datetime | None:
        """By its row; where mail waits that nobody sends here, by the rules alone."""
        if life.wake_at is None or life.wake_at > work.clock.now():
            return life.wake_at
        return next_moment(kind_of(life).look(work, life), self.today())
