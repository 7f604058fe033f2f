"""`tryeza backup`, `backup identity`, `verify` and `restore`: copies of the record, and back."""

import os
from datetime import datetime
from pathlib import Path
from typing import Final

from cyclopts import App

from core.clock import ZONE
from core.i18n import N_
from core.trail import TrailKeys
from deployments import backup, backup_places, backup_sources, rehearsal
from deployments import restore as restoring
from deployments.account import CannotPrepare
from deployments.backup import Made
from deployments.backup_places import Places
from deployments.faults import checked
from deployments.restore import Brought
from deployments.terminal import as_json, say

app = App(name="backup", help="A copy of the record: encrypted, tried, and under its name.")

MISSED: Final = N_("%(path)s took no copy (%(why)s).")


@app.default
def write(*, json: bool = False) -> None:
    """Write a backup into TRYEZA_BACKUP_DIR for TRYEZA_BACKUP_RECIPIENT, while everybody works.

    It is put back from its file into a Postgres of its own before it has its name. Exit code 1
    where none was written; 3 where one was, but not in every folder, or of a record in which
    something is not as it was written.

    Parameters
    ----------
    json
        One JSON document for machines.
    """
    places = Places.of(os.environ)
    with backup_sources.sources(os.environ) as sources:
        made = backup.make(sources, places)
    _tell(made, json=json)
    for path, why in made.missed:
        say(MISSED, path=path, why=why)
    for each in made.wrong:
        say(each.message, **each.facts)
    if made.missed or made.wrong:
        raise SystemExit(3)


@app.command
def identity(file: Path) -> None:
    """Make the identity that opens backups; prints what TRYEZA_BACKUP_RECIPIENT is to be.

    Parameters
    ----------
    file
        A new file, which is to be kept away from the machines whose backups it opens.
    """
    if file.exists():
        raise CannotPrepare(N_("%(path)s is there already: nothing was changed."), path=file)
    recipient = backup_places.new_identity(file)
    say(
        N_("Who holds %(path)s opens every backup, and nobody else does: keep two copies."),
        path=file,
    )
    print(f"TRYEZA_BACKUP_RECIPIENT={recipient}")  # noqa: T201 - a line for a file of settings


def verify(file: Path, *, identity: Path, keys: Path | None = None, json: bool = False) -> None:
    """Put a backup back for a moment and count everything; exit code 1 where anything is not whole.

    Nothing of this machine's record is read or changed, and nothing is left behind.

    Parameters
    ----------
    file
        The backup.
    identity
        The file of the private identity.
    keys
        The key ring, to prove who wrote it and to open what is sealed. The trail's key is
        `trail-key` beside it, else TRYEZA_TRAIL_KEY_FILE.
    json
        One JSON document for machines.
    """
    known = backup_places.identities(identity)
    held = backup_sources.ring(keys) if keys is not None else None
    found = rehearsal.rehearse(file, known, held, _signed_by(keys))
    for each in found.wrong:
        raise each
    manifest = found.manifest
    if json:
        as_json(
            {
                "taken_at": manifest.taken_at,
                "installation": manifest.installation,
                "edition": manifest.edition,
                "rows": manifest.rows,
                "trail": found.entries,
                "trail_signed": found.are_signed,
                "opened": found.opened,
            }
        )
        return
    say(
        N_("%(file)s is whole: %(tables)s tables with %(rows)s rows, of %(moment)s."),
        file=file.name,
        tables=len(manifest.rows),
        rows=sum(manifest.rows.values()),
        moment=_local(manifest.taken_at),
    )
    say(N_("The trail is as it was written: %(count)s entries."), count=found.entries)
    if not found.are_signed:
        say(N_("Without the trail's key the signatures of its ends were not looked at."))
    if held is not None:
        say(N_("Of what is sealed %(count)s values were opened."), count=found.opened)
    else:
        say(N_("Without the key ring nothing that is sealed was opened: give --keys FILE."))


def _signed_by(keys: Path | None) -> TrailKeys | None:
    beside, said = backup_sources.trail_key(keys), os.environ.get("TRYEZA_TRAIL_KEY_FILE")
    return beside or (backup_sources.trail_key_at(Path(said)) if said else None)


def restore(
    file: Path,
    *,
    identity: Path,
    erased: Path | None = None,
    nothing_erased: bool = False,
    trail_key_lost: bool = False,
) -> None:
    """Put a backup back, into a database that is empty; afterwards nothing is sent before
    `tryeza sending resume`.

    The key ring is TRYEZA_KEYS_FILE, or `keys` in the state folder; the trail's key is
    TRYEZA_TRAIL_KEY_FILE, or `trail-key` there. Both are in no backup.

    Parameters
    ----------
    file
        The backup.
    identity
        The file of the private identity.
    erased
        The newest list of erasures; those beside backup and key ring are found.
    nothing_erased
        There is no such list, for nothing was ever erased.
    trail_key_lost
        The key that signed the trail is gone; a new one signs from here on.
    """
    known = backup_places.identities(identity)
    keys = backup_sources.keys(os.environ)
    backup_sources.ring(keys)
    with restoring.target(os.environ) as url:
        checked(url)
        brought = Brought(
            keys,
            _lists(erased, file),
            backup_sources.trail_key(keys, os.environ),
            nothing_erased=nothing_erased,
            trail_key_lost=trail_key_lost,
        )
        found = restoring.restore(file, known, url, brought)
    say(
        N_("The record is as it was at %(moment)s: %(rows)s rows."),
        moment=_local(found.manifest.taken_at),
        rows=sum(found.manifest.rows.values()),
    )
    say(N_("On the list of erasures: %(count)s; they are erased again."), count=found.erased)
    say(
        N_("Nothing is sent, and %(count)s messages wait. Start Tryeza, then: tryeza sending"),
        count=found.waiting,
    )


def _lists(given: Path | None, file: Path) -> list[Path]:
    """The one that was given, or that beside the backup; those of others may lie there too."""
    if given is not None and not given.exists():
        raise CannotPrepare(N_("%(path)s is not there."), path=given)
    return [given or file.with_name(file.name.rpartition("-")[0] + ".erased")]


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d.%m.%Y %H:%M}"


def _tell(made: Made, *, json: bool) -> None:
    if json:
        as_json(
            {
                "file": made.path,
                "taken_at": made.taken_at,
                "bytes": made.bytes,
                "rows": made.rows,
                "places": made.places,
                "apart": made.apart,
                "deleted": made.gone,
            }
        )
        return
    say(
        N_("%(path)s: %(rows)s rows, put back and counted. Folders: %(places)s."),
        path=made.path,
        rows=made.rows,
        places=made.places,
    )
    if made.gone:
        say(N_("%(count)s old ones were deleted."), count=made.gone)
    if made.apart is False:
        say(N_("It lies on the disk of the data alone: name a folder on another one too."))
