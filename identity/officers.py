"""The officers of a Centre for Social Work: its head and deputy, who convenes, who chairs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from core.clock import day_begins
from identity.conflicts import has_conflict, in_conflict
from models.asked import DAY, LIFE, PLACE, kept
from models.case import Appointment
from models.life import Life
from models.people import Account, ChangeOfAccount, Deputy
from rules.deputies import Nominee
from rules.roles import Role
from workflow.kinds import kind_of


def head_of(session: Session, municipality_id: UUID) -> Account | None:
    """The head of social services of a centre, while there is one in office."""
    return session.scalars(_heads(), {"place": municipality_id}).first()


@kept
def _heads() -> Select[Account]:
    query = select(Account).where(Account.municipality_id == PLACE, Account.role == Role.HEAD)
    return query.where(Account.disabled_at.is_(None)).order_by(Account.id)


def in_force(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """Appointments of deputies that hold on this day, as `Deputy.is_in_force` says it."""
    return and_(
        Deputy.valid_from <= on,
        or_(Deputy.valid_until.is_(None), Deputy.valid_until >= on),
        or_(Deputy.ended_on.is_(None), Deputy.ended_on > on),
    )


def deputy_of(session: Session, municipality_id: UUID, on: date) -> Deputy | None:
    """Whose appointment to take the head's acts is in force on this day: decision 0037."""
    return session.scalars(_deputies(), {"place": municipality_id, "day": on}).first()


@kept
def _deputies() -> Select[Deputy]:
    query = select(Deputy).join(Deputy.account)
    query = query.where(Deputy.municipality_id == PLACE, in_force(DAY))
    return query.where(Account.disabled_at.is_(None))


def deputyship(account: Account, on: date) -> Deputy | None:
    """By which appointment this officer is the head's deputy on this day; None for the head."""
    if account.role != Role.MANAGER or account.disabled_at is not None:
        return None
    return next((each for each in account.deputyships if each.is_in_force(on)), None)


def acts_as_head(account: Account, on: date) -> bool:
    """The head in office, or the deputy whose appointment is in force on the day; nobody else."""
    if account.role == Role.HEAD:
        return account.disabled_at is None
    return deputyship(account, on) is not None


def decided_on(session: Session, account_id: UUID, day: date) -> bool:
    """They decided for the centre on this day: the head, or the deputy of that day; whoever left
    since stays who they were."""
    account = session.get_one(Account, account_id)
    if Role.HEAD in _roles_on(session, account, day):
        return True
    return any(each.is_in_force(day) for each in account.deputyships)


def _roles_on(session: Session, account: Account, day: date) -> frozenset[Role]:
    """Both, where one became the other on that day."""
    query = select(ChangeOfAccount).where(ChangeOfAccount.account_id == account.id)
    rows = session.scalars(query.order_by(ChangeOfAccount.changed_at))
    held = [(row.was_role, row.changed_on) for row in rows if row.was_role is not None]
    found, since = set(), date.min
    for role, until in (*held, (account.role, date.max)):
        if since <= day <= until:
            found.add(role)
        since = until
    return frozenset(found)


def others_who_decided(
    session: Session, account: Account | None, since: date, today: date
) -> Sequence[Account]:
    """Who else of this officer's centre acted as its head on a day since: theirs may be a word that
    is typed later. The head themselves, for a deputy who enters it; whoever stepped down or left
    since stays who they were."""
    if account is None or account.municipality_id is None:
        return ()
    in_office = or_(Account.disabled_at.is_(None), Account.disabled_at >= day_begins(since))
    of_centre = select(Account).where(Account.municipality_id == account.municipality_id)
    either = or_(and_(Account.role == Role.HEAD, in_office), _was_head(since))
    heads = session.scalars(of_centre.where(either).order_by(Account.id))
    query = select(Deputy).join(Deputy.account).where(Deputy.valid_from <= today)
    rows = session.scalars(query.where(Deputy.municipality_id == account.municipality_id))
    deputies = [row.account for row in rows if row.last_day is None or row.last_day >= since]
    found = {each.id: each for each in (*heads, *deputies)}
    return [each for each in found.values() if each.id != account.id]


def ever_head() -> ColumnElement[bool]:
    """An account that is its centre's head, disabled or not, or was before its role was changed."""
    return or_(Account.role == Role.HEAD, _was_head(date.min))


