"""Keeps the catalogues in step with what code and pages say."""

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import IO, Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from core.i18n import ROOT, Language, catalogue_path

TRANSLATED: Final[tuple[Language, ...]] = ("sq", "sr")
ROOMS: Final = (
    *("core", "rules", "models", "workflow", "identity", "casework", "queries", "notifications"),
    *("documents", "tasks", "flows", "runtime", "portal", "deployments"),
)
METHODS: Final = [
    ("**.py", "core.catalogue:extract_python"),
    ("**.html", "jinja2.ext:babel_extract"),
    ("**.txt", "jinja2.ext:babel_extract"),
]
OPTIONS: Final = {
    pattern: {"newstyle_gettext": "true", "silent": "false", "extensions": "jinja2.ext.do"}
    for pattern, _ in METHODS
}
CALLS: Final = {"N_": 1, "gettext": 1, "_": 1, "ngettext": 2}
WORD_TABLES: Final = {"AGENDA", "LISTED", "ABROAD", "KINDS"}
REFUSAL_ATTRIBUTES: Final = {"reason", "way_out"}

Found = tuple[int, str | None, str | tuple[str, ...], list[str]]


def extract_python(
    source: IO[bytes],
    keywords: Sequence[str],  # noqa: ARG001 - Babel's signature
    comment_tags: Sequence[str],  # noqa: ARG001
    options: dict[str, Any],  # noqa: ARG001
) -> Iterator[Found]:
    """Sentences of a module: marked calls, the words of refusals, and the law's own lists."""
    for node in ast.walk(ast.parse(source.read())):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.ClassDef):
            yield from _of_refusal(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _of_table(node)


def _of_call(call: ast.Call) -> Iterator[Found]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "Step":  # its title and what is coming
        for text in filter(None, map(_text, call.args[3:5])):
            yield call.lineno, None, text, []
    texts = tuple(map(_text, call.args[: CALLS.get(name, 0)]))
    if texts and all(texts):
        words = _present(texts)
        yield call.lineno, name, words if len(words) > 1 else words[0], []


def _of_refusal(definition: ast.ClassDef) -> Iterator[Found]:
    for line in definition.body:
        targets = line.targets if isinstance(line, ast.Assign) else []
        named = {target.id for target in targets if isinstance(target, ast.Name)}
        if named & REFUSAL_ATTRIBUTES and isinstance(line, ast.Assign):
            text = _text(line.value)
            if text:
                yield line.lineno, None, text, []


def _of_table(line: ast.Assign | ast.AnnAssign) -> Iterator[Found]:
    """The values of `AGENDA = {code: words}`: `rules` cannot mark them, it stands alone."""
    targets = line.targets if isinstance(line, ast.Assign) else [line.target]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    if names & WORD_TABLES and isinstance(line.value, ast.Dict):
        for text in filter(None, map(_text, line.value.values)):
            yield line.lineno, None, text, []


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _present(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(text for text in texts if text is not None)


@cache
def template() -> Catalog:
    """Every sentence of the rooms."""
    found = Catalog(project="Tryeza", charset="utf-8")
    for room in ROOMS:
        for _, _, message, comments, context in extract_from_dir(
            ROOT / room, method_map=METHODS, options_map=OPTIONS, keywords={"N_": None, **_KEYWORDS}
        ):
            found.add(message, auto_comments=comments, context=context)
    return found


_KEYWORDS: Final = {"gettext": None, "_": None, "ngettext": (1, 2)}


def update() -> None:
    """Take new sentences into both catalogues and drop those nobody says any more."""
    current = template()
    for language in TRANSLATED:
        path = catalogue_path(language)
        catalogue = Catalog(locale=language, project="Tryeza", charset="utf-8")
        if path.exists():
            with path.open("rb") as source:
                catalogue = read_po(source, locale=language)
        catalogue.update(current, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            # Sorted, without places or dates: a changed sentence is a changed line.
            write_po(
                target, catalogue, width=0, no_location=True, omit_header=True, sort_output=True
            )


def missing(language: Language) -> list[str]:
    """Sentences without a translation that can be shown: absent, empty, fuzzy or half a plural."""
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    return sorted(
        str(message.id) for message in template() if message.id and not _is_said(catalogue, message)
    )


def _is_said(catalogue: Catalog, message: Message) -> bool:
    said = catalogue.get(message.id, message.context)
    if said is None or said.fuzzy:
        return False
    forms = said.string if isinstance(said.string, (tuple, list)) else (said.string,)
    return all(forms)


def main() -> None:
    """`update` or `check`."""
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "update":
        update()
    elif command != "check":
        raise SystemExit("python -m core.catalogue update|check")
    lacking = {language: missing(language) for language in TRANSLATED}
    for language, sentences in lacking.items():
        for sentence in sentences:
            sys.stdout.write(f"{language}: {sentence}\n")
    raise SystemExit(1 if command == "check" and any(lacking.values()) else 0)


if __name__ == "__main__":
    main()
