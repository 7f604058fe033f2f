"""Who chairs a meeting in the manager's place: Art. 4(2), 6(1.4)."""

from casework.table import chairing
from casework.table.chairing import Chaired
from tests.scenarios.people import OFFICERS, PROFESSIONALS
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


@verb
def name_chair(
    play: Play, *, who: str, meeting: str = "meeting", words: str = "", by: str = "head"
) -> None:
    """The head names an officer for one meeting; of the entry's day."""
    officer, account = play.people.account(who), play.people.account(by)
    subject = play.meeting(meeting).id
    with play.as_head(by) as work:
        chairing.name_substitute(work, subject, officer, by=account, words=words, on=play.on())


def chaired(play: Play, name: str | None) -> Chaired | None:
    """An officer, a member, or somebody whom nobody appointed to anything."""
    if name is None:
        return None
    if name in OFFICERS:
        return Chaired(account_id=play.people.account(name))
    if name in PROFESSIONALS:
        return Chaired(member_id=play.seat(name))
    return Chaired(words=name)
