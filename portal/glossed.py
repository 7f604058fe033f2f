"""Our own words within minutes, in the language of the paper beside that of the record: ours.

The text is one, in the language in which it was written and signed; nothing of it is replaced.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from core.i18n import Translator
from documents.paper import PaperText
from portal.words import AGENDA_WORDS, INDICATORS, RISKS
from rules.items import AGENDA

LABELS: Final = ("Chair", "Present", "Absent", "Goal", "Level of risk", *INDICATORS.values())
"""Before a colon, at the beginning of a line."""
LINES: Final = ("Not known.", "Case manager", "The centre itself", *AGENDA_WORDS.values())
HOURS: Final = ("From %(start)s to %(end)s:", "From %(start)s:")
NUMBERED: Final = re.compile(r"(\d{1,2}\. )(.+)")


def glossed(record: Translator, say: Translator, text: PaperText) -> PaperText:
    """Each of our words with its translation in brackets; as it stands in the record's language."""
    if record.language == say.language:
        return text
    heads = _beside(record, say, AGENDA.values())
    labels, lines = _beside(record, say, LABELS), _beside(record, say, LINES)
    risks = _beside(record, say, RISKS.values())
    risk = record.gettext("Level of risk")
    return PaperText(
        [
            _hours(record, say, each)
            or _line(each, labels, lines, risks if each.startswith(risk) else {})
            for each in text.lines
        ],
        _heading(text.heading, heads),
    )


def _beside(record: Translator, say: Translator, words: Iterable[str]) -> dict[str, str]:
    return {record.gettext(each): say.gettext(each) for each in words}


def _heading(heading: str, heads: Mapping[str, str]) -> str:
    found = NUMBERED.fullmatch(heading)
    words = heads.get(found[2]) if found else None
    return f"{heading} [{words}]" if words else heading


def _hours(record: Translator, say: Translator, line: str) -> str:
    """Of an item, as the room wrote them down."""
    for words in HOURS:
        pattern = re.escape(record.gettext(words, start="\x00", end="\x01"))
        pattern = pattern.replace("\x00", r"(\d\d:\d\d)").replace("\x01", r"(\d\d:\d\d)")
        if found := re.fullmatch(pattern, line):
            start, end = found[1], found[found.re.groups]
            return f"{line} [{say.gettext(words, start=start, end=end).rstrip(':')}]"
    return ""


def _line(
    line: str, labels: Mapping[str, str], lines: Mapping[str, str], risks: Mapping[str, str]
) -> str:
    if line in lines:
        return f"{line} [{lines[line]}]"
    label, colon, rest = line.partition(":")
    if not colon or label not in labels:
        return line
    for words, ours in risks.items():
        rest = re.sub(rf"(?<=[ (]){re.escape(words)}(?=[ .)])", f"{words} [{ours}]", rest)
    return f"{label} [{labels[label]}]:{rest}"
