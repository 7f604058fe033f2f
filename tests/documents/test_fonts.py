"""The typefaces of the papers: what was published, and nothing else."""

import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

from documents.fonts import FOLDER, MISSING, legible, signs
from tests.documents.pdf import Read
from tests.documents.samples import built, filled


def test_what_is_vendored_is_what_was_published() -> None:
    listed = tomllib.loads((FOLDER / "vendored.toml").read_text(encoding="utf-8"))["vendored"]
    for each in listed:
        assert sha256((FOLDER / each["file"]).read_bytes()).hexdigest() == each["sha256"]
        assert (FOLDER / each["licence_file"]).exists()
    found = {path.name for path in FOLDER.iterdir() if path.suffix in {".otf", ".ttf"}}
    assert found == {each["file"] for each in listed}


def test_they_have_every_letter_of_the_three_languages_and_the_boxes() -> None:
    assert {ord(sign) for sign in "ëçčćđšžËÇČĆĐŠŽ☐☑–„“”…№€§"} <= signs()


def test_a_paper_uses_no_other() -> None:
    read = Read(built(filled("sq")))
    pages: list[Any] = list(read.reader.pages)
    fonts = [font for page in pages for font in page["/Resources"]["/Font"].values()]
    names = {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in fonts}
    assert names <= {"SourceSans3-Regular", "SourceSans3-Bold", "SourceSans3-It", "DejaVuSans"} | {
        f"{name}-Identity-H"
        for name in ("SourceSans3-Regular", "SourceSans3-Bold", "SourceSans3-It", "DejaVuSans")
    }


def test_a_text_is_legible_before_it_is_set() -> None:
    assert legible("Željko\n\tÇelaj") == "Željko\n\tÇelaj"
    assert legible("e\u0308") == "ë"
    assert legible("a\u202eb\x00c") == "abc"
    assert legible("漢") == MISSING
    assert legible("x" * 30).count("\u200b") == 2
    assert legible("a0" * 32) == "a0" * 32, "copied from the paper it is the digest"


def test_templates_ask_for_no_package() -> None:
    for each in Path(FOLDER.parent / "templates").glob("*.typ"):
        assert "@preview" not in each.read_text(encoding="utf-8")
