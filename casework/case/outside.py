"""What the centre asks of institutions and organisations that are no members: Art. 19."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.record.numbers import next_of
from casework.record.table import open_case
from identity.access import officer_of
from models.inquiry import Inquiry
from models.session import Work
from rules.beginning import check_done
from rules.outside import Abroad, SentBy, check_outside
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom an inquiry went to, and how."""

    to_whom: str
    means: SentBy
    address: str = ""
    """Empty where it is not known."""
    abroad: Abroad = Abroad.NOT_KNOWN
    letter: str = ""
    """The number of the letter; empty where there is none, or it is not stated."""


def ask(
    work: Work, case_id: UUID, to: Addressed, *, words: str, asked_on: date, due_on: date
) -> Inquiry:
    """Put on record what went out, on its true day; nothing leaves from here: Art. 19."""
    case = open_case(work, case_id)
    check_outside(asked_on, due_on, work.clock.today(), to_whom=to.to_whom, words=words)
    check_done(asked_on, case.referred_on)
    inquiry = Inquiry(
        case_id=case.id,
        number=next_of(work, Inquiry.number, Inquiry.case_id == case.id),
        asked_on=asked_on,
        due_on=due_on,
        recorded_at=work.clock.now(),
        asked_by_id=officer_of(work).id,
        words=words.strip(),
        to_whom=to.to_whom.strip(),
        address=to.address.strip() or None,
        abroad=to.abroad,
        means=to.means,
        letter=to.letter.strip() or None,
    )
    work.session.add(inquiry)
    work.session.flush()
    detail = {"inquiry": inquiry.number, "on": asked_on, "until": due_on, "means": to.means}
    work.record("inquiry sent", "19", life=case.life, **detail)
    after_act(work, case.id, "inquiry sent")
    return inquiry
