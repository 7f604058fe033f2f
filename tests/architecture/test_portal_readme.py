"""What `portal/README.md` names is there."""

import re
from importlib import import_module
from importlib.util import find_spec
from typing import Final

import pytest

from core.mode import Mode
from core.settings import Settings
from portal.app import create_app
from portal.render import PAGES, STATIC
from tests.architecture.reading import ROOT
from tests.portal.test_doors import routes_of

TEXT: Final = (ROOT / "portal/README.md").read_text(encoding="utf-8")
COMPONENTS, LAYOUT = TEXT.split("## Components")[1].split("## Words")[0].split("\nLayout: ")
SECTIONS: Final = dict(
    part.split("`", 1) for part in re.split(r"^`components/", COMPONENTS, flags=re.MULTILINE)[1:]
)


ROOM_OF = {"access": "identity.access", "convening": "casework.table.convening"}


@pytest.mark.parametrize("file", SECTIONS)
def test_every_component_is_one(file: str) -> None:
    page = (PAGES / "components" / file).read_text(encoding="utf-8")
    named = re.findall(r"`(?:\{% call )?(\w+)\(|with `\{% call (\w+)\(", SECTIONS[file])
    assert named
    for name in {one or other for one, other in named}:
        assert f"macro {name}(" in page, name


def test_every_class_of_the_layout_is_in_the_stylesheet() -> None:
    sheet = (STATIC / "tryeza.css").read_text(encoding="utf-8")
    for name in re.findall(r"`(\.[a-z]+)`", LAYOUT):
        assert re.search(rf"\{name}\b", sheet), name


def test_every_icon_is_drawn() -> None:
    listed = re.search(r"`icon\(name\)`: ([a-z ]+)", COMPONENTS)
    assert listed
    drawn = (STATIC / "icons.svg").read_text(encoding="utf-8")
    assert [name for name in listed[1].split() if f'id="{name}"' not in drawn] == []


def test_every_module_act_and_name_can_be_imported() -> None:
    for name in re.findall(r"python -m ([\w.]+)", TEXT):
        assert find_spec(name), name
    for module, act in set(re.findall(r"\b(access|convening)\.(\w+)\(", TEXT)):
        assert hasattr(import_module(ROOM_OF[module]), act), act
    rows = " ".join(re.findall(r"^\|.+\|$", TEXT, re.MULTILINE))
    source = " ".join(path.read_text() for path in (ROOT / "portal").glob("*.py"))
    for name in re.findall(r"`([A-Z]\w+)`", rows):
        assert re.search(rf"\b{name}\b", source), name


def test_every_file_and_folder_is_there() -> None:
    for path in re.findall(r"`((?:portal|docs)/[\w./-]+?)`", TEXT):
        assert list(ROOT.glob(f"{path}*")), path
    for cell in re.findall(r"^\| (`[^|]+`) \|", TEXT, re.MULTILINE):
        for path in re.findall(r"`([\w./]+)`", cell):
            assert (ROOT / "portal" / path).exists(), path


def test_every_address_of_a_developer_is_one(configured: Settings) -> None:
    app = create_app(configured.model_copy(update={"mode": Mode.DEMO}))
    known = {path for _, path in routes_of(app)}
    named = set(re.findall(r"`(/dev/\w+)`", TEXT))
    assert named
    assert named <= known
