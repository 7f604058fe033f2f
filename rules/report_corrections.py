"""A report, or a word on a late action, that an officer typed wrong: ours, decision 0135.

Another day or other words stand for it, or it is taken back. What was typed stays to be read; what
is owed, and whether it came late, follows from what stands: Art. 8(9), 14(2), 14(3.2).
"""

from rules.defaults import DEFAULTS
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class ReportOfTheMember(NotPossible):
    reason = (
        "A member wrote this behind their link: it is theirs, and has the day on which it came."
    )
    way_out = "Ask the member; what they say anew is put on record beside it."


class ReportStandsNoMore(Conflict):
    reason = "Nothing stands here any more: it is taken back, or has not come."
    way_out = "Put on record what came, on the day on which it came."


class ReportCorrectedWithoutReason(ProcedureRefused):
    reason = "It is not said what was wrong in what was typed."
    way_out = "Write it in a sentence; what was typed stays to be read."
    basis = DEFAULTS.HAPPENED


def check_report_correction(*, typed: bool, stands: bool, reason: str) -> None:
    """What an officer typed from paper or a call, while it stands, and why."""
    if not stands:
        raise ReportStandsNoMore
    if not typed:
        raise ReportOfTheMember
    if not reason.strip():
        raise ReportCorrectedWithoutReason
