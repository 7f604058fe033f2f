"""What an administrator changes of an account that stays: name and mail address.

The trail keeps fingerprints, by which a name that somebody knows is found, and no name.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from core import crypto
from core.clock import Clock
from core.ids import new_id
from identity import enrolment
from identity.accounts import held
from identity.alerts import tell_changed
from models.credentials import EnrolmentEnd
from models.outbox import RecipientKind
from models.people import Account, ChangeOfAccount
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.sign_in import AddressChanged
from rules.accounts import AddressTaken, OwnAccount
from rules.people import check_names


@dataclass(frozen=True, slots=True)
class OfficerKnown:
    """By what an officer is known, and where their mail goes."""

    name: str
    email: str


def change_known(work: Work, account_id: UUID, to: OfficerKnown, clock: Clock, *, by: UUID) -> None:
    """What stays as it is leaves no trace; a new address is told to the old one too."""
    account = held(work, account_id)
    if by == account_id:
        raise OwnAccount
    if to.name != account.name:
        check_names(to.name)
        account.rename(to.name, work.clock.now())
        digest = crypto.ring().index(to.name, "account.name").hex()
        work.record("name of an account changed", account=account_id, digest=digest)
        tell_changed(work, account_id, "name")
    if to.email != account.email:
        _change_address(work, account, to.email, clock, by)


def _change_address(work: Work, account: Account, email: str, clock: Clock, by: UUID) -> None:
    index, now = Account.index_of(email), clock.now()
    other = select(Account.id).where(Account.email_index == index, Account.id != account.id)
    if work.session.scalar(other) is not None:
        raise AddressTaken
    change = ChangeOfAccount(
        id=new_id(),
        account_id=account.id,
        changed_by_id=by,
        changed_at=now,
        changed_on=work.clock.today(),
    )
    change.old_email = account.email
    work.session.add(change)
    account.email, account.email_index = email, index
    enrolment.end_open(work, account.id, EnrolmentEnd.ADDRESS, clock)
    work.record(
        "mail address of an account changed",
        account=account.id,
        change=change.id,
        digest=index.hex(),
    )
    to = Recipient(RecipientKind.ACCOUNT, account.id)
    outbox.requeue(work, to)  # what the old one gave back
    outbox.queue_all(
        work,
        [
            AddressChanged(
                recipient=to, life_id=None, on=work.clock.today(), to=which, change_id=change.id
            )
            for which in ("old", "new")
        ],
    )
