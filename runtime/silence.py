"""Nobody has heard of a keeper: the administrators are written to, by another process than any.

Past the outbox, which the silent one would deliver; once for each silence, and again only to whom
no server would take it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select

from core.clock import ZONE
from core.i18n import N_, translator
from core.ids import new_id
from core.settings import settings
from models.life import Heartbeat
from models.people import Account
from models.session import Work
from notifications.channels import Letter, Verdict, mail, post
from notifications.channels.mail import BadAddress
from rules.roles import Role

SILENT_AFTER: Final = timedelta(minutes=10)
"""Ours: longer than a restart of machine and database, and short beside any limit of the law."""
SUBJECT: Final = N_("Tryeza stands still")
WORDS: Final = N_(
    "The supervision of the steps is silent since %(moment)s. What is due waits and is not lost,"
    " but nobody is invited or reminded until a worker runs again."
)
TO_DO: Final = N_(
    "On the machine: systemctl status tryeza-worker, then tryeza doctor. This mail comes once; that"
    " it goes on again says the administrator's page."
)


@dataclass(frozen=True, slots=True)
class Silence:
    """Since when nobody was heard of, and who was told of it."""

    since: datetime
    told: frozenset[UUID]

    def as_detail(self) -> dict[str, Any]:
        return {"since": self.since.isoformat(), "told": sorted(map(str, self.told))}

    @classmethod
    def of_detail(cls, said: Any) -> "Silence | None":
        if not said:
            return None
        return cls(datetime.fromisoformat(said["since"]), frozenset(map(UUID, said["told"])))


def look(work: Work, before: Silence | None) -> Silence | None:
    """What is so now; None where the keeper is well. Who leaves in order takes the beat along, and
    is silent from when that was first seen."""
    now, beat = work.session.execute(
        select(func.clock_timestamp(), func.max(Heartbeat.beat_at)).where(
            Heartbeat.name == "keeper"
        )
    ).one()
    if beat is not None and now - beat < SILENT_AFTER:
        return None
    if before is not None and (beat is None or beat <= before.since):
        return before  # else it was heard of in between: a silence of its own
    return Silence(beat or now, frozenset())


def readers(work: Work, silence: Silence) -> list[Account]:
    """Who is to be told now."""
    over = func.clock_timestamp() - silence.since < SILENT_AFTER
    if work.session.scalar(select(over)):
        return []
    query = select(Account).where(Account.role == Role.ADMIN, Account.disabled_at.is_(None))
    found = work.session.scalars(query.order_by(Account.id)).all()
    return [each for each in found if each.id not in silence.told]


def tell(to: list[Account], silence: Silence) -> Silence:
    """Write to each, and say who was reached."""
    told = set(silence.told)
    with post.Lines() as line:
        for each in to:
            if _send(line, each, silence):
                told.add(each.id)
    return Silence(silence.since, frozenset(told))


def _send(line: post.Lines, to: Account, silence: Silence) -> bool:
    letter = _letter(to.language, silence)
    domain = settings().smtp_from.rpartition("@")[2].strip(">")
    try:
        envelope = mail.envelope(
            letter, to=to.email or "", message_id=f"<silent-{new_id()}@{domain}>",
            date=datetime.now(UTC),
        )  # fmt: skip
    except BadAddress:
        return True  # nobody is reached by it, however often
    return line.send_one(envelope).verdict in {Verdict.ACCEPTED, Verdict.REFUSED}


def _letter(language: str, silence: Silence) -> Letter:
    say = translator(language).gettext
    moment = f"{silence.since.astimezone(ZONE):%d.%m.%Y, %H:%M}"
    text = "\n\n".join([say(WORDS, moment=moment), say(TO_DO), settings().base_url]) + "\n"
    return Letter(
        subject=say(SUBJECT),
        sender="Tryeza",
        text=text,
        html=f"<pre>{escape(text)}</pre>\n",
        language=language,
    )
