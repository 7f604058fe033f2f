"""What `tryeza doctor` says of the centres' certificates, with which archives are signed: 0196."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from core.clock import SystemClock, local_day
from core.i18n import N_
from deployments.checks import Check, others_read
from portal.archive.certificate import Certificate, NotInForce

AHEAD: Final = timedelta(days=30)
"""So long before one ends somebody had better ask for the next."""


def certificates(env: Mapping[str, str]) -> Iterator[Check]:
    """Each file of the folder; nothing where none is named."""
    folder = env.get("TRYEZA_CERTIFICATES")
    if not folder:
        return
    files = sorted(Path(folder).glob("*.pem"))
    if not files:
        message = N_("No centre has a certificate in %(path)s: archives are signed by us alone.")
        yield Check("certificates", False, message, {"path": folder})
    for path in files:
        yield _of(path, env)


def _of(path: Path, env: Mapping[str, str]) -> Check:
    now, facts = SystemClock().now(), {"path": str(path)}
    try:
        found = Certificate.load(path)
        found.check_in_force(now)
    except (OSError, ValueError):
        message = N_("%(path)s is no key with its certificate: no archive of that centre is made.")
        return Check("certificate", False, message, facts)
    except NotInForce:
        message = N_("%(path)s has ended, or is not valid yet: no archive of that centre is made.")
        return Check("certificate", False, message, facts)
    if others_read(path, env):
        message = N_("Others can read the key of a centre: run `chmod 600 %(path)s`.")
        return Check("certificate", False, message, facts)
    told = facts | {"day": f"{local_day(found.ends):%d.%m.%Y}"}
    message = N_("The certificate in %(path)s is in force until %(day)s.")
    return Check("certificate", True, message, told, warns=found.ends - now < AHEAD)
