"""A signature, or a refusal, that an officer typed wrong from paper: ours, decision 0148.

It was somebody else's, or of another day. It is taken back, or its day is corrected; what was typed
stays to be read. Whose word is missing then is asked again: Art. 10(1), 17(5).
"""

from datetime import date

from rules.defaults import DEFAULTS
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class SignatureIsTheirs(NotPossible):
    reason = "Somebody signed or refused here themselves, with a code or a password: it is theirs."
    way_out = "Nothing is changed in it; what they say anew is put on record beside it."


class SignatureStandsNoMore(Conflict):
    reason = "This signature or refusal is taken back or corrected already."
    way_out = "Put on record what came on paper, on the day on which it was signed."


class SignatureHasThatDay(NotPossible):
    reason = "The paper is of {day} on record already."
    way_out = "Write the day on which it was signed, or leave it as it is."


class QuarterHasItsSignatures(NotPossible):
    reason = "This quarter of the municipal roundtable is over: everybody has signed its minutes."
    way_out = "Have it written into the minutes of the next meeting what was wrong."


class SignatureCorrectedWithoutReason(ProcedureRefused):
    reason = "It is not said what was wrong in the signature that was typed."
    way_out = "Write it in a sentence; what was typed stays to be read."
    basis = DEFAULTS.HAPPENED


def check_signature_correction(*, typed: bool, stands: bool, over: bool, reason: str) -> None:
    """What an officer typed from paper, while it stands and the table is not done, and why.

    A sealed file takes no entry at all: Art. 17(5).
    """
    if not typed:
        raise SignatureIsTheirs
    if not stands:
        raise SignatureStandsNoMore
    if over:
        raise QuarterHasItsSignatures
    if not reason.strip():
        raise SignatureCorrectedWithoutReason


def check_another_day(was: date, now: date) -> None:
    """A correction says something else than what it corrects."""
    if was == now:
        raise SignatureHasThatDay(day=was)


def approval_waits(*, in_writing: bool, in_force: bool, present: bool) -> bool:
    """Whether minutes that the last signature had approved wait for one again: Art. 10(1).

    The word of somebody absent approves nothing, nor does one under an earlier text.
    """
    return in_writing and in_force and present
