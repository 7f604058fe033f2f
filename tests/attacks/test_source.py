"""What the program never does, in whatever module: each opens a way that nothing else shuts."""

import re
from typing import Final

import pytest

from tests.architecture.reading import ROOT
from tests.architecture.test_repository import tracked

ROOMS: Final = (
    *("core", "rules", "models", "workflow", "identity", "casework", "queries", "notifications"),
    *("documents", "tasks", "flows", "runtime", "portal", "simulation", "deployments"),
)
PYTHON: Final = {
    "carries out a text": r"\b(?<![.\w])(?:eval|exec)\(|os\.system|shell=True",
    "makes objects of bytes": r"\b(?:pickle|marshal|shelve|dill)\b|yaml\.(?:load|unsafe)",
    "reads XML": r"^\s*(?:import|from) (?:xml|lxml)\b",
    "follows where it is led": r"follow_redirects|urllib\.request",
    "trusts any certificate": r"verify=False|CERT_NONE|check_hostname ?= ?False",
    "hashes weakly": r"hashlib\.(?:md5|sha1)|\bECB\b|PKCS1v15\(\)\)",
}
CHANCE: Final = {"notifications/answered.py", "notifications/together.py"}
"""How long to wait, spread: nobody gains by guessing it."""
UNESCAPED: Final = r"\|\s*safe\b|autoescape false"
CARRIED_OUT: Final = r"\bon(?!e=)[a-z]+=\"|javascript:|<script>|style=\""
SCRIPTS: Final = (
    r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.(?:write|cookie)|\beval\(|new Function"
    r"|localStorage|sessionStorage|indexedDB|postMessage|importScripts|__proto__"
)


def places(pattern: str, *files: str) -> set[str]:
    found = re.compile(pattern, re.MULTILINE)
    return {
        str(path.relative_to(ROOT))
        for path in tracked(*files)
        if found.search(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("does", PYTHON)
def test_no_module(does: str) -> None:
    assert places(PYTHON[does], *(f"{room}/**.py" for room in ROOMS)) == set()


def test_chance_that_is_not_of_the_system_only_spreads_what_waits() -> None:
    used = places(r"^\s*(?:import|from) random\b", *(f"{room}/**.py" for room in ROOMS))
    assert used <= CHANCE


def test_no_page_writes_what_it_was_given_as_it_came() -> None:
    assert (
        places(UNESCAPED, "portal/**.html", "notifications/**.html", "documents/**.html") == set()
    )
    assert places(CARRIED_OUT, "portal/pages/**.html") == set()


def test_no_script_keeps_or_carries_out_anything() -> None:
    assert places(SCRIPTS, "portal/static/*.js") == set()


def test_a_password_is_masked_and_left_to_whoever_keeps_it() -> None:
    """No script stands on these pages that could forbid to paste."""
    fields = [
        line
        for path in tracked("portal/pages/**.html")
        for line in re.findall(
            r"(?:field\(\w+, |<input[^>]*name=)\"(?:new_)?password\".*", path.read_text()
        )
    ]
    assert len(fields) >= 6
    for line in fields:
        asked = len(re.findall(r"(?:field\(\w+, |<input[^>]*name=)\"(?:new_)?password\"", line))
        assert line.count('type="password"') >= asked, line
        assert len(re.findall(r'autocomplete="(?:current|new)-password"', line)) >= asked, line
