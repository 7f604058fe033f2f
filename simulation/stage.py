"""What a story is played on: who acts, how time moves, and who runs the steps meanwhile."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Protocol
from uuid import UUID

from sqlalchemy import Select, func, or_, select, update

from core.clock import REMINDERS, FrozenClock, local_day
from models.asked import kept
from models.last_call import LastCallRow
from models.life import ActorKind, Life, WakeReason, Wakeup
from models.outbox import Message, MessageStatus
from models.people import LinkPurpose, MemberLink
from models.plan import Reminder
from models.session import Actor, Work, unit_of_work, use_clock
from models.signature_reminder import SignatureReminder
from notifications import outbox
from notifications.notices.reports import LastChance
from rules.steps import DueStep
from simulation.seed import officer
from workflow import demo_clock, last_look
from workflow.life import deliver, due_steps, perform
from workflow.steps_in_turn import count_step


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


@kept
def _all_taken() -> Select[int]:
    """Of each kind what no server has taken is, in one statement: it is asked for on every day."""
    leads_to = MemberLink.purpose.in_((LinkPurpose.READ, LinkPurpose.MINUTES))
    links = select(MemberLink.id).where(leads_to).scalar_subquery()
    waits = Message.status == MessageStatus.QUEUED
    sent = (
        update(Message)
        .where(or_(Message.link_id.in_(links), Message.template == LastChance.template))
        .where(Message.accepted_at.is_(None), waits)
        .values(accepted_at=Message.queued_at, status=MessageStatus.SENT)
        .returning(Message.id)
        .cte("sent")
    )
    told = [
        update(each)
        .where(each.taken_at.is_(None), Message.id == each.message_id, waits)
        .values(taken_at=each.sent_at)
        .returning(each.id)
        .cte(each.__tablename__ + "_told")
        for each in (Reminder, SignatureReminder, LastCallRow)
    ]
    return select(func.count()).select_from(sent).add_cte(*told)


@dataclass
class InlineStage:
    """No engine: the same steps run here, one after the other, on a clock that stands still."""

    clock: FrozenClock
    deliver: bool = False
    taken: list[tuple[date, str]] = field(default_factory=list)
    place: UUID | None = None
    """The municipality whose lives go on; None for all of them."""
    seen: UUID | None = None
    """The municipality whose lives go on also on the days between; the others' on the day that is
    moved to. None for all of them."""
    looked_on: date | None = None
    """The day on which every life was asked; until the next one, only acts make steps due."""

    def __post_init__(self) -> None:
        use_clock(self.clock)
        with unit_of_work() as work:
            demo_clock.begin(work)

    def today(self) -> date:
        return self.clock.today()

    def settle(self) -> None:
        while self._one_pass():
            pass

    def move_to(self, day: date, hour: time = REMINDERS) -> None:
        self.settle()
        self._pass_until(day)
        self.clock.move_to(day, hour)
        self.settle()

    def _pass_until(self, day: date) -> None:
        everywhere, self.place = self.place, self.place or self.seen
        while (wake := self._next_wake(day)) is not None:
            self.clock.move_to(wake)
            self.settle()
        self.place = everywhere

    def _take_what_has_days(self, work: Work) -> None:
        """Without a mail server: what was queued was taken on its day, so that nobody's notice is
        short (Art. 8(3)), no last chance waits and everybody was reminded (14(3.2)), though
        nothing here sends mail."""
        if self.deliver:
            return
        work.session.execute(_all_taken())

    def _one_pass(self) -> bool:
        with unit_of_work() as work:
            taken = update(Wakeup).where(Wakeup.taken_at.is_(None))
            reasons = work.session.execute(
                taken.values(taken_at=work.clock.now()).returning(Wakeup.life_id, Wakeup.reason)
            ).all()
            woken = {life_id for life_id, _ in reasons}
            anew = {life_id for life_id, reason in reasons if reason == WakeReason.ELSEWHERE}
            if not woken and self.looked_on == self.today():
                return False
            lives = self._lives(work)
            if self.looked_on != self.today():
                self.looked_on = self.today()
                woken.update(life.id for life in lives if self._is_due(life, work.clock.now()))
            ids = [life.id for life in lives if life.id in woken]
        moved = [self._activate(life_id, anew=life_id in anew) for life_id in ids]
        return any(moved)

    def _lives(self, work: Work) -> Sequence[Life]:
        """In one order, so that a story goes the same way twice: who reminds comes last."""
        query = select(Life).where(Life.ended_at.is_(None)).order_by(Life.kind, Life.key)
        if self.place is not None:
            query = query.where(Life.municipality_id == self.place)
        return work.session.scalars(query).all()

    def _wakes_at(self, life: Life) -> datetime | None:
        """For mail too, where it is sent; else nothing is tried again, and nobody wakes for it."""
        return life.wake_at if self.deliver else last_look.until(life)

    def _is_due(self, life: Life, now: datetime) -> bool:
        """Who never rested, and whoever's moment is over."""
        moment = self._wakes_at(life)
        return not life.last_look or (moment is not None and moment <= now)

    def _activate(self, life_id: UUID, *, anew: bool) -> bool:
        before, step = len(self.taken), next(due_steps(life_id, anew=anew), None)
        taken: Counter[DueStep] = Counter()
        while step is not None:
            due = perform(step.act, life_id, step.subject_id)
            self.taken.append((self.today(), step.act))
            count_step(taken, step, life_id)
            step = next(iter(due), None)  # nobody acts between two steps here
        if self.deliver and outbox.pending(life_id):
            deliver(life_id)
        return len(self.taken) > before

    def _next_wake(self, until: date) -> date | None:
        """The next day before `until` on which some life wakes by itself; this one is over."""
        with unit_of_work() as work:
            self._take_what_has_days(work)
            moments = [self._wakes_at(life) for life in self._lives(work)]
        days = {local_day(moment) for moment in moments if moment is not None}
        return min((day for day in days if self.today() < day < until), default=None)
