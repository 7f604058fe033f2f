"""Somebody at a link that opens nothing asks for another one: the answer is the same for everybody.

A function of the database's owner queues the mail, of a link that lies behind the wall by now; to
whom, and with what, is decided as it leaves: decision 0170.
"""

from typing import Final

from sqlalchemy import text

from core.ids import new_id
from models.session import Work
from notifications.outbox import message_id
from rules.defaults import DEFAULTS

A_DAY: Final = DEFAULTS.NEW_LINKS_A_DAY.count
_ASKED: Final = text("SELECT link_asked_anew(:id, :message_id, :at, :most)")


def ask(work: Work) -> None:
    """By the link that came with the request; one statement, whatever the link is."""
    id = new_id()
    said = {"id": id, "message_id": message_id(f"links/anew:{id}"), "most": A_DAY}
    work.session.execute(_ASKED, said | {"at": work.clock.now()})
