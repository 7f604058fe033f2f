"""Whether a record is a demo's: no production is served from it, and no demo from another."""

from typing import Final

from sqlalchemy import Connection, text

from core.i18n import N_
from core.mode import Mode, ModeRefused

HELD: Final = text("SELECT EXISTS (SELECT FROM demo_clock), EXISTS (SELECT FROM account)")

IS_A_DEMO: Final = N_(
    "This database has held a demo: invented people, and a password that everybody knows. For"
    " production take an empty one."
)
IS_REAL: Final = N_("People work in this database: a demo takes an empty one of its own.")


def check(connection: Connection, mode: Mode) -> None:
    """Raises `ModeRefused`. A demo's clock is on record from before its first person, for good."""
    was_demo, has_people = connection.execute(HELD).one()
    if mode is Mode.PRODUCTION and was_demo:
        raise ModeRefused(IS_A_DEMO)
    if mode is Mode.DEMO and has_people and not was_demo:
        raise ModeRefused(IS_REAL)
