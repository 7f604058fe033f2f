"""The receipt for whoever referred: wanted, sent or handed over, its address forgotten: 18(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.record.receipt_facts import facts_of, receipts
from casework.record.table import open_case
from casework.tell import receipt as tell
from core.i18n import Language
from core.reach import mail_address, mobile_number
from identity.access import NotThere, officer_of
from identity.officers import decides_for
from models.case import Case
from models.people import Account
from models.receipt import ReferralReceipt
from models.session import Work
from rules.receipt import SENT_WAYS, ReceiptWay, check_hand_over, check_send, check_wish
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class WantedReceipt:
    """How whoever referred wants a receipt, as an officer writes it down."""

    way: ReceiptWay
    address: str = ""
    language: Language = "sq"


def want(work: Work, case_id: UUID, wanted: WantedReceipt) -> ReferralReceipt:
    """Put on record how it is wanted; what was wanted before is replaced, and stays to be read."""
    case = open_case(work, case_id)
    row = with_the_referral(work, case, wanted)
    after_act(work, case.id, "receipt wanted")
    return row


def with_the_referral(work: Work, case: Case, wanted: WantedReceipt) -> ReferralReceipt:
    """The same, within the act that registers the referral."""
    check_wish(wanted.way, address=wanted.address)
    former = receipts(work.session, case.id)
    _forget(work, former)
    row = ReferralReceipt(
        case_id=case.id,
        number=len(former) + 1,
        way=wanted.way,
        language=wanted.language,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
        address=_written(wanted),
    )
    work.session.add(row)
    work.session.flush()
    work.record("receipt wanted", "18(1)", life=case.life, receipt=row.number, way=row.way)
    return row


def _written(wanted: WantedReceipt) -> str | None:
    if wanted.way not in SENT_WAYS:
        return None
    form = mail_address if wanted.way is ReceiptWay.MAIL else mobile_number
    return form(wanted.address)


def send(work: Work, receipt_id: UUID) -> None:
    """It leaves on somebody's press, and names who answers on that day: ours, beside 18(1)."""
    row, case = _last(work, receipt_id)
    check_send(facts_of(row), receipt_id)
    _name(work, case, row)
    row.sent_at = work.clock.now()
    tell.receipt(work, case, row)
    work.record("receipt sent", "18(1)", life=case.life, receipt=row.number)
    after_act(work, case.id, "receipt sent")


def hand_over(work: Work, receipt_id: UUID, on: date) -> None:
    """By word or on paper, on its true day: ours, beside 18(1)."""
    row, case = _last(work, receipt_id)
    check_hand_over(facts_of(row), receipt_id, on, work.clock.today(), came_on=case.referred_on)
    _name(work, case, row)
    row.handed_on, row.handed_at = on, work.clock.now()
    work.record("receipt handed over", "18(1)", life=case.life, receipt=row.number, on=on)
    after_act(work, case.id, "receipt handed over")


def _last(work: Work, receipt_id: UUID) -> tuple[ReferralReceipt, Case]:
    """The last wish of the case that this one is of, which may be another by now."""
    row = work.session.get(ReferralReceipt, receipt_id)
    if row is None:
        raise NotThere
    case = open_case(work, row.case_id)
    return receipts(work.session, case.id)[-1], case


def _name(work: Work, case: Case, row: ReferralReceipt) -> None:
    answers = who_answers(work, case)
    row.given_by_id, row.answers_id = officer_of(work).id, answers.id
    row.managed = answers.id == case.manager_id


def who_answers(work: Work, case: Case) -> Account:
    """The manager; while there is none, or one in conflict, whoever decides for the head."""
    if case.manager is not None and case.conflict_on is None:
        return case.manager
    today, place = work.clock.today(), case.municipality_id
    head = decides_for(work.session, place, today, manager_id=case.manager_id, life_id=case.id)
    return head or officer_of(work)


def forget(work: Work, case_id: UUID) -> None:
    """Once the file is sealed nothing leaves any more, and no address is kept: 17(5), 18(1)."""
    _forget(work, receipts(work.session, case_id))


def _forget(work: Work, rows: Sequence[ReferralReceipt]) -> None:
    for row in rows:
        row.address = None
    tell.receipts_taken_back(work, rows)
