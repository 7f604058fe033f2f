"""Who comes to a meeting without a member's seat: Art. 4(4), 8(5), 10(6).

Somebody of another institution has a seat for good under Art. 4(4), or comes to one meeting under
Art. 8(5); both for a reason, on the manager's word. To anybody else the meeting is closed.
"""

from dataclasses import dataclass
from typing import Final

from rules.basis import Article
from rules.participants import Part
from rules.refusals import ProcedureRefused

OF_ONE_MEETING: Final = frozenset({Part.GUEST, Part.UNASKED})
"""Who comes to one meeting; an assistant and an interpreter come to any."""


class MeetingIsClosed(ProcedureRefused):
    reason = "The meeting is closed: only members, the family, and who is invited to it come."
    way_out = (
        "Write which institution sends them and how it is tied to the case, or give them a seat"
        " under Art. 4(4). Who has sat there unasked is recorded after the meeting."
    )
    basis = Article(10, "6")


@dataclass(frozen=True, slots=True)
class LetIn:
    """Somebody without a seat, as they are put on record."""

    part: Part
    comes_from: str = ""
    reason: str = ""
    """How their institution is tied to the case: Art. 8(5). Of the uninvited, why they came."""
    was_there: bool = False
    """Of a meeting that was held."""


def check_let_in(who: LetIn) -> None:
    """Only an institution tied to the case is let in, by invitation: Art. 8(5), 10(6).

    Whoever sat there is put on record afterwards, invited or not.
    """
    is_tied = bool(who.comes_from.strip() and who.reason.strip())
    if who.part is Part.GUEST and not is_tied:
        raise MeetingIsClosed
    if who.part is Part.UNASKED and not who.was_there:
        raise MeetingIsClosed


def was_let_in(part: Part, *, to_this_meeting: bool) -> bool:
    """Whether somebody came as they might: a guest to the meeting of the invitation: Art. 8(5).

    Who was invited to another one sat in this one uninvited: Art. 10(6).
    """
    return part not in OF_ONE_MEETING or (part is Part.GUEST and to_this_meeting)
