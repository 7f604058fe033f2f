"""One question to whoever sets a machine up, and what may be answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from core import reach
from core.i18n import N_, Translator

Answers = Mapping[str, str]


class Odd(ValueError):
    """An answer that cannot be; `message` says what to give instead."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message, self.facts = message, facts

    def said(self, say: Translator) -> str:
        """What is refused in `core.reach` too has its facts in braces."""
        in_braces = self.facts and "%(" not in self.message
        return (
            say.fill(self.message, self.facts)
            if in_braces
            else say.gettext(self.message, **self.facts)
        )


@dataclass(frozen=True, slots=True)
class FoundByTrying:
    """What was found by trying; never an answer itself."""

    message: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetupQuestion:
    """Named in a file of answers by its key, below the name of its section."""

    key: str
    words: str
    hint: str = ""
    stands: str = ""
    """What holds where nothing is answered."""
    secret: bool = False
    """Never shown: neither typed nor as it stands."""
    optional: bool = False
    check: Callable[[str], str] = str

    def settled(self, answer: str) -> str:
        """The value that holds; raises `Odd`."""
        if any(sign < " " for sign in answer):
            raise Odd(N_("In one line, please."))
        said = answer.strip()
        if said == NOTHING and self.optional:
            return ""
        value = said or self.stands
        if not value:
            if self.optional:
                return ""
            raise Odd(N_("Something has to be said here."))
        return self.check(value)


NOTHING: Final = "-"
"""The answer that takes a value out."""


def one_of(*words: str) -> Callable[[str], str]:
    def check(said: str) -> str:
        if said.lower() not in words:
            raise Odd(N_("Answer one of: %(words)s."), words=", ".join(words))
        return said.lower()

    return check


def a_port(said: str) -> str:
    if not said.isascii() or not said.isdigit() or not 0 < int(said) < 65_536:
        raise Odd(N_("A port is a number between 1 and 65535."))
    return str(int(said))


def a_mail_address(said: str) -> str:
    return _reachable(reach.mail_address, said)


def a_mobile_number(said: str) -> str:
    return _reachable(reach.mobile_number, said)


def _reachable(form: Callable[[str], str], said: str) -> str:
    try:
        return form(said)
    except reach.Unreachable as why:
        raise Odd(why.sentence, **why.facts) from None
