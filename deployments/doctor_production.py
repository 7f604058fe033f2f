"""What only a system with real people needs, and `tryeza doctor --production` is red without."""

import ctypes
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg

from core.i18n import N_
from core.mode import WAYS, Mode, ModeRefused, chosen
from core.setting_kinds import trusted_proxies
from core.settings import odd_ones
from deployments import doctor_settings, lines
from deployments.checks import DEFAULT_URL, Check
from deployments.doctor_people import people
from deployments.faults import checked
from deployments.ports import prefects_address
from deployments.probes import lets_in, status_of
from identity.passwords import matches
from simulation.people import PASSWORD

LASTING: Final = ("fsync", "full_page_writes", "synchronous_commit")
"""Without one of them Postgres says that something is kept which a power cut takes away."""
AT_HOME: Final = frozenset({"127.0.0.1", "::1", "localhost"})
UNSYNCHRONISED: Final = 5  # TIME_ERROR: adjtimex(2)
NOT_SAID: Final = -1
COUNTED: Final = "TRYEZA_DEMO_PASSWORDS"
"""What `tryeza doctor --passwords` has found, told by the command line of a machine of units."""


def surroundings(env: Mapping[str, str]) -> Iterator[Check]:
    """What needs no database."""
    yield _mode(env)
    yield _settings(env)
    yield _ways(env)
    if env.get("TRYEZA_SMS_URL"):
        yield lines.sms(env)
        yield lines.reports(env)
    yield _address(env)
    yield _proxy(env)
    yield _keys_apart(env)
    yield from doctor_settings.shut()
    yield _credential(env)
    yield _clock()


def record(connection: psycopg.Connection[Any], env: Mapping[str, str]) -> Iterator[Check]:
    """What the database tells."""
    yield _no_demo(connection)
    yield _lasting(connection)
    yield from people(connection)
    yield _no_demo_password(env)


def _mode(env: Mapping[str, str]) -> Check:
    try:
        # a demo that runs here says of itself by which way it keeps its mail
        is_demo = env.get("TRYEZA_MODE") == Mode.DEMO or chosen(env) is Mode.DEMO
    except ModeRefused as refused:
        return Check("mode", False, refused.message, refused.facts)
    if is_demo:
        message = N_("This is a demo: set TRYEZA_MODE=production, in a database of its own.")
        return Check("mode", False, message)
    return Check("mode", True, N_("This is production."))


def _settings(env: Mapping[str, str]) -> Check:
    if odd := odd_ones(env):
        message = N_("No process starts with what is said of %(names)s: look at `tryeza setup`.")
        return Check("settings", False, message, {"names": ", ".join(odd)})
    return Check("settings", True, N_("What is said in the settings can be read."))


def _ways(env: Mapping[str, str]) -> Check:
    lacks = [name for name in WAYS if not env.get(name)]
    if env.get("TRYEZA_MODE") == Mode.DEMO:
        message = N_("Mail and codes are kept on this machine and reach nobody.")
        return Check("ways", False, message)
    if lacks:
        message = N_("Nobody is reached by mail and SMS: set %(names)s.")
        return Check("ways", False, message, {"names": ", ".join(lacks)})
    return Check("ways", True, N_("Mail and SMS go to a server and a gateway of yours."))


def _address(env: Mapping[str, str]) -> Check:
    url = env.get("TRYEZA_BASE_URL", DEFAULT_URL)
    if urlsplit(url).scheme != "https":
        message = N_("%(url)s is read along by anybody on the way: set TRYEZA_BASE_URL to https.")
        return Check("address", False, message, {"url": url})
    return Check("address", True, N_("People come in by https."))


def _proxy(env: Mapping[str, str]) -> Check:
    if not env.get("TRYEZA_PROXY"):
        message = N_(
            "No proxy is named: everybody seems to come from its address, and one who guesses"
            " passwords keeps all others out. Set TRYEZA_PROXY."
        )
        return Check("proxy", False, message)
    try:
        trusted_proxies(env["TRYEZA_PROXY"])
    except ValueError:
        message = N_(
            "TRYEZA_PROXY is no address of a proxy, or is everybody's: name those before the"
            " portal."
        )
        return Check("proxy", False, message)
    return Check("proxy", True, N_("The proxy before the portal is named."))


