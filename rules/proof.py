"""What is known of a notice on its way to one person, and whether it was there in time: Art. 8(3).

"E dërgon": sending counts, and of a mail that is the moment at which the mail server took it. What
a server refused or gave back was not sent. That somebody opened the link proves more, and is asked
of nobody.

Nor was it sent where whoever reads there says, behind a link, that it is not for them or that they
have left, once the centre has found that so: another address is in force. Until then it is a
question, asked without a code, and no lapse of anybody's. Nor does it take anything from what
somebody did: what had been taken by the day on which they last came in by a code, or sat at that
table, or on which their contact was last confirmed, was theirs (ours, 0176).
"""

from datetime import date
from enum import StrEnum


class NoticeState(StrEnum):
    """How far one notice has come."""

    QUEUED = "queued"
    ACCEPTED = "accepted"
    """The mail server, or the SMS gateway, took it and answered so."""
    DELIVERED = "delivered"
    """The telephone had the text, as the network reports."""
    REFUSED = "refused"
    """It leads to nobody: the other side said so of the address."""
    HELD = "held"
    """Nobody was asked to take it: the address is none, or in doubt."""
    BOUNCED = "bounced"
    """Taken first, and given back."""
    RETURNED = "returned"
    """Taken, and given back for another reason than its address: sent, and it did not arrive."""
    DISOWNED = "disowned"
    """Taken first; whoever reads there says that it is not for them, or that they have left."""
    GIVEN_UP = "given_up"
    """All tries are used up."""
    UNKNOWN = "unknown"
    """Whether it left is not known, and it is not sent twice."""
    UNWRITTEN = "unwritten"
    """Its words could not be written, or nobody may read it yet."""
    TAKEN_BACK = "taken_back"
    """Overtaken by events before it left."""
    LAPSED = "lapsed"
    """An invitation that was owed, and had not left by the hour of its meeting: 8(3)."""


ON_THE_WAY = frozenset({NoticeState.QUEUED, NoticeState.UNWRITTEN})
TAKEN = frozenset({NoticeState.ACCEPTED, NoticeState.DELIVERED})
SENT = TAKEN | {NoticeState.RETURNED}
"""What counts as sent by law, though not all of it arrived."""
BACK = frozenset({NoticeState.BOUNCED, NoticeState.RETURNED})


def is_late(by: date | None, sent_on: date | None, today: date, state: NoticeState) -> bool:
    """Of one person's notice: it left after its last day, or has not left and that has passed."""
    if by is None or state is NoticeState.TAKEN_BACK:
        return False
    return by < (sent_on or today)
