"""A paper as archives and screen readers find it: read by pypdf, which did not write it."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import ContentStream

INLINE: Final = frozenset({"/Span", "/Em", "/Strong"})
HEADING: Final = re.compile(r"/H\d")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the structure tree that holds text: its tag, the tags above it, its text."""

    tag: str
    above: tuple[str, ...]
    text: str
    block: int
    """Which paragraph or cell it is of."""


class Read:
    """One PDF, taken apart."""

    def __init__(self, made: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(made), strict=True)
        root: Any = self.reader.trailer["/Root"]
        self.root: Mapping[str, Any] = root
        self.pages = [_marked(page, self.reader) for page in self.reader.pages]

    @cached_property
    def xmp(self) -> str:
        stream = self.root.get("/Metadata")
        return stream.get_object().get_data().decode() if stream else ""

    @cached_property
    def elements(self) -> list[Element]:
        """In the order in which they are read."""
        tree = self.root.get("/StructTreeRoot")
        return list(self._below(tree.get_object(), ())) if tree else []

    @cached_property
    def text(self) -> str:
        """All of it in reading order, as one line; what was broken at an end of line is whole."""
        return _joined(self.elements)

    @property
    def drawn(self) -> str:
        """In the order in which it is drawn; with what stands on every page."""
        return shown(" ".join(text for page in self.pages for _, text in page))

    def tagged(self, tag: str) -> list[str]:
        """The text of every element with this tag, with what is below it."""
        found: list[str] = []
        tree = self.root["/StructTreeRoot"].get_object()
        for each in self._walk(tree):
            if each.get("/S") == tag:
                found.append(_joined(self._below(each, ())))
        return found

    def _walk(self, node: Any) -> Iterator[Any]:
        yield node
        for child in _kids(node):
            if isinstance(child, dict):
                yield from self._walk(child)

    def _below(
        self, node: Any, above: tuple[str, ...], page: Any = None, block: int = 0
    ) -> Iterator[Element]:
        page, tag = node.get("/Pg", page), str(node.get("/S", ""))
        block = block if tag in INLINE else id(node)
        for child in _kids(node):
            if isinstance(child, int):
                yield Element(tag, above, self._held(page, child), block)
            elif child.get("/Type") == "/MCR":
                where = child.get("/Pg", page)
                yield Element(tag, above, self._held(where, child["/MCID"]), block)
            elif "/S" in child:
                yield from self._below(child, (*above, tag), page, block)

    def _held(self, page: Any, number: int) -> str:
        return dict(self.pages[self._number(page)]).get(int(number), "")

    def _number(self, page: Any) -> int:
        return self.reader.get_page_number(page.get_object())  # type: ignore[return-value]


def _joined(elements: Iterable[Element]) -> str:
    blocks = groupby(elements, key=lambda each: each.block)
    return shown(" ".join("".join(each.text for each in of) for _, of in blocks))


def shown(text: str) -> str:
    """On one line: a word that was broken at the end of one is whole."""
    return re.sub(r"\s+", " ", re.sub(r"\s*\u00ad\s*|\u200b\s*", "", text)).strip()


def _kids(node: Any) -> list[Any]:
    held = node.get("/K", [])
    held = held.get_object() if hasattr(held, "get_object") else held
    held = held if isinstance(held, list) else [held]
    return [each.get_object() if hasattr(each, "get_object") else each for each in held]


