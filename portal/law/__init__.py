"""The words of Regulation (GRK) No. 23/2023, paragraph by paragraph; the Albanian text decides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One numbered paragraph; `number` is empty where the article has only one."""

    number: str
    words: str

    @property
    def depth(self) -> int:
        return self.number.count(".")


@dataclass(frozen=True, slots=True)
class ArticleText:
    number: int
    title: str
    paragraphs: tuple[Paragraph, ...]


@lru_cache(maxsize=2)
def regulation(language: str) -> Mapping[int, ArticleText]:
    """Every article by its number, in Albanian (`sq`) or in the English translation (`en`)."""
    titles: dict[int, str] = {}
    paragraphs: dict[int, list[Paragraph]] = {}
    for line in (HERE / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"= (\d+) (.+)", line):
            titles[int(heading[1])] = heading[2]
        elif found := re.fullmatch(r"(\d+)(?:\(([\d.]+)\))? (.+)", line):
            paragraphs.setdefault(int(found[1]), []).append(Paragraph(found[2] or "", found[3]))
    return {
        number: ArticleText(number, title, tuple(paragraphs[number]))
        for number, title in titles.items()
    }


def address(reference: object) -> str:
    """Where the words of `8(9)` stand on our pages."""
    number, _, rest = str(reference).partition("(")
    return f"/regulation/{number}" + (f"#p{rest.rstrip(')')}" if rest else "")
