"""What a duty is called and where it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from core.i18n import Translator

Counted = Callable[[Translator, int], str]


@dataclass(frozen=True, slots=True)
class DutyPage:
    """What is to be done, what to press, and where: `{number}` of the case, `{subject}` of it, and
    `{member}` whom it is about."""

    title: str
    press: str
    path: str
    table_path: str = "/roundtable"
    """Where the same is done for the municipal table, which has no case, or of its `{quarter}`:
    Art. 8(2)."""
    how_many: Counted | None = None
    """The title where several people owe it; it says what is missing, to whomever."""
    awaited: str = ""
    """The same said to whoever does not owe it: a state, and no word of command."""
