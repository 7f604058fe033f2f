"""How far minutes have come, for the head of their page: Art. 10(1)."""

from collections.abc import Sequence
from datetime import date

from casework.record.notice_facts import drafts_left_on
from core.i18n import Translator
from models.meeting import Minutes
from models.session import Work
from queries.signatures import Signatures


def steps(
    say: Translator, today: date, work: Work, paper: Minutes, found: Signatures
) -> Sequence[tuple[str, str, str]]:
    """Draft, approval, signatures; where no next meeting follows these approve it (T2)."""

    def on(day: date | None) -> str:
        return say.day(day, today) if day else ""

    asked = paper.signatures_asked_at is not None
    over = asked and found.is_complete
    by_a_meeting = paper.approved_in_id is not None
    in_writing = say.gettext("in writing") if asked and not by_a_meeting else ""
    day = on(paper.approved_on)
    approval = (
        say.gettext("Approval"),
        paper.approved_on is not None,
        ", ".join(words for words in (in_writing, day) if words),
    )
    signatures = (say.gettext("Signatures"), over, _signed(say, found) if asked else "")
    left = drafts_left_on(work.session, paper.id) if paper.sent_at else None
    passed = [
        (say.gettext("Draft"), True, on(paper.written_at)),
        _sent(say, on(left), asked=asked, sent=paper.sent_at is not None),
        *([signatures, approval] if in_writing else [approval, signatures]),
        (say.gettext("Complete"), over and paper.approved_on is not None, ""),
    ]
    current = next((place for place, step in enumerate(passed) if not step[1]), len(passed))
    return [
        (name, "past" if over else "now" if place == current else "next", line)
        for place, (name, over, line) in enumerate(passed)
    ]


def _sent(say: Translator, left_on: str, *, asked: bool, sent: bool) -> tuple[str, bool, str]:
    """The draft is with the table once a server has taken the mails that lead to it."""
    waits = sent and not left_on and not asked
    words = say.gettext("not all of the mails have left") if waits else left_on
    return say.gettext("Sent to the table"), asked or bool(left_on), words


def _signed(say: Translator, found: Signatures) -> str:
    """`1 of 6, 1 refusal`"""
    count = say.gettext("%(given)s of %(wanted)s", given=found.given, wanted=len(found.wanted))
    if not found.refused:
        return count
    return f"{count}, {say.ngettext('%(num)s refusal', '%(num)s refusals', found.refused)}"
