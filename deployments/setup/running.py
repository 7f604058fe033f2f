"""All of `tryeza setup`, from the first question to the first administrator."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from casework.municipality import centre_names, places
from casework.municipality.centre_names import NamedSince
from core.clock import SystemClock
from core.i18n import N_
from core.mode import Mode
from core.settings import prepare, settings
from deployments import account_commands, record
from deployments.account import CannotPrepare
from deployments.setup import keys
from deployments.setup.asking import LIST_OF, Asker, FromFile, Terminal
from deployments.setup.env_files import PASSED, Folder, Setting, alone_in, folder
from deployments.setup.questions import Answers
from deployments.setup.sections import (
    ADMINISTRATOR,
    SECTIONS,
    SetupSection,
    administrators_questions,
)
from deployments.terminal import err, say, stand_as_the_system, words
from identity.access import NotThere
from models.people import Account, PlaceNames
from models.session import Work, unit_of_work
from notifications.channels.mail_line import trust
from rules.roles import Role

ETC: Final = Path("/etc/tryeza")
OURS: Final = ("TRYEZA_", "SMTP_", "PREFECT_")
UNITS: Final = (
    "tryeza.target tryeza-portal.socket tryeza-watch.timer tryeza-prune.timer tryeza-backup.timer"
)
START: Final = N_(
    "Then start it: systemctl enable --now %(units)s. What is still missing says: tryeza doctor"
    " --production"
)
OF_A_PROCESS: Final = frozenset({"TRYEZA_LANGUAGE"})
"""What the operator says of the terminal itself."""


def run(etc: Path, answers: Path | None, *, for_restore: bool = False) -> None:
    """Ask, try and write, section by section; then keys, record and the first administrator.

    `for_restore`: the settings alone, for keys and record are brought from the lost machine.
    """
    _check_place(etc)
    asker: Asker = FromFile(answers) if answers else Terminal()
    there = Folder(etc)
    if isinstance(asker, FromFile):
        asker.check(
            {each.name: each.questions(there) for each in SECTIONS}
            | {ADMINISTRATOR[0]: administrators_questions(there)}
        )
    else:
        say(N_("Enter keeps what stands in brackets. Ctrl-C ends it; what was written stays."))
    folder(etc, PASSED)
    with alone_in(etc):
        _run(asker, there, for_restore=for_restore)


def _run(asker: Asker, there: Folder, *, for_restore: bool) -> None:
    for section in SECTIONS:
        _settle(section, there, asker)
    if for_restore:
        say(N_("The settings are written, and the database is as it was: tryeza restore."))
        return
    _say(N_("Keys"))
    keys.make(there.path)
    with standing_here(there):
        _say(N_("The record"))
        _prepare_record(there)
        _enter_places(asker.said.get(LIST_OF, ()) if isinstance(asker, FromFile) else ())
        _first_administrator(asker, there)
    say(START, units=UNITS)


def _check_place(etc: Path) -> None:
    home = next(each for each in (etc, *etc.parents) if each.exists())
    if not os.access(home, os.W_OK | os.X_OK):
        message = N_("%(path)s cannot be written: run it as root, sudo tryeza setup")
        raise CannotPrepare(message, path=etc)


def _say(title: str) -> None:
    err.print(f"\n[bold]{words().gettext(title)}[/bold]")


def _settle(section: SetupSection, there: Folder, asker: Asker) -> None:
    """Until what was answered works, or is kept as it is; what was answered stands in brackets."""
    said: Answers = {}
    while True:
        asked = [
            replace(each, stands=said.get(each.key, each.stands))
            for each in section.questions(there)
        ]
        said = section.whole(there, asker.answers(section.name, section.title, asked))
        found = list(section.settings(there, said))
        with standing_here(there, found):
            faults = section.tried(said)
        if not faults or not asker.asks_again(section.name, faults):
            break
    changed = there.write(found)
    if changed:
        say(N_("Written: %(files)s."), files=", ".join(str(there.path / each) for each in changed))
    else:
        say(N_("Nothing was changed."))
    for each in section.told(there, said):
        say(each.message, **each.facts)


@contextmanager
def standing_here(there: Folder, more: Sequence[Setting] = ()) -> Iterator[None]:
    """This process is told what the worker of this machine is told, and `more`; nothing of it is
    on a command line, and all of it is forgotten at the end."""
    before = dict(os.environ)
    told = there.all_of("common.env", "reach.env", "owner.env", "worker.env")
    told |= {each.name: each.value for each in more if each.file != "portal.env"}
    told |= {
        "TRYEZA_MODE": Mode.PRODUCTION.value,
        "TRYEZA_KEYS_FILE": str(there.path / keys.RING),
        "TRYEZA_TRAIL_KEY_FILE": str(there.path / keys.TRAIL),
        "TRYEZA_STATE_DIR": str(there.path),
    }
    told = {name: value for name, value in told.items() if value}
    told.setdefault("DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1/none")
    told.pop("TRYEZA_LANGUAGE", None)
    try:
        for name in [each for each in os.environ if _is_ours(each)]:
            del os.environ[name]
        os.environ.update(told)
        _forget()
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        _forget()


def _is_ours(name: str) -> bool:
    return (name.startswith(OURS) and name not in OF_A_PROCESS) or name.endswith("DATABASE_URL")


def _forget() -> None:
    settings.cache_clear()
    trust.cache_clear()


def _prepare_record(there: Folder) -> None:
    """Migrated as its owner, and then entered as the worker, as every other start does."""
    owner = there.get("owner.env", "OWNER_DATABASE_URL")
    record.prepare(owner, there.path / keys.RING, Mode.PRODUCTION)
    say(N_("The database is of this edition, and knows the keys."))
    prepare()
    stand_as_the_system()


def _enter_places(named: Sequence[Mapping[str, Any]]) -> None:
    with unit_of_work() as work:
        count = places.enter(work)
        changed = sum(_enter_name(work, *_named(each)) for each in named)
    say(N_("%(count)s municipalities are entered."), count=count) if count else say(
        N_("The municipalities are there.")
    )
    if changed:
        say(N_("%(count)s names of centres are entered."), count=changed)


def _enter_name(work: Work, slug: str, said: NamedSince) -> bool:
    try:
        return centre_names.enter_here(work, slug, said)
    except NotThere:
        raise CannotPrepare(N_("There is no centre %(centre)s."), centre=slug) from None


def _named(said: Mapping[str, Any]) -> tuple[str, NamedSince]:
    """One `[[centre]]` of a file of answers."""
    since = said.get("since")
    names = [str(said.get(each, "")).strip() for each in ("sq", "sr", "en")]
    if not said.get("slug") or not all(names) or not isinstance(since, date | None):
        message = N_(
            "[[centre]]: give slug, sq, sr, en, and since = 2027-01-01 where it has a day."
        )
        raise CannotPrepare(message)
    return str(said["slug"]), NamedSince(PlaceNames(*names), since)


def _first_administrator(asker: Asker, there: Folder) -> None:
    """Invited by mail where that leaves; else the link is printed, once."""
    with unit_of_work() as work:
        has_one = work.session.scalar(select(Account.id).where(Account.role == Role.ADMIN).limit(1))
    if has_one is not None:
        say(
            N_(
                "There is an administrator: the others are invited on the page Accounts. Where"
                " nobody has come in yet: tryeza account reset MAIL invitation"
            )
        )
        return
    said = asker.answers(*ADMINISTRATOR, administrators_questions(there))
    if not said["mail"] or not said["name"]:
        say(N_("Nobody can sign in yet: run tryeza setup again, and name an administrator."))
        return
    account_commands.invite_first(said["mail"], said["name"], said["language"], SystemClock())
