"""A notice that was also said on the telephone, or handed over: beside Art. 8(3).

Art. 8(3) knows no form, and still has the invitation sent ("e dërgon"): what is handed over is
sent, on its true day (decision 0043); a call sends nothing, and shows that its reader knew. Our
reading: decision 0172.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rules.basis import Article
from rules.beginning import check_done
from rules.refusals import NotPossible, ProcedureRefused


class NoticeMeans(StrEnum):
    """How somebody was told beside the message."""

    PHONE = "phone"
    HAND = "hand"


class NotSaidYet(NotPossible):
    reason = "This moment has not come yet."
    way_out = "Write the day and the hour at which it was said or handed over."


class SaidBeforeIt(NotPossible):
    reason = "At that moment this notice was not written yet."
    way_out = "Write when it was said after that; what was said before is a note of the case."


class InvitationByHand(ProcedureRefused):
    reason = "An invitation that was handed over counts as sent, by its true day."
    way_out = "Enter it on the page of the meeting, under what was served by hand."
    basis = Article(8, "3")


class NotTheirNotice(NotPossible):
    reason = "This is put on record of a notice to a member of the table."
    way_out = "What a superior was told is entered with the report; an officer is asked directly."


class CorrectedAlready(NotPossible):
    reason = "This entry was corrected already."
    way_out = "Open the notice again and correct the entry that stands."


@dataclass(frozen=True, slots=True)
class ToldNow:
    """What the manager enters: how, at which moment, to whom, and by what it is shown."""

    means: NoticeMeans
    at: datetime
    to_whom: str
    shown_by: str = ""
    """The number that was called; a receipt, or who saw it."""


def check_of_a_member(*, is_members: bool) -> None:
    if not is_members:
        raise NotTheirNotice


def check_stands(*, corrected: bool, taken_back: bool) -> None:
    """An entry is corrected once; after that the correction is."""
    if corrected or taken_back:
        raise CorrectedAlready


def check_told_notice(
    said: ToldNow, on: date, written: datetime, now: datetime, referred_on: date, *, invites: bool
) -> None:
    """Of the true moment, which has come; an invitation by hand is entered where its day counts."""
    if said.means is NoticeMeans.HAND and invites:
        raise InvitationByHand
    if said.at > now:
        raise NotSaidYet
    check_done(on, referred_on)
    if said.at < written.replace(second=0, microsecond=0):  # people say the minute
        raise SaidBeforeIt
