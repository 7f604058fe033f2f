"""Opening a life that stands by itself: one for each key, whoever asks."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from core.ids import new_id
from models.life import Life
from models.people import Municipality
from models.session import Work


def open_life(
    work: Work, kind: str, key: str, place: Municipality, *, language: str = "sq"
) -> tuple[Life, bool]:
    """The life with this key, and whether it was opened now; two at once open one.

    It says nothing of the row that it adds: a link may begin its centre's reminders, and sees them
    once they are there (0149).
    """
    asked = select(Life).where(Life.kind == kind, Life.key == key)
    if (there := work.session.scalars(asked).one_or_none()) is not None:
        return there, False
    values = {
        "id": new_id(),
        "kind": kind,
        "key": key,
        "municipality_id": place.id,
        "language": language,
        "began_at": work.clock.now(),
        "waiting_for": "Start",
    }
    work.session.execute(
        insert(Life).values(**values).on_conflict_do_nothing(constraint="one_life_per_key")
    )
    life = work.session.scalars(asked).one()
    return life, life.id == values["id"]
