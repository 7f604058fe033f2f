"""Forms: a pydantic model says what is asked; a sheet keeps what was typed and what is wrong."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic import ValidationError as Invalid
from pydantic_core import ErrorDetails

from core.clock import SystemClock
from core.i18n import N_, Translator
from portal.fields import Ask
from portal.typed import Typed, as_typed, field_at, kind_of, nested, rows_in_use, twice
from rules.refusals import ProcedureRefused

CONFIG: Final = ConfigDict(str_strip_whitespace=True, extra="ignore", frozen=True)
MEANT: Final = "meant"
"""The field in which a form that is sent again says which questions its page asked."""
AGAIN: Final = N_("If it is right, send the form again: the question is ours.")


@dataclass(frozen=True)
class Doubt:
    """What is odd though it may be right: asked once, and whoever sends the form again has
    answered. No article asks for it, so it is never a wall."""

    words: str
    facts: Mapping[str, object] = field(default_factory=dict)


Gap = tuple[str, str | ProcedureRefused | Doubt]
"""Where something is wrong, and what: a marked sentence of ours, what the law would say, or what
is asked once."""


class FormModel(BaseModel):
    """What a form asks; unknown fields are ignored, so nothing can be assigned by its name."""

    model_config = CONFIG

    called: ClassVar[str] = ""
    """What the ids of its fields begin with, where another form on the same page has the same."""

    @classmethod
    def gaps(cls, sheet: "Sheet[Any]") -> Iterator[Gap]:  # noqa: ARG003
        """What is wrong between fields. It is asked in the round of the fields themselves, so that
        nobody corrects one thing only to be told of the next."""
        return iter(())


M = TypeVar("M", bound=FormModel)


SENTENCES: Final[Mapping[str, str]] = {
    "missing": N_("Fill this in."),
    "string_too_long": N_("Shorten this to {max_length} characters."),
    "string_too_short": N_("Write at least {min_length} characters."),
    "too_short": N_("Choose at least one."),
    "literal_error": N_("Choose one of these."),
    "enum": N_("Choose one of these."),
    "uuid_parsing": N_("Choose one of these."),
    "int_parsing": N_("Write a whole number in digits."),
    "int_from_float": N_("Write a whole number in digits."),
    "greater_than_equal": N_("Write {ge} or more."),
    "less_than_equal": N_("Write {le} or less."),
}
TWICE: Final = N_("There are two different answers. Keep one of them.")
OTHERWISE: Final = N_("This does not fit here. Look at it again.")


@dataclass
class Sheet(Generic[M]):
    """A form as a person sees it: the model's questions, what was typed, what is wrong with it."""

    model: type[M]
    typed: Typed = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Of whom a row is: `people.3` is Agron Rexhepi."""
    questions: dict[str, str] = field(default_factory=dict)
    """What is asked once, where nothing is wrong."""
    asked_once: str = ""
    """By what the page that asks is known when its form is sent again."""
    kept_at: datetime | None = None
    """When what stands in it was kept as a draft; None of what was not."""
    today: date = field(default_factory=lambda: SystemClock().today())
    """The day by which it is read."""

    @classmethod
    def of(cls, model: type[M], **values: object) -> "Sheet[M]":
        """A sheet filled in by us; days and times as people type them."""
        return cls(
            model, {name: as_typed(value) for name, value in values.items() if value is not None}
        )

    def read(self, say: Translator) -> M | None:
        """The model, or None with `errors` filled in the reader's language."""
        form: M | None = None
        try:
            form = self.model.model_validate(nested(self.model, self.typed))
        except Invalid as invalid:
            for error in invalid.errors(include_url=False):
                path = ".".join(map(str, error["loc"])) or "form"
                self.refuse(path, self._sentence(say, path, error))
        for path in twice(self.model, self.typed):
            self.refuse(path, say.gettext(TWICE))
        self.take(say, self.model.gaps(self))
        return None if self.errors else form

    def take(self, say: Translator, gaps: Iterable[Gap]) -> None:
        """Keep what is wrong between fields, and what is to be asked."""
        for path, wrong in gaps:
            if isinstance(wrong, Doubt):
                self.questions.setdefault(path, f"{told(say, wrong)} {say.gettext(AGAIN)}")
            else:
                self.refuse(path, told(say, wrong))

    def ask(self) -> None:
        """Questions stand where mistakes would, unless they were asked of just these answers."""
        answers = sorted((path, *self.typed.get(path, [])) for path in self.questions)
        seen = hashlib.sha256(repr(answers).encode()).hexdigest()[:16]
        if self.questions and not self.errors and self.value(MEANT) != seen:
            self.asked_once = seen
            self.errors.update(self.questions)

    def refuse(self, path: str, sentence: str) -> None:
        """Say that a field is wrong; `sentence` is translated, and the first one stands."""
        self.errors.setdefault(path, sentence)

    @property
    def in_order(self) -> list[tuple[str, str]]:
        """What is wrong, in the order in which the page asks."""
        places = {name: place for place, name in enumerate(self.model.model_fields)}

        def place(wrong: tuple[str, str]) -> tuple[int, int]:
            name, _, rest = wrong[0].partition(".")
            row = rest.partition(".")[0]
            return places.get(name, len(places)), int(row) if row.isdecimal() else 0

        return sorted(self.errors.items(), key=place)

    def known(self, path: str) -> Any:
        """What was typed in one field, read; None while it is empty or cannot be read."""
        info = field_at(self.model, path)
        typed = [value for value in self.typed.get(path, []) if value.strip()]
        if info is None or not typed:
            return None
        several, _ = kind_of(info.annotation)
        wanted: Any = Annotated[info.annotation, info]
        kind: TypeAdapter[Any] = TypeAdapter(wanted, config=CONFIG)
        try:
            return kind.validate_python(typed if several else typed[-1])
        except Invalid:
            return None

    def rows(self, name: str) -> list[str]:
        """The rows in use: `actions.0`, `actions.2`."""
        return [f"{name}.{index}" for index in sorted(rows_in_use(name, self.typed))]

    def whose(self, say: Translator, path: str) -> str:
        """Of whom, or of which row, a field is; empty for a field that stands alone."""
        row = ".".join(path.split(".", 2)[:2])
        if row == path:
            return ""
        label = self.asked(path.partition(".")[0]).label
        counted = say.gettext(label, number=int(row.partition(".")[2]) + 1)
        return self.names.get(row, counted)

    def _sentence(self, say: Translator, path: str, error: ErrorDetails) -> str:
        facts = error.get("ctx", {})
        if error["type"] == "said":
            return say.fill(str(facts["message"]), facts)
        if error["type"] in {"missing", "too_short"} and self.asked(path).missing:
            return say.gettext(self.asked(path).missing)
        return say.fill(SENTENCES.get(error["type"], OTHERWISE), facts)

    def asked(self, path: str) -> Ask:
        """How the field at `path` is asked for; rows are written `actions.0.service`."""
        info = field_at(self.model, path)
        found = [each for each in info.metadata if isinstance(each, Ask)] if info else []
        return found[-1] if found else Ask(label="")  # a form's own words, over those of the kind

    def is_optional(self, path: str) -> bool:
        info = field_at(self.model, path)
        return info is not None and not info.is_required()

    def value(self, path: str) -> str:
        return (self.typed.get(path) or [""])[-1].replace("\x00", "")  # no page can hold a NUL

    def has(self, path: str, option: object) -> bool:
        return str(option) in self.typed.get(path, [])


def told(say: Translator, wrong: str | ProcedureRefused | Doubt) -> str:
    """A gap in the reader's language; what the law asks for names its article."""
    if isinstance(wrong, Doubt):
        return say.fill(wrong.words, wrong.facts)
    if isinstance(wrong, ProcedureRefused):
        whose = f" {say.article(wrong.basis)}" if wrong.basis else ""
        return say.fill(wrong.way_out, wrong.facts) + whose
    return say.gettext(wrong)
