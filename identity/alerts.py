"""Who is told that somebody guesses, once a day and not a thousand times, or that a way in was
changed; and what is forgotten. A mail names the record's day, as every other does."""

from uuid import UUID

from sqlalchemy import and_, func, or_, select

from core.clock import Clock
from core.ids import new_id
from identity import tries
from identity.officers import deputy_of, head_of
from models.outbox import RecipientKind
from models.people import ABSOLUTE, IDLE, Account, SignInAttempt, StaffSession
from models.sent_form import SentForm
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.sign_in import (
    ColleagueDisabled,
    GuessesAtAccount,
    GuessesAtAll,
    RecoveryCodeUsed,
    SignInChanged,
)
from rules.roles import Role


def guessed(work: Work, account: Account, *, factor: bool) -> None:
    """The person, and whoever looks after the accounts; one of each a day.

    `factor`: whoever guesses has the password already.
    """
    work.record("guesses held back", account=account.id, factor=factor)
    notices = [
        GuessesAtAccount(
            recipient=Recipient(RecipientKind.ACCOUNT, reader),
            life_id=None,
            account_id=account.id,
            on=work.clock.today(),
            own=reader == account.id,
            factor=factor,
        )
        for reader in sorted({account.id, *_administrators(work)})  # one order for everybody
    ]
    outbox.queue_all(work, notices)


def flooded(work: Work) -> None:
    """Nobody's account in particular: who looks after them all is told."""
    work.record("guesses held back")
    readers = [Recipient(RecipientKind.ACCOUNT, each) for each in _administrators(work)]
    notices = [GuessesAtAll(recipient=to, life_id=None, on=work.clock.today()) for to in readers]
    outbox.queue_all(work, notices)


def recovery_used(work: Work, account_id: UUID, left: int) -> None:
    """To the person: if it was not they, somebody has their paper."""
    to = Recipient(RecipientKind.ACCOUNT, account_id)
    notice = RecoveryCodeUsed(recipient=to, life_id=None, on=work.clock.today(), left=left)
    outbox.queue(work, notice)


def _administrators(work: Work) -> list[UUID]:
    query = select(Account.id).where(Account.role == Role.ADMIN, Account.disabled_at.is_(None))
    return list(work.session.scalars(query.order_by(Account.id)))


def forget_old(work: Work, clock: Clock) -> None:
    """Drop tries, sessions and keys of forms that no limit looks at any more."""
    now = clock.now()
    work.session.query(SentForm).filter(SentForm.sent_at < now - ABSOLUTE).delete()
    work.session.query(SignInAttempt).filter(SignInAttempt.at < now - tries.DAY).delete()
    over = or_(
        StaffSession.created_at < now - ABSOLUTE,
        and_(StaffSession.ended_at.is_not(None), StaffSession.ended_at < now - IDLE),
    )
    work.session.query(StaffSession).filter(over).delete()


def tell_disabled(work: Work, gone: Account) -> None:
    """To the head, and to whoever acts for them today; nobody else hands cases over: Art. 4(2)."""
    place, today = gone.municipality_id, work.clock.today()
    if place is None:
        return
    head, deputy = head_of(work.session, place), deputy_of(work.session, place, today)
    readers = {each for each in (head and head.id, deputy and deputy.account_id) if each}
    outbox.queue_all(work, [_gone(work, reader, gone.id) for reader in sorted(readers - {gone.id})])


def tell_of_who_left(work: Work, head: Account) -> None:
    """To a head who comes into office: of whom cases wait still, whoever was told of it before."""
    if head.role is not Role.HEAD or head.disabled_at is not None:
        return
    query = select(Account.id).where(
        Account.municipality_id == head.municipality_id,
        Account.disabled_at.is_not(None),
        func.manages_a_case(Account.id),
    )
    left = work.session.scalars(query.order_by(Account.id)).all()
    outbox.queue_all(work, [_gone(work, head.id, each) for each in left])


def _gone(work: Work, reader: UUID, gone: UUID) -> ColleagueDisabled:
    to = Recipient(RecipientKind.ACCOUNT, reader)
    return ColleagueDisabled(recipient=to, life_id=None, on=work.clock.today(), gone_id=gone)


def tell_changed(work: Work, account_id: UUID, what: str) -> None:
    """To the person: somebody who did this in their name would be noticed."""
    to = Recipient(RecipientKind.ACCOUNT, account_id)
    on = work.clock.today()
    outbox.queue(
        work, SignInChanged(recipient=to, life_id=None, on=on, what=what, change_id=new_id())
    )
