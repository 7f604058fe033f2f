"""Mail: the server's line, tried, and on wish with one mail."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import make_msgid, parseaddr
from pathlib import Path
from typing import Final

from core import reach
from core.i18n import N_
from core.setting_kinds import HERE
from core.settings import settings as current
from deployments import lines
from deployments.setup.env_files import Folder, Setting
from deployments.setup.questions import (
    Answers,
    FoundByTrying,
    Odd,
    SetupQuestion,
    a_mail_address,
    a_port,
    one_of,
)
from deployments.terminal import operator_language, words
from notifications.channels import Letter, Verdict
from notifications.channels.mail import envelope
from notifications.channels.post import Lines

FILE: Final = "reach.env"
USUAL: Final = {"starttls": "587", "tls": "465", "none": "25"}
AUTHORITY: Final = "SSL_CERT_FILE"

TEST_SUBJECT: Final = N_("Tryeza: a trial mail")
TEST_WORDS: Final = N_("Tryeza was set up on a machine, and this message shows that it can write.")


def questions(folder: Folder) -> list[SetupQuestion]:
    stands = folder.of(FILE)
    tls = stands.get("SMTP_TLS", "starttls")
    return [
        SetupQuestion("host", N_("Mail server"), stands=stands.get("SMTP_HOST", "")),
        SetupQuestion(
            "tls",
            N_("TLS: starttls, tls, or none on this very machine"),
            stands=tls,
            check=one_of(*USUAL),
        ),
        SetupQuestion("port", N_("Port"), stands=stands.get("SMTP_PORT", USUAL[tls]), check=a_port),
        SetupQuestion(
            "user",
            N_("Who we sign in as there"),
            N_("Empty, or - where nobody signs in."),
            stands=stands.get("SMTP_USER", ""),
            optional=True,
        ),
        SetupQuestion(
            "password",
            N_("Password there"),
            stands=stands.get("SMTP_PASSWORD", ""),
            secret=True,
            optional=True,
        ),
        SetupQuestion(
            "from",
            N_("Address that mails come from"),
            N_("Somebody reads what is answered there."),
            stands=stands.get("SMTP_FROM", ""),
            check=_a_sender,
        ),
        SetupQuestion(
            "authority",
            N_("File with the certificate of a private authority"),
            N_("Empty where the server's certificate is one that every machine trusts."),
            stands=folder.get("common.env", AUTHORITY),
            optional=True,
            check=_a_file_of_all,
        ),
        SetupQuestion(
            "trial",
            N_("Send one trial mail to"),
            N_("Empty, and none is sent."),
            optional=True,
            check=a_mail_address,
        ),
    ]


def settings(_: Folder, said: Answers) -> Iterator[Setting]:
    names = {"host": "HOST", "port": "PORT", "tls": "TLS", "user": "USER", "from": "FROM"}
    for key, name in (names | {"password": "PASSWORD"}).items():
        yield Setting(FILE, f"SMTP_{name}", said[key])
    yield Setting("common.env", AUTHORITY, said["authority"])


AS_ASKED: Final[Mapping[str, str]] = {
    lines.NO_MAIL: N_(
        "The mail server %(host)s:%(port)s does not answer: look at the server and its port."
    ),
    lines.UNTRUSTED: N_(
        "The mail server %(host)s:%(port)s has no certificate for this name that the machine"
        " trusts: answer with the name on its certificate or with the file of its authority, or"
        " look whether the answer on TLS is right (starttls, or tls from the first byte)."
    ),
    lines.UNOFFERED: N_(
        "The mail server %(host)s:%(port)s offers no TLS, or takes no sign-in: look at the answers"
        " on port and TLS."
    ),
    lines.NOT_LET_IN: N_(
        "The mail server %(host)s:%(port)s does not take this name and password (%(code)s)."
    ),
    lines.OTHERWISE: N_(
        "Something else than a mail server answers at %(host)s:%(port)s: look at the answers on"
        " port and TLS."
    ),
}
"""By what is asked here, instead of by the names of settings."""


def tried(said: Answers) -> list[FoundByTrying]:
    """On the line itself; by the settings as they are answered, which the process has been told."""
    if said["tls"] == "none" and said["host"] not in HERE:
        return [FoundByTrying(N_("Without TLS only a mail server on this machine is written to."))]
    told = {f"SMTP_{name.upper()}": value for name, value in said.items()}
    found = lines.mail(told)
    if not found.works:
        return [FoundByTrying(AS_ASKED.get(found.message, found.message), found.facts)]
    return list(_trial_mail(said["trial"])) if said["trial"] else []


def _trial_mail(to: str) -> Iterator[FoundByTrying]:
    tell = words().gettext
    text = tell(TEST_WORDS)
    letter = Letter(
        subject=tell(TEST_SUBJECT),
        sender="Tryeza",
        text=text + "\n",
        html=f"<p>{text}</p>\n",
        language=operator_language({}),
    )
    id_ = make_msgid(domain=reach.domain_of(parseaddr(current().smtp_from)[1]))
    sealed = envelope(letter, to=to, message_id=id_, date=datetime.now(UTC))
    with Lines() as line:
        reply = line.send_one(sealed)
    if reply.verdict != Verdict.ACCEPTED:
        message = N_(
            "The mail server did not take the trial mail (%(code)s): is the address right?"
        )
        yield FoundByTrying(message, {"code": lines.code_of(reply)})


def _a_sender(said: str) -> str:
    a_mail_address(parseaddr(said)[1])
    return said


def _a_file_of_all(said: str) -> str:
    with suppress(OSError, UnicodeDecodeError):
        path = Path(said)
        if path.is_absolute() and "BEGIN CERTIFICATE" in path.read_text(encoding="ascii"):
            if not path.stat().st_mode & 0o004:
                raise Odd(N_("Everybody has to read this file: chmod 644 %(path)s"), path=said)
            return said
    raise Odd(N_("There is no certificate in this file."))
