"""docs/procedure.md: every provision with rule, step, notice, page and test; no empty claim."""

import importlib
import pkgutil
import re
from typing import Final

import pytest
from starlette.routing import Route

from notifications.notices import NOTICES
from portal import routes
from rules.basis import Default
from rules.defaults import DEFAULTS
from rules.sign_in_limits import LIMITS
from rules.steps import STEPS
from tests.architecture.reading import ROOT, marked

PAGE: Final = ROOT / "docs" / "procedure.md"
COLUMNS: Final = ("article", "duty", "rule", "step", "notice", "page", "test")


def tables() -> list[list[dict[str, str]]]:
    """Every table of the page, its rows by column head."""
    found: list[list[dict[str, str]]] = []
    heads: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = [cell.lower() for cell in cells]
            found.append([])
        elif not set(line) <= set("|-"):
            found[-1].append(dict(zip(heads, cells, strict=True)))
    return found


PROVISIONS, CHOICES, COMING_IN, TENSIONS = tables()


def names(cell: str) -> list[str]:
    """What a cell names between backticks; a dash names nothing."""
    return re.findall(r"`([^`]+)`", cell)


def pages() -> set[str]:
    found = set()
    for module in pkgutil.iter_modules(routes.__path__):
        router = importlib.import_module(f"portal.routes.{module.name}").router
        paths = (route.path for route in router.routes if isinstance(route, Route))
        found |= {re.sub(r":\w+}", "}", path) for path in paths}
    return found


def test_every_provision_of_the_page_has_a_marked_test_and_the_other_way_round() -> None:
    written, tested = [row["article"] for row in PROVISIONS], marked()
    assert len(written) == len(set(written))
    assert set(written) - tested.keys() == set(), "written, not tested"
    assert tested.keys() - set(written) == set(), "tested, not written"


@pytest.mark.parametrize("row", PROVISIONS, ids=lambda row: row["article"])
def test_a_line_names_what_is_there(row: dict[str, str]) -> None:
    assert tuple(row) == COLUMNS
    assert all((ROOT / rule).is_file() for rule in names(row["rule"]))
    assert set(names(row["step"])) <= STEPS.keys()
    assert set(names(row["notice"])) <= NOTICES.keys()
    assert set(names(row["page"])) <= pages()
    assert names(row["rule"])
    assert names(row["page"])
    assert set(names(row["test"])) <= marked()[row["article"]]
    assert names(row["test"])


def test_every_step_and_every_notice_has_its_line() -> None:
    steps = {step for row in PROVISIONS for step in names(row["step"])}
    notices = {notice for row in PROVISIONS for notice in names(row["notice"])}
    assert steps == STEPS.keys()
    of_sign_in = {each for each in NOTICES if each.startswith("sign_in/")}  # of no procedure
    assert NOTICES.keys() - notices <= {"codes/code", "quarterly/obstacle"} | of_sign_in


def test_a_step_stands_beside_its_own_article() -> None:
    beside = {row["article"]: names(row["step"]) for row in PROVISIONS}
    assert [step for step in STEPS.values() if step.act not in beside[step.article]] == []


def test_every_choice_of_ours_is_told_with_its_gap() -> None:
    told = {names(row["default"])[0]: row for row in CHOICES}
    ours = {name: value for name, value in vars(DEFAULTS).items() if name.isupper()}
    assert told.keys() == ours.keys()
    for name, value in ours.items():
        if isinstance(value, Default):
            row = told[name]
            said = row["days, or how many"], row["beside"]
            assert said == (str(value.count or value.days), str(value.beside)), name
            assert not (value.count and value.days), name


def test_every_limit_of_a_way_in_is_told_with_its_numbers() -> None:
    told = {
        names(row["limit"])[0]: (row["tries"], row["minutes"], row["a day"]) for row in COMING_IN
    }
    ours = {name: value for name, value in vars(LIMITS).items() if name.isupper()}
    assert told == {
        name: (str(value.tries), str(value.minutes), str(value.a_day))
        for name, value in ours.items()
    }


def test_every_tension_says_how_it_is_handled() -> None:
    assert [row["#"] for row in TENSIONS] == [f"T{number}" for number in range(1, 17)]
    assert all(row["what the system does now"] for row in TENSIONS)


def test_every_record_that_the_page_links_is_there() -> None:
    linked = re.findall(r"\]\((decisions/[^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert linked
    assert all((PAGE.parent / name).is_file() for name in linked)


def test_marks_are_spelt_as_articles_are_cited() -> None:
    odd = [mark for mark in marked() if not re.fullmatch(r"\d{1,2}(\(\d{1,2}(\.\d)?\))?", mark)]
    assert odd == []
