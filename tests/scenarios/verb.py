"""What a verb of a timeline is: one act of casework, with its fields checked."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any, Final, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model

from tests.scenarios.play import Play


@dataclass(frozen=True, slots=True)
class Verb:
    """An act by its name, and the fields it takes."""

    act: Callable[..., None]
    fields: type[BaseModel]


VERBS: Final[dict[str, Verb]] = {}
"""Every verb by its name; importing `tests.scenarios.verbs` fills it."""


def verb(act: Callable[..., None]) -> Callable[..., None]:
    """Make a function a verb: its name is the word, its keyword arguments are the fields."""
    hints = get_type_hints(act, include_extras=True)
    _play, *parameters = signature(act).parameters.values()
    fields: dict[str, Any] = {
        each.name: (hints[each.name], ... if each.default is each.empty else each.default)
        for each in parameters
    }
    strict = ConfigDict(extra="forbid")
    VERBS[act.__name__] = Verb(act, create_model(act.__name__, __config__=strict, **fields))
    return act


def do(play: Play, name: str, fields: BaseModel) -> None:
    """Do it; a refusal comes through as it is."""
    VERBS[name].act(play, **{each: getattr(fields, each) for each in type(fields).model_fields})
