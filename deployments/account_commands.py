"""`tryeza account invite|reset`: the first administrator, and whoever nobody else can help.

Prints the link instead of mailing it: whoever may run this may read the record's keys anyway.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Final, Literal
from uuid import UUID

from cyclopts import App
from sqlalchemy import select

from core.clock import Clock, SystemClock
from core.i18n import N_
from core.reach import Unreachable, mail_address
from core.settings import prepare, settings
from deployments.account import CannotPrepare
from deployments.terminal import join_system, out, say
from identity import accounts
from identity.accounts import NewOfficer
from identity.enrolment import Begun
from models.credentials import EnrolmentPurpose
from models.outbox import Message, MessageStatus
from models.people import Account, Municipality
from models.session import unit_of_work
from notifications import delivery
from rules.refusals import ProcedureRefused
from rules.roles import Role

PAUSE: Final = 0.2  # seconds between looks at what somebody else sends

app = App(name="account", help="Open the first account, and help who cannot be helped otherwise.")


@app.command
def invite(
    email: str,
    name: str,
    *,
    role: Literal["admin", "head", "manager"] = "admin",
    centre: str = "",
    language: Literal["sq", "sr", "en"] = "sq",
) -> None:
    """Open an account; its owner sets it up behind the link that is printed.

    Parameters
    ----------
    email
        Where its owner reads mail, and what they sign in with.
    name
        As it stands on papers.
    role
        An administrator sees no case.
    centre
        The municipality, as in the addresses of pages: `ferizaj`.
    language
        Of the pages and mails of this officer.
    """
    join_system(prepare)
    try:
        address = mail_address(email)
    except Unreachable as why:
        raise CannotPrepare(why.sentence, **why.facts) from None
    with _refusable(), unit_of_work() as work:
        place = None
        if centre:
            place = work.session.scalar(select(Municipality.id).where(Municipality.slug == centre))
            if place is None:
                raise CannotPrepare(N_("There is no centre %(centre)s."), centre=centre)
        one = NewOfficer(Role(role), name.strip(), address, language, place)
        begun = accounts.invite(work, one, SystemClock(), by=None)
    _print(begun)


def invite_first(email: str, name: str, language: str, clock: Clock) -> None:
    """The first administrator, of whom nobody else could tell a code: by mail and the code on this
    terminal; where the mail does not leave, the link itself, here and once."""
    with _refusable(), unit_of_work() as work:
        one = NewOfficer(Role.ADMIN, name.strip(), mail_address(email), language)
        begun = accounts.invite(work, one, clock, by=None, mailed=True)
        query = select(Account.id).where(Account.email_index == Account.index_of(email))
        account = work.session.scalars(query).one()
    if begun.message_id is not None and _has_left(begun.message_id):
        say(N_("The link is on its way to %(mail)s. It asks for this code:"), mail=email)
        out.print(begun.code, markup=False)
        return
    say(N_("The mail did not leave; the link in it opens nothing any more."))
    with _refusable(), unit_of_work() as work:
        begun = accounts.reset(work, account, EnrolmentPurpose.INVITATION, clock, by=None)
    _print(begun)


def _has_left(message_id: UUID) -> bool:
    """From here, or by a worker that heard of it first and has it in hand."""
    if delivery.deliver_now(message_id):
        return True
    pause, until = Event(), time.monotonic() + delivery.LEASE.total_seconds()
    while (status := _status(message_id)) is MessageStatus.SENDING and time.monotonic() < until:
        pause.wait(PAUSE)
    return status is MessageStatus.SENT


def _status(message_id: UUID) -> MessageStatus:
    with unit_of_work(read_only=True) as work:
        return work.session.get_one(Message, message_id).status


@app.command
def reset(email: str, what: Literal["password", "factor", "invitation"]) -> None:
    """Let somebody set their password, their second step, or both anew.

    Parameters
    ----------
    email
        What they sign in with.
    what
        `password`, `factor` for a lost telephone or passkey, `invitation` for both.
    """
    join_system(prepare)
    with _refusable(), unit_of_work() as work:
        query = select(Account.id).where(Account.email_index == Account.index_of(email))
        account = work.session.scalar(query)
        if account is None:
            raise CannotPrepare(N_("There is no account with this address."))
        begun = accounts.reset(work, account, EnrolmentPurpose(what), SystemClock(), by=None)
    _print(begun)


@contextmanager
def _refusable() -> Iterator[None]:
    """A refusal is one sentence on the terminal."""
    try:
        yield
    except ProcedureRefused as refusal:
        raise CannotPrepare(refusal.reason) from None


def _print(begun: Begun) -> None:
    say(N_("This link opens the account once; hand it to its owner and to nobody else:"))
    out.print(settings().base_url.rstrip("/") + begun.path, soft_wrap=True, markup=False)
