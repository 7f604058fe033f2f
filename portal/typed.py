"""What was typed: the fields of a body, and the same in the shape of a form's model."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, Final, get_args, get_origin
from urllib.parse import parse_qsl
from uuid import UUID

from pydantic import BaseModel
from pydantic.fields import FieldInfo

MOST_FIELDS: Final = 5_000
"""A review asks about ten things of each action of a plan."""
Typed = Mapping[str, list[str]]
LAST_ROW: Final = 999
FILLERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that are drawn as nothing (Unicode, Default_Ignorable_Code_Point; U+2800)."""


class TooManyFields(Exception):
    """A body with more fields, or more rows, than any of our forms has."""


def parse(body: bytes) -> dict[str, list[str]]:
    """The fields of a urlencoded body; raises `TooManyFields`. Broken letters become U+FFFD.

    Signs that nobody sees are left out here, before anybody asks whether a field is empty: zero
    width, other direction, soft hyphen.
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="replace",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise TooManyFields from None
    typed: dict[str, list[str]] = {}
    for name, value in pairs:
        if (row := re.match(r"[^.]*\.([0-9]+)(?:\.|$)", name)) and int(row[1][:9]) > LAST_ROW:
            raise TooManyFields
        typed.setdefault(name, []).append(as_seen(value))
    return typed


def as_seen(value: str) -> str:
    """Composed, with one kind of line's end, and without what nobody sees."""
    plain = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(filter(_is_seen, plain))


def _is_seen(sign: str) -> bool:
    return sign not in FILLERS and unicodedata.category(sign) != "Cf"


def kind_of(annotation: Any) -> tuple[bool, Any]:
    """Whether a field takes several values, and of what; looks through `X | None`."""
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) in {list, tuple, set, frozenset}:
            return True, get_args(part)[0]
    return False, annotation


def field_at(model: type[BaseModel], path: str) -> FieldInfo | None:
    name, _, rest = path.partition(".")
    info = model.model_fields.get(name)
    if info is None or not rest:
        return info
    below = rest.partition(".")[2]
    if not below:
        return info
    inner = rows_of(info)
    return field_at(inner, below) if inner else None


def rows_of(info: FieldInfo) -> type[BaseModel] | None:
    """The model of its rows; None for a field that has none, whatever a body makes of its name."""
    _, inner = kind_of(info.annotation)
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def nested(model: type[BaseModel], typed: Typed) -> dict[str, Any]:
    """The typed fields in the shape of the model; what is empty is left out, so it is missing."""
    filled: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        several, _ = kind_of(info.annotation)
        inner = rows_of(info)
        if several and inner:
            filled[name] = _rows(inner, name, typed)
        else:
            values = [value for value in typed.get(name, []) if value.strip()]
            if values:
                filled[name] = values if several else values[-1]
    return filled


def _rows(model: type[BaseModel], name: str, typed: Typed) -> Sequence[Any]:
    """Rows up to the last one in use; a row in between stays where it is."""
    rows = rows_in_use(name, typed)
    return [nested(model, rows.get(index, {})) for index in range(max(rows, default=-1) + 1)]


def rows_in_use(name: str, typed: Typed) -> dict[int, dict[str, list[str]]]:
    """Rows `name.0.x`, `name.1.x` in which anything stands."""
    rows: dict[int, dict[str, list[str]]] = {}
    for path, values in typed.items():
        parts = path.split(".", 2)
        is_row = len(parts) == 3 and parts[0] == name and re.fullmatch(r"[0-9]{1,3}", parts[1])
        if is_row and any(value.strip() for value in values):
            rows.setdefault(int(parts[1]), {})[parts[2]] = values
    return rows


def twice(model: type[BaseModel], typed: Typed) -> Iterator[str]:
    """Questions with one answer that got two different ones: a day ticked, and another written; and
    rows that are of the same person or thing as an earlier one."""
    yield from _rows_of_one(model, typed)
    for path, values in typed.items():
        info = field_at(model, path)
        several = info is None or kind_of(info.annotation)[0]
        if not several and len({value.strip() for value in values} - {""}) > 1:
            yield path


def _rows_of_one(model: type[BaseModel], typed: Typed) -> Iterator[str]:
    for name, info in model.model_fields.items():
        inner = rows_of(info)
        key = _key_of(inner) if inner else ""
        seen = set[str]()
        for index, row in sorted(rows_in_use(name, typed).items()) if key else ():
            of = row.get(key, [""])[-1].strip().lower()
            if of and of in seen:
                yield f"{name}.{index}.{key}"
            seen.add(of)


def _key_of(model: type[BaseModel]) -> str:
    """The field of a row that says of whom or what it is; the page itself has written it there."""
    for name, field in model.model_fields.items():
        if field.annotation is UUID:
            return name
    return ""


def as_typed(value: object) -> list[str]:
    """As a person types it: days and times too."""
    if isinstance(value, date):
        return [f"{value:%d.%m.%Y}"]
    if isinstance(value, time):
        return [f"{value:%H:%M}"]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [str(each) for each in value]
    return [str(value)]
