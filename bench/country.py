"""A country on the evening before a morning on which much is due at once.

Three cases are played in one centre: one that is quiet, one whose members are to be reminded of
their reports, and one whose invitations leave; then each is copied over the other centres, whose
officers and professionals are entered. No mail waits from before.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from hashlib import md5
from typing import Any, Final
from uuid import UUID

from psycopg import Connection, sql
from sqlalchemy import select, update

from bench.copies import Elsewhere, copy_case
from bench.pages import BEGINS, other_places, say
from casework.municipality import standing
from casework.record.table import planned_meeting
from core import crypto
from core.clock import REMINDERS, FrozenClock
from models.last_call import LastCallRow
from models.life import Life
from models.outbox import Message, MessageStatus
from models.people import Account, Municipality, Professional
from models.plan import Reminder
from models.session import unit_of_work
from models.signature_reminder import SignatureReminder
from rules.convening import day_to_invite
from rules.roles import Role
from simulation.life import CaseStory
from simulation.seed import seed
from simulation.stage import InlineStage
from workflow.life import due_steps, perform

MANAGERS: Final = 10
PEOPLE: Final = 7
EVENING: Final = time(20, 0)
REMINDED: Final = timedelta(days=4)
"""Before the meeting: one of the days on which reports are asked for again."""
INVITED: Final = timedelta(days=10)
"""After its referral the invitations of a case leave."""


@dataclass(frozen=True, slots=True)
class Morning:
    """The clock, which stands on the evening before, and the day."""

    clock: FrozenClock
    day: date

    def begin(self) -> None:
        """It is eight o'clock."""
        self.clock.move_to(self.day, REMINDERS)


def evening(connection: Connection[Any], *, cases: int, reporting: int, inviting: int) -> Morning:
    """Play and copy; the clock stands on the evening before."""
    say("Three cases are played …")
    clock = FrozenClock.on(BEGINS + timedelta(days=2))  # the morning is that of a working day
    seed(cases=False, quick=True)
    _enter_officers()
    reports, quiet, invited = (CaseStory(InlineStage(clock)) for _ in range(3))
    for story in (reports, quiet):
        story.refer()
        story.prepare()
        story.first_meeting()
    reports.convene_review()
    with unit_of_work(read_only=True) as work:
        day = planned_meeting(work.session, reports.case).day - REMINDED
    invited.stage.move_to(day - INVITED)
    invited.refer()
    invited.prepare()
    invited.stage.move_to(day - timedelta(days=1), EVENING)
    _is_invited_to_on(invited.case, day)
    say(f"{cases} cases in 38 centres …")
    spread = Elsewhere(other_places(), MANAGERS, PEOPLE)
    first = 1
    for story, count in ((reports, reporting), (invited, inviting), (quiet, cases)):
        last = first + count - 1 if story is not quiet else cases
        copy_case(connection, story.case, first, last, spread)
        first = last + 1
    _enter_people(connection, spread)
    _nothing_waits(connection)
    _begin_the_others()
    connection.execute("VACUUM ANALYZE")
    return Morning(clock, day)


def _is_invited_to_on(case_id: UUID, day: date) -> None:
    """Else the morning would have no legal act in it."""
    with unit_of_work(read_only=True) as work:
        assert day_to_invite(planned_meeting(work.session, case_id).day) == day


def _enter_officers() -> None:
    others = other_places()
    with unit_of_work() as work:
        places = work.session.scalars(select(Municipality)).all()
        by_id = {place.id: place for place in places}
        for number, place_id in enumerate(others):
            for each in range(MANAGERS):
                _officer(work, f"{number}:{each}", by_id[place_id], Role.MANAGER)
            _officer(work, f"{number}:head", by_id[place_id], Role.HEAD)


def _officer(work: Any, key: str, place: Municipality, role: Role) -> None:
    address = f"officer{key.replace(':', '-')}@{place.slug}.example"
    known = work.session.scalars(
        select(Account.id).where(Account.municipality_id == place.id, Account.role == Role.HEAD)
    ).first()
    if role is Role.HEAD and known is not None:
        return
    work.session.add(
        Account(
            id=UUID(md5(key.encode(), usedforsecurity=False).hexdigest()),
            municipality_id=place.id,
            role=role,
            name=f"Zyrtari {key}",
            email=address,
            email_index=Account.index_of(address),
        )
    )


def _enter_people(connection: Connection[Any], spread: Elsewhere) -> None:
    """Each with a name and an address of their own, sealed for their own row."""
    places = connection.execute(
        "SELECT id FROM professional WHERE municipality_id = ANY(%s)", [spread.municipalities]
    ).fetchall()
    fields = (("name", "Profesionisti"), ("email", "person"))
    connection.execute(
        "UPDATE professional SET phone_sealed = NULL, superior_name_sealed = NULL,"
        " superior_email_sealed = NULL WHERE municipality_id = ANY(%s)",
        [spread.municipalities],
    )
    with connection.cursor() as cursor:
        for name, word in fields:
            column = getattr(Professional, name).column
            cursor.executemany(
                sql.SQL("UPDATE professional SET {} = %s WHERE id = %s").format(
                    sql.Identifier(column)
                ),
                [
                    (crypto.ring().seal(said, f"professional.{name}.{id}"), id)
                    for number, (id,) in enumerate(places)
                    for said in [f"{word}{number}" + ("@place.example" if name == "email" else "")]
                ],
            )


def _nothing_waits(connection: Connection[Any]) -> None:
    """Also none of the links that the morning sends: those of copies nobody can open. A life that
    would have woken for its mail wakes by what its rules name, as after its mail has left."""
    connection.execute(
        "UPDATE message SET status = 'sent', accepted_at = coalesce(accepted_at, queued_at)"
        " WHERE status <> 'sent'"
    )
    connection.execute(
        "UPDATE life SET wake_at = (last_look ->> 'until')::timestamptz WHERE wake_at IS NOT NULL"
    )
    connection.execute("SET session_replication_role = replica")
    connection.execute("DELETE FROM member_link WHERE purpose IN ('report', 'declare')")
    connection.execute("SET session_replication_role = DEFAULT")


def _begin_the_others() -> None:
    """Each centre's own lives, of reminders and of its quarter, look for the first time."""
    with unit_of_work() as work:
        standing.ensure(work)
    with unit_of_work(read_only=True) as work:
        new = work.session.scalars(select(Life.id).where(Life.waiting_for == "Start")).all()
    for life in new:
        for step in due_steps(life, anew=True):
            perform(step.act, life, step.subject_id)
    _end_their_mail()


def _end_their_mail() -> None:
    with unit_of_work() as work:
        left = update(Message).where(Message.status == MessageStatus.QUEUED)
        work.session.execute(left.values(status=MessageStatus.SENT, accepted_at=work.clock.now()))
        for told in (Reminder, SignatureReminder, LastCallRow):
            work.session.execute(
                update(told).where(told.taken_at.is_(None)).values(taken_at=told.sent_at)
            )