def _was_head(since: date) -> ColumnElement[bool]:
    """They were the head on that day or later, and their role was changed."""
    return exists().where(
        ChangeOfAccount.account_id == Account.id,
        ChangeOfAccount.was_role == Role.HEAD,
        ChangeOfAccount.changed_on >= since,
    )


def decides_for(
    session: Session,
    municipality_id: UUID,
    on: date,
    *,
    manager_id: UUID | None = None,
    life_id: UUID | None = None,
) -> Account | None:
    """Who is to decide: the deputy while there is one, but the head on the deputy's own case.

    Nobody who declared a conflict at this table, the head neither: Art. 10(2).
    """

    def may(account: Account) -> bool:
        return life_id is None or not has_conflict(session, life_id, account.id)

    deputy = deputy_of(session, municipality_id, on)
    if deputy is not None and deputy.account_id != manager_id and may(deputy.account):
        return deputy.account
    head = head_of(session, municipality_id)
    return head if head is not None and may(head) else None


def decides_alone(session: Session, account: Account, on: date) -> bool:
    """The head, or a deputy without a head above: what they ask for, any other officer confirms."""
    if account.municipality_id is None or not acts_as_head(account, on):
        return False
    return account.role == Role.HEAD or head_of(session, account.municipality_id) is None


def convener_of(session: Session, municipality_id: UUID) -> Account | None:
    """Who convenes and chairs the municipal table: the officer whom the head named, else the head.

    The Regulation names nobody where there is no case (tension T6): decision 0031.
    """
    return session.scalars(_conveners(), {"place": municipality_id}).first()


@kept
def _conveners() -> Select[Account]:
    """Whoever is named before the head."""
    query = select(Account).where(or_(Account.convener, Account.role == Role.HEAD))
    query = query.where(Account.municipality_id == PLACE, Account.disabled_at.is_(None))
    return query.order_by(Account.convener.desc(), Account.id)


def chair_of(session: Session, life: Life, on: date) -> Account | None:
    """The one who chairs a table: the case's manager, or who convenes the municipal one: Art. 4(2).

    For a manager in conflict it is whoever decides on that day: `access.runs` says who may act.

    Pages, signatures and notices all ask here; what kind of life it is says who that is.
    """
    return kind_of(life).chair(session, life, on)


def managers_on(session: Session, case_id: UUID, day: date) -> frozenset[UUID]:
    """Who managed the case on this day; both, where one took over from the other on it.

    Nobody who had declared a conflict of interest before it: Art. 10(2).
    """
    return frozenset(session.scalars(_managers(), {"life": case_id, "day": day}))


@kept
def _managers() -> Select[UUID]:
    return _appointed().where(~in_conflict(LIFE, Appointment.account_id, before=DAY))


def appointed_on(session: Session, case_id: UUID, day: date) -> frozenset[UUID]:
    """The same, barred by a conflict of interest or not."""
    return frozenset(session.scalars(_appointed(), {"life": case_id, "day": day}))


@kept
def _appointed() -> Select[UUID]:
    return select(Appointment.account_id).where(
        Appointment.case_id == LIFE,
        Appointment.appointed_on <= DAY,
        or_(Appointment.ended_on.is_(None), Appointment.ended_on >= DAY),
    )


def record_language(session: Session, municipality_id: UUID) -> str:
    """In which of the two official languages a centre keeps its record: its head's; 0032."""
    head = head_of(session, municipality_id)
    return "sr" if head is not None and head.language == "sr" else "sq"


def accounts_of(session: Session, account_ids: Collection[UUID]) -> Mapping[UUID, Account]:
    """These officers; of what they did the name is `name_at` its moment."""
    if not account_ids:
        return {}
    query = select(Account).where(Account.id.in_(account_ids))
    return {account.id: account for account in session.scalars(query)}


def names_of(session: Session, account_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """What these officers are called today, for what they are to do or have now."""
    found = accounts_of(session, account_ids)
    return {id: account.name or "" for id, account in found.items()}


def nominee(account: Account | None) -> Nominee | None:
    """An account as the rules see who is to take something on for the head."""
    if account is None:
        return None
    return Nominee(account.municipality_id, account.role, account.disabled_at is not None)
