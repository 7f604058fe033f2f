"""The receipt for whoever referred: wanted, sent, handed over, come back: beside Art. 18(1)."""

from uuid import UUID

from sqlalchemy import update

from casework.case import receipt
from casework.case.receipt import WantedReceipt
from core.i18n import Language
from models.case import Case
from models.outbox import Message, MessageStatus, RecipientKind
from models.session import unit_of_work
from queries.receipts import of_case
from rules.receipt import ReceiptWay
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb
from workflow.life import look_again

ADDRESSES = {ReceiptWay.MAIL: "agim.kelmendi@shembull.example", ReceiptWay.SMS: "+38344111222"}


def _last(play: Play) -> UUID:
    with reading() as work:
        row = of_case(work, work.session.get_one(Case, play.case.case)).last
    if row is None:
        raise NothingYet("nobody spoke of a receipt")
    return row.id


@verb
def want_receipt(
    play: Play,
    *,
    way: ReceiptWay = ReceiptWay.MAIL,
    to: str | None = None,
    language: Language = "sq",
    by: str = "head",
) -> None:
    """How whoever referred wants it."""
    where = ADDRESSES.get(way, "") if to is None else to
    with play.as_head(by) as work:
        receipt.want(work, play.case.case, WantedReceipt(way, where, language))


@verb
def send_receipt(play: Play, *, by: str = "head") -> None:
    with play.as_head(by) as work:
        receipt.send(work, _last(play))


@verb
def hand_over_receipt(play: Play, *, by: str = "head") -> None:
    """By word or on paper, on the entry's day."""
    with play.as_head(by) as work:
        receipt.hand_over(work, _last(play), play.happened)


@verb
def receipt_comes_back(play: Play) -> None:
    """No act of anybody: the mail server refuses it for good."""
    last = _last(play)
    with unit_of_work() as work:
        mail = (Message.recipient == RecipientKind.REFERRER, Message.recipient_id == last)
        came_back = {"status": MessageStatus.FAILED, "answered_at": work.clock.now()}
        work.session.execute(update(Message).where(*mail).values(**came_back))
    look_again(play.case.case)


@verb
def read_receipts(
    play: Play,
    *,
    stand: list[str],
    came: When | None = None,
    names: str | None = None,
    kept: bool = False,
) -> None:
    """Each in its order: `owed`, `sent`, `handed`, `none`, `back` or `never`; of the last one the
    day on which the referral `came`, whom it `names`, whether its address is still `kept`."""
    with play.as_head() as work:
        file = of_case(work, work.session.get_one(Case, play.case.case))
        found = [
            "handed" if row.handed_on else "sent" if row.sent_at else "never" for row in file.rows
        ]
        if file.last is not None and not file.last.is_given:
            found[-1] = "owed" if file.is_owed else "never" if file.last.way.is_given else "none"
        if file.came_back:
            found[-1] = "back"
        assert found == stand, found
        if came is not None:
            assert file.last is not None
            assert play.case.row().referred_on == play.day(came)
        if names is not None:
            assert file.last is not None
            assert file.last.answers_id == play.people.account(names)
        held = [row.address for row in file.rows if row.address]
        assert bool(held) == kept, len(held)
