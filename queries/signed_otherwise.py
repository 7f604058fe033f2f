"""What the record says otherwise than the closing form that somebody has signed: Art. 17(5)."""

from dataclasses import dataclass
from datetime import date

from casework.record.known import child_person
from casework.table.signing import ClosingForm, Laid
from models.closure import Closure
from models.session import Work
from rules.decided import DeathSaid, death_said


@dataclass(frozen=True, slots=True)
class SignedOtherwise:
    """What stands beside the form; None where it says the same."""

    decided_on: date | None
    death: DeathSaid | None


def beside(work: Work, closure: Closure | None, form: Laid[ClosingForm] | None) -> SignedOtherwise:
    """Until somebody has signed it the form goes with the record, and nothing stands here."""
    if closure is None or form is None or closure.decided_on is None:
        return SignedOtherwise(None, None)
    words, day = form.words, closure.decided_on
    child = child_person(work.session, closure.case_id)
    death = death_said(day, died=child.died, died_on=child.died_on)
    return SignedOtherwise(
        day if words.decided_on != day else None,
        death if DeathSaid(words.died, words.died_on) != death else None,
    )
