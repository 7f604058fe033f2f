"""The archive of a sealed file: when one may be asked for: beside Art. 17(5)."""

from rules.refusals import NotPossible


class NoArchiveOfAnOpenFile(NotPossible):
    reason = "The file of this case is not sealed, and an open file has no archive."
    way_out = "Print the papers that are needed from their own pages."


class ArchiveUnderWay(NotPossible):
    reason = "An archive of this file is being made just now."
    way_out = "Look again in a minute: it will stand on this page."


class HoldsWhatWasTakenBack(NotPossible):
    reason = (
        "This archive holds a page that was filed here by mistake and taken back since: it may be"
        " of another child."
    )
    way_out = "Ask for another archive: it does not hold that page."


def check_handed_out(*, mixed_up: bool) -> None:
    """Nobody takes along what may be of another child: beside 18(1)."""
    if mixed_up:
        raise HoldsWhatWasTakenBack


def check_asked(*, sealed: bool, under_way: bool) -> None:
    """One at a time, and of a sealed file."""
    if not sealed:
        raise NoArchiveOfAnOpenFile
    if under_way:
        raise ArchiveUnderWay
