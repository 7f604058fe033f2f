"""Mails about mails in the formats of Postfix, Exim, Microsoft 365 and Gmail; invented people."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "came_back"

ABOUT_THE_ADDRESS: Final = (
    ("postfix_unknown", "5.1.1"),
    ("exim_unknown", "5.1.1"),
    ("exchange_unknown", "5.1.10"),
    ("exchange_unknown_behind", "5.1.351"),
    ("gmail_unknown", "5.1.1"),
)
OTHERWISE: Final = (
    ("postfix_full", "5.2.2"),
    ("postfix_given_up", "4.4.1"),
    ("exim_refused", "5.0.0"),
    ("exchange_full", "5.2.2"),
    ("gmail_full", "5.2.2"),
)
NO_FAILURE: Final = (
    *("postfix_delayed", "exim_delayed", "exchange_delayed", "gmail_delayed"),
    *("answer_away", "answer_read", "answer_of_a_person"),
)


def mail(name: str, message_id: str, address: str) -> bytes:
    """As the server of that name writes it of this mail to this address."""
    text = (FOLDER / f"{name}.eml").read_text(encoding="utf-8")
    told = {
        "@MESSAGE_ID@": message_id,
        "@ENVELOPE_ID@": message_id.strip("<>"),
        "@ADDRESS@": address,
    }
    for mark, value in told.items():
        text = text.replace(mark, value)
    return text.encode()
