"""What was typed into a page whose session was over: it stays in the answers until it is sent."""

import re
from typing import Annotated, Final, Literal

from core.i18n import N_
from identity.access import NotThere
from portal.fields import Ask, Line
from portal.forms import FormModel
from portal.typed import Typed

OURS: Final = "kept."
"""What the names of its fields begin with, beside those of the code."""
OF_A_CODE: Final = frozenset({"code", "confirmation"})
PAGE: Final = re.compile(r"(?:/[a-z-]+|/[0-9a-f-]{36})+", re.ASCII)


class KeptTyping(FormModel):
    """The code that opens the pages again, beside what is kept."""

    to: Line
    """The page that it was typed into."""
    step: Literal["ask", "open"] = "ask"
    code: Annotated[Line, Ask(N_("Code"), hint=N_("Six digits"), open=True)] = ""


def kept_of(typed: Typed) -> dict[str, list[str]]:
    return {
        name.removeprefix(OURS): values for name, values in typed.items() if name.startswith(OURS)
    }


def worth_keeping(typed: Typed) -> dict[str, list[str]]:
    """Not a code of before, nor which word it confirmed: the page asks for another."""
    found = {name: values for name, values in typed.items() if name not in OF_A_CODE}
    if found.get("step") == ["confirm"]:
        del found["step"]
    return found


def page_under(home: str, typed: str) -> str:
    """A page behind the same link, and nothing else; raises `NotThere`."""
    if not typed.startswith(home) or PAGE.fullmatch(typed.removeprefix(home)) is None:
        raise NotThere
    return typed
