"""What the room of a meeting asks beside the forms of its acts: Art. 10(1), 12(2)."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from core.i18n import N_
from portal.fields import Ask, Line, Prose
from portal.forms import FormModel, Sheet
from rules.assessment import Risk


class ItemRow(FormModel):
    """What was said on one item of the agenda."""

    code: Line
    words: Annotated[
        Prose,
        Ask(N_("What was said"), N_("It stands in the draft of the minutes as it is."), open=True),
    ] = ""


class LevelRow(FormModel):
    """What speaks for one level of risk, or against it."""

    level: Risk
    why: Annotated[Line, Ask(N_("What speaks for this level, or against it"), open=True)] = ""


class RoomForm(FormModel):
    """The room's own rows; everything else in it is asked by the act that puts it on record."""

    items: Annotated[tuple[ItemRow, ...], Ask(N_("Item %(number)s"))] = ()
    levels: Annotated[tuple[LevelRow, ...], Ask(N_("Level of risk"))] = ()
    kept: int = 0
    """How often the sheet had been kept that the page showed."""
    act: Line = ""
    begin: Line = ""


OWN: Final = frozenset({"items", "levels"})


def rows_of(
    codes: Sequence[str], words: Mapping[str, str], reasons: Mapping[str, str]
) -> Sheet[Any]:
    """The room's own rows in the order of the agenda, with what was typed in each."""
    filled: dict[str, object] = {}
    for index, code in enumerate(codes):
        filled |= {f"items.{index}.code": code, f"items.{index}.words": words.get(code)}
    for index, level in enumerate(Risk):
        filled |= {f"levels.{index}.level": level, f"levels.{index}.why": reasons.get(level)}
    return Sheet.of(RoomForm, **filled)
