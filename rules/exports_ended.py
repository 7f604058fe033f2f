"""How a request for a child's record ends: handed over to whom, or not handed out: 4(5), 18(1).

What of it is given is decided before, in `rules/exports.py`.
"""

from dataclasses import dataclass
from datetime import date

from rules.days import check_happened
from rules.exports import BASIS, BarredAsker, ExportEnding, NotMade, check_open
from rules.refusals import NotPossible, ProcedureRefused


class NotToAnybody(ProcedureRefused):
    reason = "It is not said to whom it was handed."
    way_out = "Write the name of whoever took it."
    basis = BASIS


class OtherFile(NotPossible):
    reason = "Another file of this record was made since you opened the page."
    way_out = "Look whether it is the one that was handed over, and put it on record again."


class EndedTooEarly(ProcedureRefused):
    reason = "On %(day)s there was nothing yet that could end so."
    way_out = "Write the day on which it happened, %(since)s or later."
    basis = BASIS


class HandedToAnother(ProcedureRefused):
    reason = "This is not the name of whoever asked."
    way_out = "Write the name as it stands in the request, or why somebody else has taken it."
    basis = BASIS


class HandedToBarred(ProcedureRefused):
    reason = "It is said of somebody on record with this name that they use violence."
    way_out = (
        "It is handed to whoever asked, or to somebody else who acts for the child. If they have it"
        " already, say that it has happened, and why."
    )
    basis = BASIS


class EndedWithoutReason(ProcedureRefused):
    reason = "It is not said why the record is not handed out."
    way_out = "Write the reason; it stays beside the file."
    basis = BASIS


@dataclass(frozen=True, slots=True)
class HandingFacts:
    """What is handed over, and to whom."""

    since: date
    """The day of the file that is handed over, else that of the request."""
    made: bool = False
    as_shown: bool = True
    """The file is the one that stood on the page."""
    to_asker: bool = True
    receiver_is_barred: bool = False
    asker_is_barred: bool = False
    """And the head has not said why they may have it."""
    has_happened: bool = False
    """It is no more asked whether they may have it: they have it."""

    @property
    def although_barred(self) -> bool:
        """Whoever took it may not have it: 4(5)."""
        return self.asker_is_barred or (self.receiver_is_barred and not self.to_asker)


def check_ending(
    ending: ExportEnding,
    on: date,
    today: date,
    *,
    handing: HandingFacts,
    to_whom: str = "",
    reason: str = "",
    over: bool = False,
) -> None:
    """What was made of the last decisions is handed to who asked, for a reason to somebody else,
    and never to another who is violent; where that has happened all the same it is put on record as
    what it was; or it is not handed out, for a reason: 4(5), ours."""
    check_open(over=over)
    check_happened(on, today)
    if ending is ExportEnding.HANDED:
        _check_handing(handing, to_whom, reason)
    elif not reason.strip():
        raise EndedWithoutReason
    if on < handing.since:
        raise EndedTooEarly(day=on, since=handing.since)


def _check_handing(handing: HandingFacts, to_whom: str, reason: str) -> None:
    if not handing.made:
        raise NotMade
    if not handing.as_shown:
        raise OtherFile
    if not to_whom.strip():
        raise NotToAnybody
    if handing.although_barred and not (handing.has_happened and reason.strip()):
        raise BarredAsker if handing.asker_is_barred else HandedToBarred
    if not handing.to_asker and not reason.strip():
        raise HandedToAnother
