"""A form is acted on once: the key that its page gave it is written down with the act itself.

Whoever presses twice is led where the first press led. A form that was refused, or shown again,
keeps its key: it may be sent another time.
"""

import json
import secrets
import time
from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from models.sent_form import SentForm
from models.session import Work, unit_of_work
from portal import security
from portal.typed import Typed

LONGEST: Final = 64
PATIENCE: Final = 5.0
"""Seconds in which the first press has its answer."""
PAUSE: Final = 0.05

Answer = tuple[str, str]
"""An address, and what the page there says once."""


class SentAlready(Exception):
    """The same form is acted on already, or is just now."""


def new_key() -> str:
    return secrets.token_hex(16)


def id_of(visit: str, key: str, typed: Typed) -> UUID | None:
    """The form's id, of this browser only; None for a form without a key.

    Other words, or another button, under one key are another form: answered like the first they
    would be lost.
    """
    if not key or len(key) > LONGEST:
        return None
    said = json.dumps(sorted(typed.items()))
    return UUID(bytes=bytes.fromhex(security.sign(visit, f"form {key} {said}"))[:16])


def take(work: Work, form: UUID, at: datetime) -> None:
    """Take a form in hand, before anything else an act writes; raises `SentAlready`."""
    # Another press with this key waits here for the transaction of the first, and then finds its
    # row; or none, where that one was rolled back (PostgreSQL docs, 13.2.1, Read Committed).
    row = insert(SentForm).values(id=form, sent_at=at, given_back=False)
    anew = row.on_conflict_do_update(
        index_elements=[SentForm.id],
        set_={"given_back": False},
        where=SentForm.given_back.is_(True),
    )
    if work.session.scalar(anew.returning(SentForm.id)) is None:
        raise SentAlready


def settle(form: UUID, answer: Answer | None) -> None:
    """Keep where the act led; a form of which nothing came may be sent again."""
    # Suppressed: the act is committed by now, whatever becomes of this note.
    with suppress(SQLAlchemyError), unit_of_work() as work:
        if (row := work.session.get(SentForm, form)) is not None:
            row.given_back = answer is None
            row.answer = json.dumps(answer) if answer else None


def answer(form: UUID) -> Answer | None:
    """What the first press was answered, once it is; no connection is held while it is awaited."""
    for _ in range(int(PATIENCE / PAUSE)):
        with unit_of_work(read_only=True) as work:
            row = work.session.get(SentForm, form)
        if row is None or row.given_back:
            return None
        if row.answer is not None:
            path, done = json.loads(row.answer)
            return path, done
        time.sleep(PAUSE)
    return None
