"""Accounts of officers: opened by an invitation, closed by disabling; none is ever deleted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from core.clock import Clock, local_day
from identity import credentials, enrolment
from identity.access import NotThere, officer_of
from identity.enrolment import Begun
from identity.officers import head_of
from identity.staff import end_sessions
from models.credentials import EnrolmentPurpose
from models.people import Account, ChangeOfAccount
from models.session import Work
from rules.accounts import (
    NeverOpened,
    NewAccount,
    NotInUse,
    OwnAccount,
    check_disabling,
    check_never_opened,
    check_newcomer,
    check_reset,
)
from rules.people import check_names
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """Who is to have an account."""

    role: Role
    name: str
    email: str
    language: str
    municipality_id: UUID | None = None


def invite(
    work: Work, one: NewOfficer, clock: Clock, *, by: UUID | None, mailed: bool = False
) -> Begun:
    """Open an account that nobody can use before its owner has set it up behind the link."""
    check_names(one.name)
    query = select(Account).where(Account.email_index == Account.index_of(one.email))
    taken, place = work.session.scalar(query), one.municipality_id
    inviter = work.session.get(Account, by) if by is not None else None
    of_one_centre = inviter is not None and inviter.role is not Role.ADMIN
    in_office = place is not None and head_of(work.session, place) is not None
    check_newcomer(
        NewAccount(
            one.role,
            has_centre=place is not None,
            head_in_office=in_office,
            address_taken=taken is not None,
            is_seen=taken is None or not of_one_centre or taken.municipality_id == place,
        )
    )
    account = Account(
        municipality_id=place,
        role=one.role,
        name=one.name,
        email=one.email,
        email_index=Account.index_of(one.email),
        language=one.language,
    )
    work.session.add(account)
    work.session.flush()
    work.record("account opened", account=account.id)
    purpose = EnrolmentPurpose.INVITATION
    return enrolment.begin(work, account, purpose, clock, by=by, mailed=mailed)


def head_who_invites(work: Work) -> Account:
    """The head of a centre, by their own office: a deputy opens no account. Raises `NotThere`."""
    head = officer_of(work)
    if head.role is not Role.HEAD or head.municipality_id is None:
        raise NotThere
    return head


def invite_colleague(work: Work, name: str, email: str, language: str, clock: Clock) -> Begun:
    """A case manager of the head's own centre, and nobody else: decision 0163."""
    head = head_who_invites(work)
    one = NewOfficer(Role.MANAGER, name, email, language, head.municipality_id)
    return invite(work, one, clock, by=head.id)


def invite_again(work: Work, account_id: UUID, clock: Clock) -> tuple[Begun, str]:
    """Of whoever never came in; with their name."""
    head, account = head_who_invites(work), held(work, account_id)
    is_theirs = account.municipality_id == head.municipality_id
    if not is_theirs or account.role is not Role.MANAGER or account.disabled_at is not None:
        raise NotThere
    check_never_opened(is_open=credentials.factors(work, account_id).has_any)
    begun = enrolment.begin(work, account, EnrolmentPurpose.INVITATION, clock, by=head.id)
    return begun, account.name or ""


def reset(
    work: Work, account_id: UUID, purpose: EnrolmentPurpose, clock: Clock, *, by: UUID | None
) -> Begun:
    """Let the owner set something anew; until they have, what they have holds."""
    account = held(work, account_id)
    if by == account_id:
        raise OwnAccount
    if account.disabled_at is not None:
        raise NotInUse
    is_open = credentials.factors(work, account_id).has_any
    if purpose is not EnrolmentPurpose.INVITATION and not is_open:
        raise NeverOpened
    if is_open:
        check_reset(_readdressed_on(work, account_id, by), local_day(clock.now()))
    return enrolment.begin(work, account, purpose, clock, by=by)


def _readdressed_on(work: Work, account_id: UUID, by: UUID | None) -> date | None:
    """When this administrator changed where its mail goes, the last time."""
    last = select(func.max(ChangeOfAccount.changed_at)).where(
        ChangeOfAccount.account_id == account_id,
        ChangeOfAccount.changed_by_id == by,
        ChangeOfAccount.__table__.c.old_email_sealed.is_not(None),
    )
    at = work.session.scalar(last)
    return local_day(at) if at else None


def disable(work: Work, account_id: UUID, *, by: UUID | None) -> None:
    """Their sessions end with it, and what they were invited to; a trigger sees to that."""
    account = held(work, account_id)
    others = select(func.count()).where(
        Account.role == Role.ADMIN, Account.disabled_at.is_(None), Account.id != account_id
    )
    check_disabling(
        own=by == account_id,
        is_admin=account.role is Role.ADMIN,
        other_admins=work.session.scalar(others) or 0,
    )
    if account.disabled_at is None:
        account.disabled_at = work.clock.now()
        work.record("account disabled", account=account_id)


def enable(work: Work, account_id: UUID) -> None:
    """What they signed in with before opens it again."""
    account = held(work, account_id)
    if account.role is Role.HEAD and account.municipality_id and account.disabled_at is not None:
        check_newcomer(
            NewAccount(
                Role.HEAD,
                has_centre=True,
                head_in_office=head_of(work.session, account.municipality_id) is not None,
                address_taken=False,
            )
        )
    if account.disabled_at is not None:
        account.disabled_at = None
        work.record("account opened again", account=account_id)


def sign_out_everywhere(work: Work, account_id: UUID, clock: Clock) -> None:
    end_sessions(work, clock, held(work, account_id).id)


def held(work: Work, account_id: UUID) -> Account:
    """Locked: of two administrators who disable each other at once, the second is refused."""
    if work.session.get(Account, account_id) is None:
        raise NotThere
    admins = select(Account.id).where(Account.role == Role.ADMIN).order_by(Account.id)
    work.session.execute(admins.with_for_update(key_share=True))
    found = select(Account).where(Account.id == account_id).with_for_update(key_share=True)
    return work.session.scalars(found.execution_options(populate_existing=True)).one()
