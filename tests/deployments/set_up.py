"""A machine that `tryeza setup` sets up, with a database, a mail server and a gateway to reach.

None of them is the project's: the database has its roles and nothing in it, the mail server asks
for a name and a word under a certificate of an authority of its own, the gateway is one of HTTP.
"""

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import trustme
from aiosmtpd.smtp import AuthResult
from pyrage import x25519
from sqlalchemy import make_url

from core.database_roles import OWNER, PORTAL, PREFECT, REPORTS, SIGN_IN, WORKER
from deployments import setup_commands
from deployments.postgres import EmbeddedPostgres
from tests.deployments.units import settings_in
from tests.notifications import mail_server
from tests.notifications.mail_server import MailServer
from tests.notifications.test_gateway import Operator
from tests.notifications.test_mail_faults import context

WORDS: Final = {"owner": OWNER, "worker": WORKER, "portal": PORTAL, "sign_in": SIGN_IN}
USER, WORD = "tryeza@place.example", "a word with ' and \" and $HOME"
FILES: Final = ("common", "reach", "owner", "worker", "portal", "prefect", "metrics", "backup")
ADMIN: Final = "drita.hoti@ministry.example"


@dataclass
class Machine:
    """Its answers as a file has them, and what became of them."""

    etc: Path
    answers: dict[str, Any]
    mail: MailServer
    gateway: Operator
    database: str
    postgres: EmbeddedPostgres
    secrets: list[str] = field(default_factory=list)

    def run(self, *, for_restore: bool = False, **more: Any) -> None:
        """With these answers, and what is said otherwise: `mail={"port": "1"}`."""
        answers = self.written(**more)
        setup_commands.setup(file=answers, folder=self.etc, for_restore=for_restore)

    def written(self, **more: Any) -> Path:
        said = {name: values | more.get(name, {}) for name, values in self.answers.items()}
        lines = []
        for name, values in said.items():
            lines.append(f"[{name}]")
            lines += [
                f"{key} = {_toml(value)}" for key, value in values.items() if value is not None
            ]
        for each in more.get("centre", ()):
            lines += ["[[centre]]", *(f"{key} = {value}" for key, value in each.items())]
        lines += more.get("beside", ())
        path = self.etc.parent / "answers.toml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        path.chmod(0o600)
        return path

    def said(self, file: str) -> dict[str, str]:
        """As systemd reads it."""
        return settings_in(self.etc / f"{file}.env")

    def stands(self) -> dict[str, tuple[bytes, int, int]]:
        """Each file with its words, its rights and when it was written."""
        found = {}
        for path in sorted(each for each in self.etc.rglob("*") if each.is_file()):
            of = path.stat()
            name = str(path.relative_to(self.etc))
            found[name] = (path.read_bytes(), stat.S_IMODE(of.st_mode), of.st_mtime_ns)
        return found


def _toml(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)


def _signs_in(
    _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
) -> AuthResult:
    right = (data.login, data.password) == (USER.encode(), WORD.encode())
    return AuthResult(success=right, handled=right)


@contextmanager
def machine(
    postgres: EmbeddedPostgres, folder: Path, template: str = "template0"
) -> Iterator[Machine]:
    """With an empty database, or a copy of the template's."""
    name, prefects = f"set_up_{os.getpid()}", f"set_up_prefect_{os.getpid()}"
    postgres.create_database(name, template=template)
    postgres.create_database(prefects, owner=PREFECT)
    authority = trustme.CA()
    certificate = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(certificate))
    certificate.chmod(0o644)
    operator = Operator()
    server = ThreadingHTTPServer(("127.0.0.1", 0), operator.handler())
    operator.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = {"auth_required": True, "authenticator": _signs_in, "require_starttls": True}
    with mail_server.running(context(authority), **options) as mail:
        found = Machine(folder / "tryeza", {}, mail, operator, name, postgres)
        found.answers = _answers(found, certificate, prefects)
        yield found
    server.shutdown()
    server.server_close()
    postgres.drop_database(name)
    postgres.drop_database(prefects)


def _answers(of: Machine, certificate: Path, prefects: str) -> dict[str, dict[str, Any]]:
    url = make_url(of.postgres.url(WORKER, of.database))
    words = {key: str(make_url(of.postgres.url(role)).password) for key, role in WORDS.items()}
    words["reports"] = str(make_url(of.postgres.url(REPORTS)).password)
    prefect = str(make_url(of.postgres.url(PREFECT)).password)
    gateway = f"http://127.0.0.1:{of.gateway.port}/send?password=of-the-gateway"
    headers = '{"Authorization": "Bearer of-the-headers", "Content-Type": "application/json"}'
    of.secrets += [*words.values(), prefect, WORD, "of-the-gateway", "of-the-headers"]
    return {
        "address": {"url": "https://tryeza.place.example", "proxy": "127.0.0.1", "language": "en"},
        "database": {
            "host": str(url.query["host"]),
            "port": str(url.query["port"]),
            "name": of.database,
            **words,
        },
        "prefect": {"database": prefects, "password": prefect},
        "mail": {
            "host": "127.0.0.1",
            "port": of.mail.port,
            "tls": "starttls",
            "user": USER,
            "password": WORD,
            "from": USER,
            "authority": str(certificate),
        },
        "sms": {
            "url": gateway,
            "headers": headers,
            "body": '{"to": "{to}", "text": "{text}", "id": "{id}"}',
            "from": "Tryeza",
            "report_secret": "new",
        },
        "backup": {
            "folders": "/var/lib/tryeza-backups",
            "recipient": str(x25519.Identity.generate().to_public()),
        },
        "administrator": {"mail": ADMIN, "name": "Drita Hoti", "language": "en"},
    }
