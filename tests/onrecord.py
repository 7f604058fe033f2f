"""What a test reads of a case: its rows, its duties, its trail, its messages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.facts import of_case
from casework.record.table import last_held, planned_meeting, sitting
from core.clock import SystemClock
from models.case import Case
from models.closure import Closure, came_to_nothing
from models.life import AuditEntry, Life
from models.meeting import Meeting, Minutes
from models.outbox import Message
from models.people import Account
from models.plan import Plan, ReportRequest
from models.session import Work, engine
from notifications.notices import NOTICES
from rules import case_life
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts
from simulation.seed import officer, professional


class NothingYet(LookupError):
    """The test asked for something that nobody has done."""


@contextmanager
def reading() -> Iterator[Work]:
    """What is committed, on a connection of the test's own: also amid a unit of work."""
    with Session(engine(), expire_on_commit=False) as session:
        yield Work(session, SystemClock())


@dataclass
class OnRecord:
    """A case by its id; every question is a transaction of its own."""

    case_id: UUID | None = None

    @property
    def case(self) -> UUID:
        assert self.case_id is not None, "nobody was referred"
        return self.case_id

    def account(self, email: str) -> Account:
        with reading() as work:
            return officer(work, email)

    def person(self, email: str) -> UUID:
        """The professional's id."""
        with reading() as work:
            return professional(work, email).id

    def seat(self, email: str) -> UUID:
        """The member's id of somebody at the table."""
        with reading() as work:
            wanted = professional(work, email).id
            seats = {
                member.professional_id: member.id for member in sitting(work.session, self.case)
            }
            return seats[wanted]

    def members(self) -> list[UUID]:
        with reading() as work:
            return [member.id for member in sitting(work.session, self.case)]

    def row(self) -> Case:
        with reading() as work:
            return work.session.get_one(Case, self.case)

    def life(self) -> Life:
        with reading() as work:
            return work.session.get_one(Life, self.case)

    def facts(self) -> CaseFacts:
        with reading() as work:
            return of_case(work.session, self.case)

    def duties(self) -> dict[Duty, OpenDuty]:
        return {duty.duty: duty for duty in case_life.duties(self.facts())}

    def steps(self) -> dict[str, object]:
        """What the system will do, with the day from which it does it."""
        return {step.act: step.on for step in case_life.steps(self.facts())}

    def meeting(self) -> Meeting:
        """The planned one."""
        with reading() as work:
            return planned_meeting(work.session, self.case)

    def held(self) -> Meeting:
        with reading() as work:
            meeting = last_held(work.session, self.case)
            if meeting is None:
                raise NothingYet("no meeting was held")
            return meeting

    def request(self, email: str) -> ReportRequest:
        """The newest report asked of somebody, with its reminders."""
        member = self.seat(email)
        with reading() as work:
            query = select(ReportRequest).where(ReportRequest.member_id == member)
            found = work.session.scalars(query.order_by(ReportRequest.due_on.desc())).first()
            if found is None:
                raise NothingYet("no report was asked for")
            assert isinstance(found.reminders, list)
            return found

    def papers(self) -> list[Minutes]:
        """The minutes of every meeting, oldest first."""
        with reading() as work:
            query = select(Minutes).join(Meeting, Meeting.id == Minutes.meeting_id)
            wanted = query.where(Meeting.life_id == self.case).order_by(Meeting.number)
            return list(work.session.scalars(wanted))

    def plans(self, kind: str = "unified") -> list[Plan]:
        with reading() as work:
            query = select(Plan).where(Plan.case_id == self.case, Plan.kind == kind)
            found = list(work.session.scalars(query.order_by(Plan.version)))
            assert all(isinstance(plan.actions, list) for plan in found)
            return found

    def closure(self) -> Closure:
        """The newest proposal."""
        with reading() as work:
            query = select(Closure).where(Closure.case_id == self.case)
            open_first = (came_to_nothing(), Closure.proposed_at.desc())
            found = work.session.scalars(query.order_by(*open_first)).first()
            if found is None:
                raise NothingYet("nobody proposed to close the case")
            return found

    def trail(self) -> list[tuple[str, str | None]]:
        """Every act on record, with its article."""
        with reading() as work:
            query = select(AuditEntry).where(AuditEntry.life_id == self.case)
            return [
                (entry.act, entry.article)
                for entry in work.session.scalars(query.order_by(AuditEntry.number))
            ]

    def recorded(self, act: str) -> AuditEntry:
        """The last entry of an act."""
        with reading() as work:
            query = select(AuditEntry).where(AuditEntry.life_id == self.case, AuditEntry.act == act)
            found = work.session.scalars(query.order_by(AuditEntry.number.desc())).first()
            assert found is not None, f"{act!r} is not on record"
            return found

    def messages(self, template: str, recipient: UUID | None = None) -> list[Message]:
        """What was queued under a template, to everybody or to one person."""
        assert template in NOTICES, f"there is no notice {template!r}"
        with reading() as work:
            query = select(Message).where(Message.template == template)
            if recipient is not None:
                query = query.where(Message.recipient_id == recipient)
            return list(work.session.scalars(query.order_by(Message.queued_at, Message.key)))

    def reminders(self, recipient: UUID | None = None) -> list[Message]:
        """The mornings' mails with a line on this case, whatever else they remind of."""
        mine = self.row().number
        return [
            message
            for message in self.messages("reminders/owed", recipient)
            if any(item["table"] == mine for item in message.context["items"])
        ]
