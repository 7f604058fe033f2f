"""What a member confirms with a code of its own, not the one that let them in: decision 0155."""

from enum import StrEnum

from rules.refusals import Conflict


class ConfirmedAct(StrEnum):
    """An act by which a member puts their word under a text."""

    DECLARE = "declare"
    """Both declarations: Art. 10(2), 18(2)."""
    REFUSE = "refuse"
    """That they do not sign them: Art. 18(2)."""
    WITHDRAW = "withdraw"
    """That a conflict of interest was declared by mistake: Art. 10(2)."""
    MINUTES = "minutes"
    """A word under the minutes: Art. 10(1)."""
    CLOSURE = "closure"
    """A word under the closing form: Art. 17(5)."""


class WordsChanged(Conflict):
    reason = "What stands here now is not what the code was made for."
    way_out = (
        "The text has changed since, or your word has. Read it once more and confirm it with a new"
        " code. Your text is kept below."
    )


def check_confirmed_text(confirmed: bytes | None, laid: bytes | None) -> None:
    """The code was for this text; it may have been laid anew since."""
    if confirmed != laid:
        raise WordsChanged
