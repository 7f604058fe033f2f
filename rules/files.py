"""How many files a case holds, and who takes one out. The Regulation knows of none: all is ours."""

from typing import Final

from rules.basis import Article
from rules.refusals import NotPossible, ProcedureRefused
from rules.reports import ReportAlreadyGiven

MOST_BYTES: Final = 20_000_000
"""Of one file."""
MOST_FILES: Final = 200
"""Of one case, and what they hold together."""
MOST_OF_A_CASE: Final = 500_000_000
LONGEST_NAME: Final = 120
OF_A_REPORT: Final = 10
"""Files that a member attaches to one report."""


class FileTooLarge(NotPossible):
    reason = "This file is larger than {megabytes} MB."
    way_out = "Divide it, or scan it anew with fewer dots, and attach the parts one by one."


class NoFile(NotPossible):
    reason = "No file was chosen, or it is empty."
    way_out = "Choose a file, or drag one onto the field, then attach it."


class TooManyFiles(NotPossible):
    reason = "More files are attached than there is room for here."
    way_out = "Remove what is there twice, or join several papers in one PDF."


class FileRemoved(NotPossible):
    reason = "This file was removed."
    way_out = "Its line says who removed it, and why. If it is needed, attach it anew."


class SupplementIsSigned(NotPossible):
    reason = "Somebody has signed this supplement: nothing is attached to it any more."
    way_out = "Add another supplement, and attach the file to that."


def check_unsigned(*, signed: bool) -> None:
    """Who signs a supplement sees what is attached to it."""
    if signed:
        raise SupplementIsSigned


class FileOfAMember(ProcedureRefused):
    basis = Article(8, "9")
    reason = "A member attached this file to their own report."
    way_out = "It stays with the report. Tell them if something is wrong with it."


def check_not_a_members(*, by_member: bool) -> None:
    """What somebody wrote or attached nobody takes out of their report: Art. 8(9)."""
    if by_member:
        raise FileOfAMember


def check_there(*, removed: bool) -> None:
    """What was removed nobody reads, and nobody removes again."""
    if removed:
        raise FileRemoved


def check_not_handed_in(*, handed_in: bool) -> None:
    """To a report files are attached, and taken from it, until it is handed in: Art. 8(9)."""
    if handed_in:
        raise ReportAlreadyGiven


def check_size(size: int) -> None:
    if size == 0:
        raise NoFile
    if size > MOST_BYTES:
        raise FileTooLarge(megabytes=MOST_BYTES // 1_000_000)


def check_room(files: int, size: int, *, of_report: int | None = None) -> None:
    """With the one that is brought."""
    if files > MOST_FILES or size > MOST_OF_A_CASE or (of_report or 0) > OF_A_REPORT:
        raise TooManyFiles


def named(name: str) -> str:
    """As its bearer calls it, without the folders in which it lay; a name of its own has none."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    shown = " ".join("".join(each for each in bare if each.isprintable()).split())
    if len(shown) <= LONGEST_NAME:
        return shown
    stem, dot, end = shown.rpartition(".")
    ending = f"{dot}{end}" if stem and len(end) < 8 else ""
    return shown[: LONGEST_NAME - len(ending) - 1] + "…" + ending
