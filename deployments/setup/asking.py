"""Where answers come from: whoever sits at the terminal, or a file of theirs."""

import sys
import tomllib
from collections.abc import Mapping, Sequence
from getpass import getpass
from pathlib import Path
from typing import Any, Final, Protocol

from core.i18n import N_
from deployments.account import CannotPrepare
from deployments.setup.questions import FoundByTrying, Odd, SetupQuestion
from deployments.terminal import err, words

NOBODY_TO_ASK: Final = N_("Nobody sits here to be asked: give --file ANSWERS.toml.")
OTHERS_READ: Final = N_("%(path)s holds passwords and others can read it: chmod 600 %(path)s")
LIST_OF: Final = "centre"
"""The one table of the file that is no section of questions: names of centres."""


class Asker(Protocol):
    """Answers the questions of one section."""

    def answers(
        self, section: str, title: str, questions: Sequence[SetupQuestion]
    ) -> dict[str, str]:
        """Each settled."""
        ...

    def asks_again(self, section: str, faults: Sequence[FoundByTrying]) -> bool:
        """What trying found: whether the section is asked anew. Raises where that cannot be."""
        ...


class Terminal:
    """Asks, and asks again what cannot be."""

    def __init__(self) -> None:
        if not sys.stdin.isatty():
            raise CannotPrepare(NOBODY_TO_ASK)

    def answers(
        self,
        section: str,  # noqa: ARG002 - a file is asked by it
        title: str,
        questions: Sequence[SetupQuestion],
    ) -> dict[str, str]:
        tell = words().gettext
        err.print(f"\n[bold]{tell(title)}[/bold]")
        return {each.key: self._one(each) for each in questions}

    def _one(self, question: SetupQuestion) -> str:
        tell = words().gettext
        if question.hint:
            err.print(f"  {tell(question.hint)}", style="dim", markup=False)
        stands = question.stands
        if question.secret and stands:
            stands = tell(N_("as it stands"))
        prompt = f"  {tell(question.words)}" + (f" [{stands}]" if stands else "") + ": "
        while True:
            typed = getpass(prompt) if question.secret else _typed(prompt)
            try:
                return question.settled(typed)
            except Odd as odd:
                err.print("  " + odd.said(words()), style="red", markup=False)

    def asks_again(self, section: str, faults: Sequence[FoundByTrying]) -> bool:  # noqa: ARG002
        tell = words().gettext
        for each in faults:
            err.print("  " + tell(each.message, **each.facts), style="red", markup=False)
        ask = N_("Enter: answer again. Or write later: it is kept as you said it, and tried later")
        later = _typed(f"  {tell(ask)}: ").strip().lower() in {"later", "më vonë", "kasnije"}
        return not later


def _typed(prompt: str) -> str:
    err.print(prompt, end="", markup=False, soft_wrap=True)
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.rstrip("\n")


class FromFile:
    """Asks nobody: what is missing stays as it stands, or ends it with its name."""

    def __init__(self, path: Path) -> None:
        if path.stat().st_mode & 0o077:
            raise CannotPrepare(OTHERS_READ, path=path)
        try:
            self.said: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            where = str(error).rpartition("(")[2].rstrip(")")  # the rest may quote a password
            message = N_("%(path)s is no TOML (%(where)s).")
            raise CannotPrepare(message, path=path, where=where) from None
        self.path = path

    def check(self, known: Mapping[str, Sequence[SetupQuestion]]) -> None:
        """Raises `CannotPrepare` for a name that nothing asks for: a slip would pass unseen."""
        for section, values in self.said.items():
            if section == LIST_OF:
                continue
            names = {each.key for each in known.get(section, ())}
            odd = sorted(set(values) - names) if isinstance(values, dict) and names else [""]
            if odd:
                name = f"{section}.{odd[0]}".rstrip(".")
                message = N_("%(path)s: nothing is asked by the name %(name)s.")
                raise CannotPrepare(message, path=self.path, name=name)

    def answers(
        self,
        section: str,
        title: str,  # noqa: ARG002 - it is read aloud to somebody
        questions: Sequence[SetupQuestion],
    ) -> dict[str, str]:
        given = self.said.get(section, {})
        return {each.key: self._one(section, each, given.get(each.key, "")) for each in questions}

    def _one(self, section: str, question: SetupQuestion, said: Any) -> str:
        try:
            return question.settled(str(said).lower() if isinstance(said, bool) else str(said))
        except Odd as odd:
            raise CannotPrepare(
                N_("%(path)s, %(name)s: %(why)s"),
                path=self.path,
                name=f"{section}.{question.key}",
                why=odd.said(words()),
            ) from None

    def asks_again(self, section: str, faults: Sequence[FoundByTrying]) -> bool:
        tell = words().gettext
        raise CannotPrepare(
            N_("%(path)s, [%(section)s]: %(why)s Nothing of this section was written."),
            path=self.path,
            section=section,
            why=" ".join(tell(each.message, **each.facts) for each in faults),
        )
