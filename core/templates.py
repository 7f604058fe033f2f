"""Templates that are compiled once and read in three languages."""

from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import BytecodeCache, pass_context
from jinja2.bccache import Bucket

from core.i18n import Translator, one_stop


def when_read(spoken: Callable[..., str]) -> Callable[..., str]:
    """What Jinja folds into no template: of a constant it would say the word of the language that
    was read first."""

    @pass_context
    def say(_: object, *values: object, **named: object) -> str:
        return spoken(*values, **named)

    return say


class Compiled(BytecodeCache):
    """What was read in one language need not be compiled for another: a twentieth of a second for
    each template of a page."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self.kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.checksum, bucket.code


def sentences(say: Translator, kind: type[str]) -> dict[str, Callable[..., str]]:
    """`_` and `ngettext` as the extension makes them: the sentence is ours, and what is filled in
    is escaped. Its own find each other through the context, at four times the cost."""

    @cache
    def sentence(text: str) -> str:
        return kind(say.catalogue.gettext(text))

    @cache
    def whole(text: str) -> str:
        return sentence(text) % {}

    def gettext(text: str, /, **values: object) -> str:
        return one_stop(sentence(text), values) % values if values else whole(text)

    def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
        said = kind(say.catalogue.ngettext(one, many, num))
        return one_stop(said, values) % {"num": num, **values}

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}
