"""Which page of a scan goes to which paper by itself, and which a person has to look at: 0194."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class WhyAside(StrEnum):
    """Why a page is put aside for a person."""

    NO_CODE = "no_code"
    """None of ours could be read on it."""
    TWO_CODES = "two_codes"
    """Two sheets in one picture."""
    NOT_KNOWN = "not_known"
    """Of no paper of this centre."""
    BLANK_FORM = "blank_form"
    """Of a form that is of no case."""
    NOT_THEIRS = "not_theirs"
    """Of a case that whoever brought it may not open."""
    NO_SUCH_PAGE = "no_such_page"
    """The paper has fewer pages, or its text another version."""
    OLD_TEXT = "old_text"
    """The text was laid for signature anew since."""
    DOUBLE = "double"
    """This page was filed before."""
    TAKEN_BACK = "taken_back"
    """Somebody has said that it was filed to the wrong paper."""


@dataclass(frozen=True, slots=True)
class CodedPage:
    """What the code on a page leads to."""

    is_theirs: bool
    fits: bool
    """The paper has this page, and this version."""
    is_in_force: bool
    """Of a laid text it is the one that is signed now."""
    is_there: bool
    """A picture of it was filed."""


class NoSuchNumber(NotPossible):
    reason = "No paper of your centre has this number."
    way_out = "Copy the ten signs that stand in the foot of the page, beside its code."


class NoSuchPage(NotPossible):
    reason = "This paper has {pages} pages."
    way_out = "Look in the foot of the page which one it is."


class PageOfAnotherCase(NotPossible):
    reason = "The code on this page is of another case than this paper."
    way_out = (
        "File it to a paper of the case that its code names; if it is of no use there, reject it"
        " with a reason."
    )


class WaitsNoMore(NotPossible):
    reason = "This page was filed or rejected meanwhile."
    way_out = "Look at its paper, or at the pages that still wait."


class RejectedWithoutReason(NotPossible):
    reason = "Nobody can say later why this page was rejected."
    way_out = "Write a reason in one sentence."


class TakenBackForNothing(NotPossible):
    reason = "Nobody can say later why this was taken back."
    way_out = "Write in one sentence what is wrong with it."


class TakenBackBefore(NotPossible):
    reason = "This was taken back meanwhile."
    way_out = "Look at the page of the paper: it says by whom, and why."


class FiledBeforeTheSeal(ProcedureRefused):
    reason = "The file is sealed: a page that was filed to it stays."
    way_out = "Say in a supplement what is wrong with the page; it is signed and stands beside it."
    basis = Article(17, "5")


class OtherTextOnThatDay(NotPossible):
    reason = "On {day} another text was laid than the one on this page, text number {version}."
    way_out = "Look at the day on the paper. A signature counts for the text under which it stands."


def put_aside(codes: int, found: CodedPage | None, *, is_blank: bool = False) -> WhyAside | None:
    """Why a page does not go to its paper by itself; None for one that does."""
    if codes != 1:
        return WhyAside.TWO_CODES if codes else WhyAside.NO_CODE
    if found is None:
        return WhyAside.BLANK_FORM if is_blank else WhyAside.NOT_KNOWN
    for is_wrong, why in (
        (not found.is_theirs, WhyAside.NOT_THEIRS),
        (not found.fits, WhyAside.NO_SUCH_PAGE),
        (found.is_there, WhyAside.DOUBLE),
        (not found.is_in_force, WhyAside.OLD_TEXT),
    ):
        if is_wrong:
            return why
    return None


def check_page(page: int, pages: int) -> None:
    """A page that the paper has."""
    if not 1 <= page <= pages:
        raise NoSuchPage(pages=pages)


def check_same_case(*, same: bool) -> None:
    """A page whose code was read goes into no other child's file: 18(1)."""
    if not same:
        raise PageOfAnotherCase


def sees_unknown(*, brought: bool, heads: bool, since: bool | None) -> bool:
    """Who is shown a page of which nobody knows yet whose it is: who brought it, and the head.

    It may be of the very case in which they have a conflict of interest (Art. 10(2)). `since`:
    whether it came after they declared their last one; None without any. Ours: 0194.
    """
    if since is None:
        return brought or heads
    return brought and since


def check_waits(*, waits: bool) -> None:
    if not waits:
        raise WaitsNoMore


def check_rejected(reason: str) -> None:
    if not reason.strip():
        raise RejectedWithoutReason


def check_taken_back(reason: str, *, sealed: bool, before: bool) -> None:
    """Until the seal a page that was filed wrongly is taken back, once, with why: 17(5)."""
    if sealed:
        raise FiledBeforeTheSeal
    if before:
        raise TakenBackBefore
    if not reason.strip():
        raise TakenBackForNothing


def check_known(*, known: bool) -> None:
    if not known:
        raise NoSuchNumber


class NotPrintedYet(NotPossible):
    reason = "This page was printed on {day}, and nobody can have signed it before."
    way_out = "Look at the day on the paper, and at the page: perhaps another one was signed."


def check_signed_after_print(on: date, printed_on: date) -> None:
    if on < printed_on:
        raise NotPrintedYet(day=printed_on)


def check_same_text(on: date, version: int, *, same: bool) -> None:
    """A signature counts for the text under which it stands, and the page says which that is."""
    if not same:
        raise OtherTextOnThatDay(day=on, version=version)


class NobodySawThem(ProcedureRefused):
    reason = "An officer's own signature on paper counts where somebody else saw it."
    way_out = "Write who saw them sign, or have them sign with their password."
    basis = DEFAULTS.OWN_HAND


def check_seen_by(seen_by: str, signer: str) -> None:
    """Of an officer's hand another one says whose it is, and who saw it: 10(1), 17(5), ours."""
    said = " ".join(seen_by.split()).casefold()
    if not said or said == signer.casefold():
        raise NobodySawThem


class SeenMeanwhile(Conflict):
    reason = "Somebody else put on record meanwhile that {name} has signed on this page."
    way_out = "Look at the page once more. If it is not their signature, take that back below."


def check_unseen(name: str) -> None:
    """Of one person and page two officers do not say both."""
    if name:
        raise SeenMeanwhile(name=name)


class OfAnotherPaper(NotPossible):
    reason = "On the pages of this PDF stands the number of another paper: {number}."
    way_out = "Keep it at that paper. If it belongs here all the same, say so and choose it again."


def check_same_paper(number: str, printed: Collection[str]) -> None:
    """What a PDF says itself of which paper it is, where that can be read: ours."""
    if printed and number not in printed:
        raise OfAnotherPaper(number=min(printed))
