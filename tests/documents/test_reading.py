"""A broken sample of each thing that is promised of a paper is noticed."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

from tests.documents.pdf import Read, faults
from tests.documents.samples import built, filled


def broken(change: Callable[[PdfWriter], None]) -> list[str]:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(built(filled("sq", actions=1)))))
    change(writer)
    kept = io.BytesIO()
    writer.write(kept)
    return faults(Read(kept.getvalue()), "sq")


def without(*names: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        for name in names:
            del writer.root_object[NameObject(name)]

    return change


def saying(was: str, now: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        held: Any = writer.root_object["/Metadata"].get_object()
        said = held.get_data().decode()
        assert was in said
        stream = DecodedStreamObject()
        stream.set_data(said.replace(was, now).encode())
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)

    return change


def font_outside(writer: PdfWriter) -> None:
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        described = (
            font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        )
        for name in ("/FontFile", "/FontFile2", "/FontFile3"):
            described.pop(NameObject(name), None)


def document(writer: PdfWriter) -> ArrayObject:
    held = writer.root_object["/StructTreeRoot"].get_object()["/K"]  # type: ignore[index]
    top = held.get_object() if not isinstance(held, ArrayObject) else held[0].get_object()
    kids: ArrayObject = top["/K"]
    return kids


def turned(writer: PdfWriter) -> None:
    kids = document(writer)
    kids.insert(0, kids.pop())


def shortened(writer: PdfWriter) -> None:
    document(writer).pop()


def retagged(was: str, now: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        every: list[Any] = list(writer._objects)
        for held in every:
            if held is not None and isinstance(held.get_object(), dict):
                each = held.get_object()
                if str(each.get("/S", "")).startswith(was) and "/P" in each:
                    each[NameObject("/S")] = NameObject(now)

    return change


def carries(writer: PdfWriter) -> None:
    writer.add_attachment("a.txt", b"a")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without("/StructTreeRoot"), "not tagged"),
        (without("/MarkInfo"), "not tagged"),
        (without("/Lang"), "another language"),
        (without("/ViewerPreferences"), "no title shown"),
        (saying("<pdfuaid:part>1<", "<pdfuaid:part>9<"), "not PDF/UA-1"),
        (saying("<pdfaid:conformance>A<", "<pdfaid:conformance>B<"), "not PDF/A-2a"),
        (saying("<pdfaid:part>2<", "<pdfaid:part>1<"), "not PDF/A-2a"),
        (without("/OutputIntents"), "no output intent"),
        (font_outside, "a font not embedded"),
        (shortened, "text beside the tree"),
        (turned, "read in another order"),
        (retagged("/H", "/P"), "no heading"),
        (retagged("/TH", "/TD"), "a table without headers"),
        (carries, "something in it that is no page"),
    ],
)
def test_what_is_broken_is_found(change: Callable[[PdfWriter], None], fault: str) -> None:
    assert fault in broken(change)


def test_what_is_whole_is_found_whole_after_it_was_written_anew() -> None:
    """So that what is found above is the change, and not the writing."""
    assert broken(lambda writer: None) == []
