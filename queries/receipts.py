"""The receipt for whoever referred: what is on record, and its words before it leaves: 18(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.case.receipt import who_answers
from casework.record.receipt_facts import came_back, facts_of, receipts
from casework.tell.receipt import receipt_of
from core.i18n import Language
from identity import access
from models.case import Case
from models.receipt import ReferralReceipt
from models.session import Work
from notifications import letters
from notifications.receipts import addressee
from queries import referral_days
from rules.phases import Phase
from rules.receipt import ReceiptWay, is_owed


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """Exactly what leaves, in the language of whoever referred."""

    subject: str
    """Empty for an SMS."""
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """Every wish, the oldest first, and of the last one what is still to be done."""

    rows: Sequence[ReferralReceipt]
    is_owed: bool
    came_back: bool
    words: ReceiptWords | None
    """Of the last one, while somebody waits for it."""
    otherwise: Mapping[UUID, date]
    """Of those that were given, the day that they say, where it was corrected since."""

    @property
    def last(self) -> ReferralReceipt | None:
        return self.rows[-1] if self.rows else None


def may_give(work: Work, case: Case) -> bool:
    """Who runs the case, and the head, who does while nobody is appointed."""
    return case.phase != Phase.CLOSED and (access.runs_case(work, case) or access.is_head(work))


def of_case(work: Work, case: Case) -> ReceiptFile:
    rows = receipts(work.session, case.id)
    last = rows[-1] if rows else None
    owed = last is not None and is_owed(facts_of(last)) and case.phase != Phase.CLOSED
    return ReceiptFile(
        rows,
        owed,
        came_back=last is not None and came_back(work.session, last.id),
        words=_words(work, case, last) if last is not None and owed else None,
        otherwise=_otherwise(work, case, rows),
    )


def _otherwise(work: Work, case: Case, rows: Sequence[ReferralReceipt]) -> Mapping[UUID, date]:
    corrections = referral_days.of_case(work, case)
    given = ((row.id, row.accepted_at or row.handed_at) for row in rows)
    said = {id: referral_days.said_at(corrections, case, at) for id, at in given if at}
    return {id: day for id, day in said.items() if day != case.referred_on}


def _words(work: Work, case: Case, row: ReferralReceipt) -> ReceiptWords:
    answers = who_answers(work, case)
    notice = receipt_of(case, row, managed=answers.id == case.manager_id)
    reader = addressee(case, row, answers, work.clock.today())
    if row.way is ReceiptWay.SMS:
        return ReceiptWords("", letters.short(notice, reader), reader.language)
    letter = letters.compose(notice, reader, {})
    return ReceiptWords(letter.subject, letter.text, reader.language)
