"""A story being played: its case, its people, its clock; what the verbs work on."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select, update

from casework.case.referral import municipality
from casework.municipality import standing
from core.clock import REMINDERS, at_local, local_day, local_time
from models.case import Case
from models.life import ActorKind, Life, LifeKind
from models.meeting import Meeting, Minutes
from models.outbox import Message, MessageStatus
from models.session import Actor, Work, unit_of_work
from notifications import receipts, reminded
from rules.days import Quarter
from simulation.stage import member_acting
from tests.builders import ACase
from tests.onrecord import NothingYet, reading
from tests.scenarios.days import day_of, meeting_called
from tests.scenarios.people import People
from tests.scenarios.timeline_file import When, Which


@dataclass
class Play:
    """One case on the moving clock."""

    case: ACase
    people: People = field(default_factory=People)
    happened: date = date.min
    """The day on which what is entered now took place."""
    before: date = date.min
    """The day of the entry before."""
    former: list[UUID] = field(default_factory=list)
    """The cases that the child had before the one of the story, the first one first."""

    def today(self) -> date:
        return self.case.stage.today()

    def on(self) -> date | None:
        """The true day of what is typed later; None where it happens as it is entered."""
        return self.happened if self.happened < self.today() else None

    def day(self, when: When) -> date:
        life_id, begins = self.case.case_id, self.case.begins
        return day_of(when, begins=begins, before=self.before, life_id=life_id)

    def move_to(self, day: date, hour: time | None) -> None:
        """Let time pass; a quarter opens on its first day, as the schedule has it."""
        while (quarter := Quarter.of(self.today())) != Quarter.of(day):
            self._pass_to(quarter.last_day + timedelta(days=1), None)
        self._pass_to(day, hour)

    def _pass_to(self, day: date, hour: time | None) -> None:
        now, then = self.case.clock.now(), at_local(day, hour or REMINDERS)
        if then > now:
            self.case.stage.move_to(day, hour or REMINDERS)
        self.settle()

    def let_begin(self, starts_at: datetime) -> None:
        """Nothing is on record before its hour; a story's acts of that day are at eight o'clock."""
        if local_day(starts_at) == self.today() and self.case.clock.now() < starts_at:
            self.move_to(self.today(), local_time(starts_at))

    def settle(self) -> None:
        with unit_of_work() as work:
            standing.ensure(work)
        self.case.stage.settle()
        self._post()

    def _post(self) -> None:
        """The mail servers of this story take everything at once; delivery has its own tests."""
        with unit_of_work() as work:
            now = work.clock.now()
            waiting = update(Message).where(Message.status == MessageStatus.QUEUED)
            sent = waiting.values(status=MessageStatus.SENT, accepted_at=now)
            of_each = sent.returning(Message.id, Message.template, Message.context)
            left = work.session.execute(of_each).all()
            for _, template, context in left:
                receipts.mark(work.session, template, context, now)
            reminded.mark(work, left)

    def life(self, table: Which = "case") -> UUID:
        if table == "case":
            return self.case.case
        with reading() as work:
            key = f"ferizaj:{self.table(table)}"
            query = select(Life.id).where(Life.kind == LifeKind.QUARTERLY, Life.key == key)
            return work.session.scalars(query).one()

    def table(self, name: Which) -> str:
        """`case`, or the quarter by its own name."""
        return str(Quarter.of(self.today())) if name == "quarter" else name

    def place(self) -> UUID:
        with reading() as work:
            return municipality(work, "ferizaj").id

    def manager(self) -> UUID:
        """Who manages the case now."""
        if self.case.case_id is not None:
            with reading() as work:
                found = work.session.get_one(Case, self.case.case).manager_id
            if found is not None:
                return found
        return self.people.account("manager")

    def chair(self, table: Which) -> UUID:
        return self.manager() if table == "case" else self.people.account("manager")

    def officer(self, by: str | None, otherwise: UUID) -> UUID:
        return self.people.account(by) if by else otherwise

    @contextmanager
    def acting(self, account: UUID) -> Iterator[Work]:
        with unit_of_work(Actor(ActorKind.STAFF, account)) as work:
            yield work

    def as_manager(self, by: str | None = None) -> AbstractContextManager[Work]:
        return self.acting(self.officer(by, self.manager()))

    def as_head(self, by: str | None = None) -> AbstractContextManager[Work]:
        return self.acting(self.people.account(by or "head"))

    def as_member(self, seat: UUID) -> AbstractContextManager[Work]:
        return member_acting(seat)

    def seat(self, name: str, table: Which = "case") -> UUID:
        return self.people.seat(self.life(table), name)

    def several(self, names: list[str], table: Which = "case") -> list[str]:
        return self.people.several(self.life(table), names)

    def meeting(self, name: str = "meeting", table: Which = "case") -> Meeting:
        return meeting_called(name, self.life(table))

    def numbered(self, of: int | None, table: Which = "case") -> Meeting:
        """The meeting with this number; the nearest where none is said."""
        return self.meeting(f"meeting {of}" if of else "meeting", table)

    def paper(self, number: int, table: Which = "case") -> Minutes:
        """The minutes of a meeting."""
        meeting = self.meeting(f"meeting {number}", table)
        with reading() as work:
            found = work.session.scalars(
                select(Minutes).where(Minutes.meeting_id == meeting.id)
            ).first()
        if found is None:
            raise NothingYet(f"meeting {number} has no minutes")
        return found
