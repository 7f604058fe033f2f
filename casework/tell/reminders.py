"""The life that carries what a municipality's people are told beside their cases."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, String, bindparam, select

from core.clock import at_local
from models.asked import PLACE, kept
from models.life import Life, LifeKind, as_said, says_by
from models.people import Municipality
from models.session import Work
from rules.duties import Duty
from rules.reminders import REMINDED
from workflow.lives import open_life


def open_reminders(work: Work, municipality_id: UUID) -> UUID:
    """The life that reminds one municipality's people; there is one, and it does not end."""
    there = work.session.execute(_carrier(), {"place": municipality_id}).first()
    if there is not None:
        return there[0]
    place = work.session.get_one(Municipality, municipality_id)
    return open_life(work, LifeKind.REMINDERS, place.slug, place)[0].id


@kept
def _carrier() -> Select[UUID, bool]:
    """And whether its rules have something to say by a moment."""
    query = select(Life.id, says_by(bindparam("by", None, String())).label("awake"))
    return query.where(Life.municipality_id == PLACE, Life.kind == LifeKind.REMINDERS)


def look_at_reminders(work: Work, municipality_id: UUID) -> None:
    """Somebody was asked for something of which they may have to be reminded."""
    work.wake(open_reminders(work, municipality_id), "asked for")


def look_next_morning(work: Work, municipality_id: UUID) -> None:
    """Something happened of which an officer is told in the mail of the next morning.

    Nobody is woken for it who wakes by then: mostly nothing is done here: Art. 14(1), 16(1).
    """
    morning = at_local(work.clock.today() + timedelta(days=1))
    asked = {"place": municipality_id, "by": as_said(morning)}
    there = work.session.execute(_carrier(), asked).first()
    life_id, is_awake = there or (open_reminders(work, municipality_id), False)
    if not is_awake:
        work.wake(life_id, "asked for")


def look_at_what_is_owed(work: Work, life: Life, duties: Collection[Duty]) -> None:
    """Whatever act made somebody owe one of these, they are reminded of it in time."""
    if any(duty in REMINDED for duty in duties):
        look_at_reminders(work, life.municipality_id)
    elif duties:
        look_next_morning(work, life.municipality_id)
