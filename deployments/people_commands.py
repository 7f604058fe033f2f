"""`tryeza people import`: the people of a centre from a file, as the portal takes it: 0163."""

from pathlib import Path

from cyclopts import App
from sqlalchemy import select

from casework.municipality import people_file, seat_terms
from casework.municipality.people_columns import COLUMNS, LineFault
from casework.municipality.people_faults import WAY_OUT
from casework.municipality.people_file import FileNotTaken, FileResult
from casework.municipality.people_lines import BecameOfLine
from core.i18n import N_
from core.settings import prepare
from deployments.account import CannotPrepare
from deployments.terminal import join_system, out, say, words
from identity.access import NotThere
from models.life import ActorKind
from models.people import Account
from models.session import Actor, unit_of_work

app = App(name="people", help="The people of a centre, from a file.")


@app.command(name="import")
def import_(file: Path, *, centre: str, by: str, check: bool = False) -> None:
    """Enter the people of a file; where a line is wrong nothing is entered, and each is said.

    Parameters
    ----------
    file
        CSV in UTF-8, with the columns of the template on the page `/people`.
    centre
        The municipality, as in the addresses of pages: `ferizaj`.
    by
        Mail address of the administrator, or of the head of that centre, in whose name it is done.
    check
        Say what each line would come to, and enter nothing.
    """
    join_system(prepare)
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        raise CannotPrepare(N_("%(file)s cannot be read."), file=file) from None
    with unit_of_work(read_only=True) as work:
        query = select(Account.id).where(Account.email_index == Account.index_of(by))
        account = work.session.scalar(query)
    if account is None:
        raise CannotPrepare(N_("There is no account with this address."))
    result = FileResult()
    try:
        with unit_of_work(Actor(ActorKind.STAFF, account)) as work:
            work.at_the_terminal = True
            result = people_file.enter(work, seat_terms.place_called(work, centre), text)
            if result.faults or check:
                raise FileNotTaken
    except FileNotTaken:
        pass
    except NotThere:
        message = N_("There is no centre %(centre)s whose list this account keeps.")
        raise CannotPrepare(message, centre=centre) from None
    _tell(result)


def _tell(result: FileResult) -> None:
    for fault in result.faults:
        out.print(_words_of(fault), markup=False, soft_wrap=True)
    if result.faults:
        say(N_("Nothing is entered: correct these places, and import the file again."))
        raise SystemExit(1)
    counted = result.counted
    say(
        N_("New: %(new)s. Changed: %(changed)s. As they were: %(same)s."),
        new=counted[BecameOfLine.ENTERED],
        changed=counted[BecameOfLine.CHANGED],
        same=counted[BecameOfLine.SAME],
    )


def _words_of(fault: LineFault) -> str:
    tell = words()
    where = tell.gettext(N_("Line %(number)s"), number=fault.line)
    if fault.column:
        where += f", {tell.gettext(COLUMNS[fault.column])}"
    instead = str(fault.facts.get(WAY_OUT, ""))
    said = [tell.fill(each, fault.facts) for each in (fault.sentence, instead) if each]
    return f"{where}: {' '.join(said)}"