def _marked(page: Any, reader: PdfReader) -> list[tuple[int | None, str]]:
    """Each piece of marked content with its number; what is no content of the text has none.

    What a hyphen at the end of a line is, it says itself: `ActualText`, ISO 32000-1, 14.9.4.
    """
    fonts = page["/Resources"].get("/Font", {})
    maps = {name: _unicode(font.get_object()) for name, font in fonts.items()}
    found: list[tuple[int | None, str]] = []
    stack: list[tuple[int, int]] = []  # the place in `found`, and how its signs are to be taken
    known: Mapping[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            told = operands[1] if len(operands) > 1 else {}
            if stack and "/ActualText" in told:
                place = stack[-1][0]
                found[place] = found[place][0], found[place][1] + str(told["/ActualText"])
                stack.append((place, 0))
            elif stack and operands[0] == "/ReversedChars":  # drawn from the left: 14.8.2.3.3
                stack.append((stack[-1][0], -1))
            else:
                found.append((told.get("/MCID"), ""))
                stack.append((len(found) - 1, 1))
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tf":
            known = maps[operands[0]]
        elif operator in {b"Tj", b"TJ"} and stack and stack[-1][1]:
            pieces = operands[0] if operator == b"TJ" else operands
            text = "".join(_decoded(each, known) for each in pieces)
            place, step = stack[-1]
            found[place] = found[place][0], found[place][1] + text[::step]
    return found


def _decoded(text: Any, known: Mapping[int, str]) -> str:
    if isinstance(text, int | float):  # a step to the side
        return ""
    raw = text if isinstance(text, bytes) else text.original_bytes
    return "".join(
        known.get(int.from_bytes(raw[n : n + 2], "big"), "") for n in range(0, len(raw), 2)
    )


def _unicode(font: Any) -> dict[int, str]:
    """The font's own word on which character each of its codes is: ISO 32000-1, 9.10.3."""
    told = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", told, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", told, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(text, 16)
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(start + code - int(first, 16))
    return found


def faults(read: Read, language: str) -> list[str]:
    """What an archive or a reader of screens would find wrong: PDF/UA-1 and PDF/A-2a."""
    root, info = read.root, read.xmp
    fonts = [font.get_object() for page in read.reader.pages for font in _fonts(page)]
    found = {
        "not tagged": not root.get("/MarkInfo", {}).get("/Marked") or not read.elements,
        "another language": root.get("/Lang") != language,
        "no title shown": not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"),
        "not PDF/UA-1": "<pdfuaid:part>1</pdfuaid:part>" not in info,
        "not PDF/A-2a": not all(
            mark in info
            for mark in (
                "<pdfaid:part>2</pdfaid:part>",
                "<pdfaid:conformance>A</pdfaid:conformance>",
            )
        ),
        "no output intent": not _has_intent(root),
        "a font not embedded": not fonts or not all(_embedded(font) for font in fonts),
        "text beside the tree": read.elements != [] and _untagged(read),
        "read in another order": read.elements != [] and not _in_order(read),
        "no heading": not any(HEADING.fullmatch(each.tag) for each in read.elements),
        "a table without headers": any(
            "/TH" not in (each.tag, *each.above) for each in _first_rows(read)
        ),
        "something in it that is no page": any(
            mark in root for mark in ("/OpenAction", "/AA", "/Names")
        ),
    }
    return [name for name, is_so in found.items() if is_so]


def _fonts(page: Any) -> list[Any]:
    return list(page["/Resources"].get("/Font", {}).values())


def _embedded(font: Any) -> bool:
    if "/DescendantFonts" in font:
        font = font["/DescendantFonts"][0].get_object()
    described = font.get("/FontDescriptor", {})
    described = described.get_object() if hasattr(described, "get_object") else described
    return any(name in described for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _has_intent(root: Mapping[str, Any]) -> bool:
    intents = [each.get_object() for each in root.get("/OutputIntents", [])]
    return any(each["/S"] == "/GTS_PDFA1" and "/DestOutputProfile" in each for each in intents)


def _untagged(read: Read) -> bool:
    """A reader of screens says what the tree holds, and nothing else."""
    held = "".join(each.text for each in read.elements)
    drawn = "".join(text for page in read.pages for number, text in page if number is not None)
    return sorted(held) != sorted(drawn)


def _in_order(read: Read) -> bool:
    """The tree goes through the pages as they are drawn: nothing is read before its place."""
    held = shown("".join(each.text for each in read.elements))
    drawn = shown(
        "".join(text for page in read.pages for number, text in page if number is not None)
    )
    return held == drawn


def _first_rows(read: Read) -> Iterator[Element]:
    inside = False
    for each in read.elements:
        is_table = "/Table" in (each.tag, *each.above)
        if is_table and not inside:
            yield each
        inside = is_table
