"""What may stand in a timeline: the words of `tests/scenarios/README.md`, as data."""

import re
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from notifications.notices import NOTICES
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.roles import Owner
from tests import scenes
from tests.scenarios.written_down import Written

WITHOUT_A_CASE = "nothing"
_ARTICLE = re.compile(r"\d{1,2}(\(\d{1,2}(\.\d{1,2})*\))?")


def _article(words: str) -> str:
    if not _ARTICLE.fullmatch(words):
        raise ValueError(f"{words!r} is no article: write 9, 8(3) or 14(3.2)")
    return words


def _ours(words: str) -> str:
    if not hasattr(DEFAULTS, words):
        raise ValueError(f"{words!r} is none of our limits (rules/defaults.py)")
    return words


def _notice(words: str) -> str:
    if words not in NOTICES:
        raise ValueError(f"there is no notice {words!r}")
    return words


def _scene(words: str) -> str:
    if words not in (WITHOUT_A_CASE, *scenes.NAMES):
        raise ValueError(f"there is no scene {words!r} in tests/scenes.py")
    return words


def _several(words: Any) -> Any:
    """One word where a list may stand."""
    return words if isinstance(words, list) else [words]


def _acts(words: Any) -> Any:
    """`agree`, `{agree: {}}`, or a list of either."""
    return [{each: {}} if isinstance(each, str) else each for each in _several(words)]


def _only_one(acts: list[Any]) -> list[Any]:
    if len(acts) != 1:
        raise ValueError("one act is refused; each refusal stands on a line of its own")
    return acts


def _one_verb(act: dict[str, Any]) -> dict[str, Any]:
    if len(act) != 1:
        raise ValueError("one verb an act; several acts are a list")
    return {verb: fields or {} for verb, fields in act.items()}


Article = Annotated[str, BeforeValidator(str), AfterValidator(_article)]
Ours = Annotated[str, AfterValidator(_ours)]
Act = Annotated[dict[str, dict[str, Any] | None], AfterValidator(_one_verb)]
Acts = Annotated[list[Act], BeforeValidator(_acts)]
When = int | date | str
People = Annotated[list[str], BeforeValidator(_several)]
Which = Annotated[str, Field(pattern=r"case|quarter|\d{4}-Q[1-4]|\d{4}")]
"""The table of the case, or a municipal one: of this quarter, or of the one that is named; of a
report, its year."""


class Words(BaseModel):
    """Nothing may stand here that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DutyLine(Words):
    """Somebody owes something."""

    duty: Duty
    by: Owner
    until: When | None = None
    of: Article | None = None
    ours: Ours | None = None
    who: People | None = None
    about: str | None = None
    table: Which = "case"

    @model_validator(mode="after")
    def _whose_limit(self) -> Self:
        if (self.of is None) is (self.ours is None):
            raise ValueError("either `of` (an article) or `ours` (a limit of ours)")
        return self

    @property
    def article(self) -> str:
        """The article it is about; a limit of ours stands beside one."""
        return self.of or str(getattr(DEFAULTS, self.ours or "").beside)


class BreachLine(Words):
    """A limit of the Regulation passed, and stays on record; struck through where it was kept."""

    article: Article
    who: People
    until: When
    struck: bool = False
    table: Which = "case"


class ToldLine(Words):
    """Somebody was written to."""

    notice: Annotated[str, AfterValidator(_notice)]
    to: People
    on: When | None = None
    table: Which = "case"


class Refused(Words):
    """An act that the law, or a limit of ours, does not allow, or that is done already."""

    act: Annotated[Acts, AfterValidator(_only_one)]
    of: Article | None = None
    ours: Ours | None = None
    no_law: Literal[True] | None = None

    @model_validator(mode="after")
    def _whose_refusal(self) -> Self:
        if [self.of, self.ours, self.no_law].count(None) != 2:
            raise ValueError(
                "a refusal says `of` (an article), `ours` (a choice of ours), or `no_law: true`"
            )
        return self

    @property
    def whose(self) -> dict[str, str | bool]:
        given = {"of": self.of, "ours": self.ours, "no_law": self.no_law}
        return {name: each for name, each in given.items() if each is not None}


class Allowed(Words):
    act: Acts


class Entry(Words):
    """One moment of the story."""

    day: When
    at: time | None = None
    what: str = ""
    entered: When | None = None
    act: Acts = []
    allowed: Annotated[list[Allowed], BeforeValidator(_several)] = []
    refused: Annotated[list[Refused], BeforeValidator(_several)] = []
    due: list[DutyLine] | None = None
    told: list[ToldLine] | None = None
    breaches: list[BreachLine] | None = None
    wrong_here: bool = False

    @property
    def looks_at_nothing(self) -> bool:
        return self.due is None and self.told is None and self.breaches is None


class Timeline(Words):
    """A story under some articles."""

    title: str
    articles: list[Article]
    begins: Annotated[str, AfterValidator(_scene)] = WITHOUT_A_CASE
    not_yet: str | None = None
    story: list[Entry]

    @model_validator(mode="after")
    def _of_one_piece(self) -> Self:
        if not self.story or not self.articles:
            raise ValueError("a timeline names its articles and has a story")
        wrong = sum(entry.wrong_here for entry in self.story)
        if wrong != (self.not_yet is not None):
            raise ValueError("`not_yet` marks one entry with `wrong_here: true`, and only then")
        if all(entry.looks_at_nothing for entry in self.story):
            raise ValueError(
                "nothing is looked at: say somewhere what is `due`, `told` or in `breaches`"
            )
        for number, entry in enumerate(self.story):
            for line in entry.due or ():
                if not is_named(line.article, self.articles):
                    raise ValueError(
                        f"entry {number + 1}: {line.duty} is of {line.article}, which `articles`"
                        " does not name"
                    )
            for breach in entry.breaches or ():
                if not is_named(breach.article, self.articles):
                    raise ValueError(
                        f"entry {number + 1}: a breach of {breach.article}, which `articles` does"
                        " not name"
                    )
        return self


def is_named(article: str, named: Sequence[str]) -> bool:
    """Whether a paragraph, or the one that holds it, is among the articles of a timeline.

    A notice that serves two paragraphs is named with either.
    """
    return any(_holds(name, part) for part in article.split(", ") for name in named)


def _holds(name: str, article: str) -> bool:
    """9 holds 9(1), 14(3) holds 14(3.2), and each itself."""
    opened = name.rstrip(")") + "." if "(" in name else f"{name}("
    return article == name or article.startswith(opened)


def read(path: Path, text: str | None = None) -> tuple[Written, Timeline]:
    """A timeline and its lines; a slip fails with the file and the line."""
    written = Written(path, text)
    try:
        return written, Timeline.model_validate(written.data)
    except ValidationError as slips:
        first = slips.errors()[0]
        raise written.slip(first["loc"], said_of(first)) from slips


def said_of(slip: Any) -> str:
    """One slip in words."""
    place = ".".join(str(step) for step in slip["loc"])
    if slip["type"] == "extra_forbidden":
        return f"{place}: no such field"
    message = str(slip["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
