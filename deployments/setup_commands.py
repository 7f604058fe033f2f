"""`tryeza migrate` and `tryeza setup`: a machine and an empty database become a system that people
can enter.

Both may be run again at any time: what is there already stays.
"""

import os
from pathlib import Path

from sqlalchemy import select

from casework.municipality import places
from core import logs
from core.i18n import N_
from core.mode import chosen
from core.settings import prepare
from deployments import account_commands, record
from deployments.account import CannotPrepare
from deployments.faults import checked
from deployments.setup import running
from deployments.setup.env_files import Folder
from deployments.terminal import UNREADABLE_KEYS, join_system, say
from deployments.waiting import database_lacking, wait_for
from models import migrate as editions
from models.people import Account
from models.session import unit_of_work
from rules.roles import Role

INTERRUPTED = 130  # as a shell says it of SIGINT


def migrate(*, wait: bool = False, back_to: str = "") -> None:
    """Bring the database up to this edition, under a lock; as its owner, and nothing else is.

    Parameters
    ----------
    wait
        Wait for a database that is away, as at the start of a machine.
    back_to
        An edition before, for its program, where what is on record since has a place there.
    """
    address = os.environ.get("OWNER_DATABASE_URL")
    if not address:
        raise CannotPrepare(N_("Give OWNER_DATABASE_URL, the address with the role tryeza_owner."))
    checked(address)
    if wait:
        logs.configure()
        wait_for(lambda: database_lacking(address))
    if back_to:
        editions.back_to(address, back_to)
        say(N_("The database is of the edition %(edition)s again."), edition=back_to)
        return
    try:
        record.prepare(
            address, Path(os.environ.get("TRYEZA_KEYS_FILE", "keys")), chosen(os.environ)
        )
    except (OSError, ValueError):
        raise CannotPrepare(UNREADABLE_KEYS, path=os.environ.get("TRYEZA_KEYS_FILE")) from None
    say(N_("The database is of this edition, and knows the keys."))


def setup(
    email: str = "",
    name: str = "",
    *,
    file: Path | None = None,
    folder: Path = running.ETC,
    for_restore: bool = False,
) -> None:
    """Ask what this machine is told, try it, and write it; then keys, record, first administrator.

    May be repeated: what stands is the default of every question. With address and name it asks
    nothing, and invites the first administrator of a system whose settings are given already.

    Parameters
    ----------
    email
        Of the first administrator, where everything else is given already.
    name
        As it stands on papers.
    file
        Answers, in TOML, instead of questions; its owner alone may read it.
    folder
        Where the settings lie.
    for_restore
        The settings alone: keys and record are brought from a lost machine.
    """
    if not email:
        try:
            return running.run(folder, file, for_restore=for_restore)
        except KeyboardInterrupt:
            say(N_("Ended. What was written stays, the rest is as it was: run it again."))
            raise SystemExit(INTERRUPTED) from None
    if os.environ.get("DATABASE_URL") or not (folder / "worker.env").exists():
        return _enter_first(email, name)
    with running.standing_here(Folder(folder)):
        return _enter_first(email, name)


def _enter_first(email: str, name: str) -> None:
    """The 38 municipalities, and the first administrator."""
    join_system(prepare)
    with unit_of_work() as work:
        count = places.enter(work)
        has_one = work.session.scalar(select(Account.id).where(Account.role == Role.ADMIN).limit(1))
    if count:
        say(N_("%(count)s municipalities are entered."), count=count)
    else:
        say(N_("The municipalities are there."))
    if has_one is not None:
        say(N_("There is an administrator: the others are invited on the page Accounts."))
    elif name.strip():
        account_commands.invite(email, name)
    else:
        say(N_("Nobody can sign in yet: give mail address and name of the first administrator."))
