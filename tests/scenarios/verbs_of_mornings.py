"""What an officer's mail of this morning says of the case: Art. 14(1), 16(1)."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from core.clock import day_begins
from models.case import Case
from models.outbox import Message, MessageStatus
from notifications.notices.reminders import OfficerReminder
from rules.mornings import MailSection
from tests.onrecord import reading
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


@verb
def read_morning(
    play: Play,
    *,
    to: str,
    happened: Sequence[str] = (),
    nears: Sequence[str] = (),
    late: Sequence[str] = (),
    centre: int = 0,
) -> None:
    """Under each heading what stands there, in any order; nothing where there was no mail."""
    found: dict[str, list[str]] = defaultdict(list)
    counted = 0
    with reading() as work:
        number = work.session.get_one(Case, play.case.case).number
        query = select(Message).where(
            Message.template == OfficerReminder.template,
            Message.recipient_id == play.people.account(to),
            Message.queued_at >= day_begins(play.today()),
            Message.status != MessageStatus.OBSOLETE,
        )
        lines = [line for mail in work.session.scalars(query) for line in mail.context["lines"]]
    for line in (line for line in lines if line["table"] == number):
        if line["section"] == MailSection.CENTRE:
            counted += line["count"]
        else:
            found[line["section"]].append(line["what"])
    wanted = {"happened": happened, "nears": nears, "late": late}
    said = {name: sorted(found[name]) for name in wanted} | {"centre": counted}
    expected = {name: sorted(words) for name, words in wanted.items()} | {"centre": centre}
    assert said == expected, f"{to} on {play.today()}: {said}"