def _keys_apart(env: Mapping[str, str]) -> Check:
    """Beside a database that is ours lies what opens it: one stolen folder is everything."""
    keys = Path(env.get("TRYEZA_KEYS_FILE", "keys")).absolute()
    beside = [keys.parent, *keys.parent.parents][:2]
    if any((folder / "postgres").is_dir() for folder in beside):
        message = N_(
            "The key ring lies beside the database: move it to another disk or folder, of which no"
            " copy is made with the data, and set TRYEZA_KEYS_FILE."
        )
        return Check("keys apart", False, message)
    return Check("keys apart", True, N_("The key ring lies apart from the database."))


def _credential(env: Mapping[str, str]) -> Check:
    """Prefect runs what it is told to: who reaches it without a word commands the workers."""
    url = prefects_address(env)
    address = urlsplit(url)
    if not env.get("PREFECT_API_AUTH_STRING"):
        message = N_(
            "Without a credential a worker asks only a Prefect that lets everybody in: set"
            " PREFECT_API_AUTH_STRING for both."
        )
        return Check("prefect credential", False, message)
    if lets_in(f"{url}/admin/version"):
        message = N_("Prefect answers without a credential: set PREFECT_API_AUTH_STRING for it.")
        return Check("prefect credential", False, message)
    if address.scheme == "http" and address.hostname not in AT_HOME:
        message = N_("Prefect is asked over an open line: let it listen here only, or by https.")
        return Check("prefect credential", False, message)
    if status_of(f"{url}/health") is None:
        message = N_("Prefect does not answer: whether it asks for its credential was not seen.")
        return Check("prefect credential", False, message)
    return Check("prefect credential", True, N_("Prefect answers nobody without its credential."))


def _clock() -> Check:
    """As the kernel has it, whichever program keeps the time."""
    if kernels_clock() in {UNSYNCHRONISED, NOT_SAID}:
        message = N_("The clock of this machine follows nobody: let it follow a network's (NTP).")
        return Check("clock", False, message)
    return Check("clock", True, N_("The clock of this machine follows a network's."))


def kernels_clock() -> int:
    asked = ctypes.create_string_buffer(512)  # struct timex, by which nothing is set
    return int(ctypes.CDLL(None).adjtimex(asked))


def _no_demo(connection: psycopg.Connection[Any]) -> Check:
    row = connection.execute("SELECT EXISTS (SELECT FROM demo_clock)").fetchone()
    if row and row[0]:
        message = N_("The database has held a demo: take an empty one.")
        return Check("record", False, message)
    return Check("record", True, N_("The database has never held a demo."))


def _lasting(connection: psycopg.Connection[Any]) -> Check:
    rows = connection.execute(
        "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off' ORDER BY name",
        [list(LASTING)],
    ).fetchall()
    if rows:
        message = N_("The database may lose what it said was kept: turn on %(names)s.")
        return Check("lasting", False, message, {"names": ", ".join(name for (name,) in rows)})
    return Check("lasting", True, N_("What the database says is kept is on disk."))


def _no_demo_password(env: Mapping[str, str]) -> Check:
    """By whoever may read the passwords' hashes; on a machine of units the command line has asked
    the portal's user before."""
    said = env.get(COUNTED, "")
    if not env.get("SIGN_IN_DATABASE_URL") and not said.isdigit():
        message = N_(
            "Whether somebody has the demo's password is seen with the portal's settings alone:"
            " `tryeza doctor --production`, as root, asks with them."
        )
        return Check("passwords", True, message, warns=True)
    count = int(said) if said.isdigit() else demo_passwords(env)
    if count:
        message = N_("%(count)s accounts have the demo's password: disable them.")
        return Check("passwords", False, message, {"count": count})
    return Check("passwords", True, N_("Nobody has the demo's password."))


def demo_passwords(env: Mapping[str, str]) -> int:
    """How many have it. Some twenty hashes a second are tried, so that a country takes half a
    minute."""
    named = checked(env.get("SIGN_IN_DATABASE_URL", ""), "SIGN_IN_DATABASE_URL")
    address = named.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        hashes = [each for (each,) in connection.execute("SELECT hash FROM account_password")]
    return sum(matches(PASSWORD, each) for each in hashes)
