"""What is asked, section by section, in the order in which a machine is set up."""

import ipaddress
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from core.i18n import N_
from deployments import backup_places
from deployments.account import CannotPrepare
from deployments.setup import databases, mails, prefects, texts
from deployments.setup.env_files import Folder, Setting
from deployments.setup.questions import (
    Answers,
    FoundByTrying,
    Odd,
    SetupQuestion,
    a_mail_address,
    one_of,
)

COMMON, BACKUP = "common.env", "backup.env"
HERE: Final = "/var/lib/tryeza-backups"


def _as_said(_: Folder, said: Answers) -> Answers:
    return said


def _told_nothing(_: Folder, __: Answers) -> Iterator[FoundByTrying]:
    return iter(())


def _untried(_: Answers) -> list[FoundByTrying]:
    return []


@dataclass(frozen=True, slots=True)
class SetupSection:
    """Questions that belong together: asked, tried, and then written in one go."""

    name: str
    title: str
    questions: Callable[[Folder], Sequence[SetupQuestion]]
    settings: Callable[[Folder, Answers], Iterator[Setting]]
    tried: Callable[[Answers], list[FoundByTrying]] = _untried
    whole: Callable[[Folder, Answers], Answers] = _as_said
    """The answers with what is made here."""
    told: Callable[[Folder, Answers], Iterator[FoundByTrying]] = _told_nothing
    """What whoever answers has to know afterwards."""


def _address_questions(folder: Folder) -> list[SetupQuestion]:
    stands = folder.of(COMMON)
    return [
        SetupQuestion(
            "url",
            N_("Address that people use"),
            N_("https://, and the name under which the proxy answers; every link begins with it."),
            stands=stands.get("TRYEZA_BASE_URL", ""),
            check=_a_base,
        ),
        SetupQuestion(
            "proxy",
            N_("Address of the proxy before the portal"),
            stands=stands.get("TRYEZA_PROXY", "127.0.0.1"),
            check=_proxies,
        ),
        SetupQuestion(
            "language",
            N_("Language where nobody has chosen: sq, sr or en"),
            stands=stands.get("TRYEZA_LANGUAGE", "sq"),
            check=one_of("sq", "sr", "en"),
        ),
    ]


def _address_settings(_: Folder, said: Answers) -> Iterator[Setting]:
    yield Setting(COMMON, "TRYEZA_BASE_URL", said["url"])
    yield Setting(COMMON, "TRYEZA_PROXY", said["proxy"])
    yield Setting(COMMON, "TRYEZA_LANGUAGE", said["language"])


def _a_base(said: str) -> str:
    address = urlsplit(said)
    if address.scheme != "https" or not address.hostname:
        raise Odd(N_("The address begins with https://, like https://tryeza.place.example"))
    if address.path.strip("/") or address.query or address.fragment or "@" in address.netloc:
        raise Odd(N_("The address ends with the name, without a path behind it."))
    return said.rstrip("/")


def _proxies(said: str) -> str:
    try:
        found = [str(ipaddress.ip_address(each.strip())) for each in said.split(",")]
    except ValueError:
        raise Odd(N_("Addresses like 127.0.0.1, several with commas.")) from None
    return ",".join(found)


def _backup_questions(folder: Folder) -> list[SetupQuestion]:
    stands = folder.of(BACKUP)
    return [
        SetupQuestion(
            "folders",
            N_("Folders for backups, with commas; the second on another disk"),
            stands=stands.get(backup_places.FOLDER, HERE),
            check=_folders,
        ),
        SetupQuestion(
            "recipient",
            N_("Who may open them: age1…"),
            N_("On another machine: tryeza backup identity FILE, or age-keygen."),
            stands=stands.get(backup_places.RECIPIENT, ""),
            check=_recipient,
        ),
        SetupQuestion(
            "name",
            N_("How this installation is called in their names"),
            stands=stands.get(backup_places.NAME, ""),
            optional=True,
        ),
    ]


def _backup_settings(_: Folder, said: Answers) -> Iterator[Setting]:
    yield Setting(BACKUP, backup_places.FOLDER, said["folders"])
    yield Setting(BACKUP, backup_places.RECIPIENT, said["recipient"])
    yield Setting(BACKUP, backup_places.NAME, said["name"])


def _backup_tried(said: Answers) -> list[FoundByTrying]:
    """A folder that systemd makes is not there yet; any other one is."""
    lacks = [each for each in said["folders"].split(",") if each != HERE and not _is_there(each)]
    message = N_(
        "The folder %(path)s is not there: mount its disk, then install -d -m 0700 -o"
        " tryeza-migrate %(path)s"
    )
    return [FoundByTrying(message, {"path": path}) for path in lacks]


def _is_there(path: str) -> bool:
    return os.path.isdir(path)


def _folders(said: str) -> str:
    found = [each.strip().rstrip("/") for each in said.split(",")]
    if not all(Path(each).is_absolute() for each in found):
        raise Odd(N_("Folders from the root on, like /var/lib/tryeza-backups."))
    return ",".join(found)


def _recipient(said: str) -> str:
    env = {backup_places.FOLDER: "/", backup_places.RECIPIENT: said}
    try:
        backup_places.Places.of(env)
    except CannotPrepare as why:
        raise Odd(why.message) from None
    return said


SECTIONS: Final = (
    SetupSection("address", N_("The address"), _address_questions, _address_settings),
    SetupSection(
        "database",
        N_("The database"),
        databases.questions,
        databases.settings,
        databases.tried,
    ),
    SetupSection(
        "prefect",
        N_("Prefect"),
        prefects.questions,
        prefects.settings,
        prefects.tried,
        prefects.whole,
    ),
    SetupSection("mail", N_("Mail"), mails.questions, mails.settings, mails.tried),
    SetupSection("sms", N_("SMS"), texts.questions, texts.settings, texts.tried, told=texts.told),
    SetupSection("backup", N_("Backups"), _backup_questions, _backup_settings, _backup_tried),
)


def administrators_questions(_: Folder) -> list[SetupQuestion]:
    return [
        SetupQuestion(
            "mail",
            N_("Mail address"),
            N_("With which they sign in."),
            optional=True,
            check=a_mail_address,
        ),
        SetupQuestion("name", N_("Name"), N_("As it stands on papers."), optional=True),
        SetupQuestion(
            "language",
            N_("Their language: sq, sr or en"),
            stands="sq",
            check=one_of("sq", "sr", "en"),
        ),
    ]


ADMINISTRATOR: Final = ("administrator", N_("The first administrator"))
