"""Which officer of a centre is its head: changed by an administrator, on the same account.

The same account, so that nobody agrees to what they proposed before. Cases stay with whoever
manages them until the head appoints another, as when an account is disabled.
"""

from uuid import UUID

from sqlalchemy import func, select

from casework.municipality import deputies
from casework.municipality.standing import wake_quarters
from casework.tell.reminders import look_next_morning
from core.clock import Clock
from core.ids import new_id
from identity import accounts
from identity.accounts import held
from identity.alerts import tell_changed, tell_disabled, tell_of_who_left
from identity.officers import head_of
from identity.staff import end_sessions
from models.life import WakeReason
from models.people import Account, ChangeOfAccount
from models.session import Work
from notifications import left_office
from rules.accounts import check_role
from rules.roles import Role


def change_role(work: Work, account_id: UUID, to: Role, clock: Clock, *, by: UUID) -> None:
    """From today on; every session of theirs ends. `clock` is real time."""
    account = held(work, account_id)
    place = account.municipality_id
    head = head_of(work.session, place) if place else None
    check_role(
        account.role,
        to,
        own=by == account_id,
        head_in_office=head is not None and head != account,
        manages=bool(work.session.scalar(select(func.manages_a_case(account_id)))),
    )
    if place is None or account.role is to:
        return
    if to is Role.HEAD:
        account.convener = False  # a head convenes by their office
        _end_as_deputy(work, place, account)
    change = ChangeOfAccount(
        id=new_id(),
        account_id=account_id,
        changed_by_id=by,
        changed_at=clock.now(),
        changed_on=work.clock.today(),
        was_role=account.role,
    )
    work.session.add(change)
    account.role = to
    work.record(
        "role of an account changed",
        account=account_id,
        was=change.was_role,
        role=to,
        change=change.id,
    )
    end_sessions(work, clock, account_id)
    tell_changed(work, account_id, to)
    tell_of_who_left(work, account)
    _look_who_decides(work, account)


def disable(work: Work, account_id: UUID, *, by: UUID | None) -> None:
    """Whoever decides for the centre is told; of a head or of who convenes, it is looked at:
    somebody else decides, or nobody."""
    account = held(work, account_id)
    was_open = account.disabled_at is None
    accounts.disable(work, account_id, by=by)
    if was_open:
        work.wake_all(left_office.let_go(work, account_id), WakeReason.MAIL)
        tell_disabled(work, account)
    _look_who_decides(work, account)


def enable(work: Work, account_id: UUID) -> None:
    accounts.enable(work, account_id)
    work.wake_all(left_office.let_leave(work, account_id), WakeReason.MAIL)
    account = held(work, account_id)
    tell_of_who_left(work, account)
    _look_who_decides(work, account)


def _look_who_decides(work: Work, account: Account) -> None:
    """Whoever changed it may not read what a quarter owes, so nothing is settled here."""
    place = account.municipality_id
    if place is not None:
        look_next_morning(work, place)
        wake_quarters(work, place)
        deputies.try_again(work, place)


def _end_as_deputy(work: Work, place: UUID, account: Account) -> None:
    """Before they are the head: then only they could end it."""
    today = work.clock.today()
    for each in account.deputyships:
        if each.ended_on is None and (each.last_day is None or each.last_day >= today):
            deputies.end(work, place, each.id)
