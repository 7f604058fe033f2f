"""Postgres's own tools, the bundled ones: a dump as it was at one moment, and putting one back in
one transaction, with what has to be true of it.
"""

import os
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

from core.i18n import N_
from deployments.account import CannotPrepare
from deployments.backup_file import PIECE, Manifest
from deployments.programs import INSTALLED, where_installed
from models.pool import LIFTED

FAILED: Final = N_("%(command)s failed: %(said)s")
STRANGE: Final = N_("The address of the database says what the tools do not know: %(names)s.")
NOT_OLDER: Final = b"SET transaction_timeout = 0;\n"
"""The tools of today write it, and no server before version 17 knows it."""
OF_LIBPQ: Final = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslcrl": "PGSSLCRL",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "channel_binding": "PGCHANNELBINDING",
    "require_auth": "PGREQUIREAUTH",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "application_name": "PGAPPNAME",
}


def tool(name: str) -> str:
    return str(where_installed() / INSTALLED / "bin" / name)


def environment(url: str) -> dict[str, str]:
    """Of a tool that stands as the owner and says so; an address in the command line would be read
    by anybody on the machine."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    found = {name: str(value) for name, value in conninfo_to_dict(plain).items() if value}
    options = f"{found.pop('options', '')} {LIFTED}".strip()
    if strange := sorted(found.keys() - OF_LIBPQ.keys()):
        raise CannotPrepare(STRANGE, names=", ".join(strange))
    said = {OF_LIBPQ[name]: value for name, value in found.items()}
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "PGOPTIONS": options, **said}


def dumped(url: str, snapshot: str) -> Iterator[bytes]:
    """The record as that snapshot sees it, in pieces. Raises `CannotPrepare`."""
    command = [tool("pg_dump"), "--format=custom", "--schema=public", "--no-owner"]
    # With row security, and the wall lifted by name: the owner is no superuser, and what it would
    # not see has been asked for before (`models.rotation.HIDDEN`).
    command += ["--enable-row-security", f"--snapshot={snapshot}", "--lock-wait-timeout=60000"]
    with _started(command, url) as (process, said):
        assert process.stdout is not None
        while piece := process.stdout.read(PIECE):
            yield piece
        _done("pg_dump", process, said)


def load(url: str, pieces: Iterable[bytes], manifest: Manifest, also: str) -> None:
    """All of it, with every row that was counted, and `also`; or nothing. Raises `CannotPrepare`.

    A dump is a program of whoever wrote it: `pg_restore` writes it out so that it cannot leave the
    database (`\\restrict`), and it runs as the owner, who is no superuser.
    """
    restoring = [tool("pg_restore"), "--format=custom", "--no-owner", "--file=-"]
    loading = [tool("psql"), "--no-psqlrc", "--quiet", "--file=-"]
    loading += ["--set=ON_ERROR_STOP=1", "--set=VERBOSITY=sqlstate"]  # else it quotes rows
    with (
        _started(loading, url, stdin=subprocess.PIPE) as (psql, psql_said),
        _started(restoring, url, stdin=subprocess.PIPE) as (restore, restore_said),
    ):
        feeding = _Feeding(restore.stdin, pieces)
        feeding.start()
        try:
            _relay(restore.stdout, psql.stdin)
            feeding.join()
            if feeding.error is not None:
                raise feeding.error
            _done("pg_restore", restore, restore_said)
            _say(psql, counted(manifest.rows) + also + "COMMIT;\n")
        except BrokenPipeError:
            restore.kill()
            feeding.join()
        _done("psql", psql, psql_said)


def counted(rows: Mapping[str, int]) -> str:
    """What refuses a record that has more rows than were counted, or fewer."""
    asked = "".join(
        f"IF (SELECT count(*) FROM public.{name}) <> {count:d} THEN"  # noqa: S608 - `NAME`
        f" RAISE 'rows' USING ERRCODE = 'TZ001'; END IF;\n"
        for name, count in rows.items()
    )
    # The dump turns it off, for whoever sees everything anyway.
    return f"SET row_security = on;\nDO $$ BEGIN\n{asked}END $$;\n"


class _Feeding(threading.Thread):
    """The dump on its way to `pg_restore`, while what comes out of it is read."""

    def __init__(self, sink: IO[bytes] | None, pieces: Iterable[bytes]) -> None:
        super().__init__(daemon=True)
        assert sink is not None
        self._sink, self._pieces = sink, pieces
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            for piece in self._pieces:
                with suppress(BrokenPipeError):  # it has all it wants, or says what it lacks
                    self._sink.write(piece)
        except BaseException as error:
            self.error = error
        with suppress(BrokenPipeError):
            self._sink.close()


def _relay(source: IO[bytes] | None, sink: IO[bytes] | None) -> None:
    """In one transaction that nobody has committed yet."""
    assert source is not None
    assert sink is not None
    sink.write(b"BEGIN;\n")
    is_head = True
    while line := source.readline(PIECE):
        if is_head and line == NOT_OLDER:
            is_head = False
            continue
        if not line.startswith(b"CREATE SCHEMA public;"):
            sink.write(line)


def _say(process: "subprocess.Popen[bytes]", said: str) -> None:
    assert process.stdin is not None
    process.stdin.write(said.encode())
    process.stdin.close()


@contextmanager
def _started(
    command: Sequence[str], url: str, stdin: int = subprocess.DEVNULL
) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """Whoever leaves early ends it: what it had begun is rolled back."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            stdin=stdin,
            stdout=subprocess.PIPE if Path(command[0]).name != "psql" else subprocess.DEVNULL,
            stderr=said,
            env=environment(url),
        )
        try:
            yield process, said
        finally:
            process.kill()
            for end in (process.stdin, process.stdout):
                with suppress(OSError):
                    end.close() if end is not None else None
            process.wait()


def _done(name: str, process: "subprocess.Popen[bytes]", said: IO[bytes]) -> None:
    if process.wait():
        said.seek(0)
        lines = said.read(10_000).decode(errors="replace").strip().splitlines() or ["nothing"]
        raise CannotPrepare(FAILED, command=name, said=lines[-1][:200])
