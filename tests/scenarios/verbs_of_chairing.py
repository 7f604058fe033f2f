"""Who chairs a meeting in the manager's place: Art. 4(2), 6(1.4)."""

from casework.table import chair_correction, chairing
from casework.table.chair_correction import Because
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


@verb
def correct_chair(
    play: Play,
    *,
    who: str,
    of: int,
    source: str = "Procesverbali i mbajtur me dorë.",
    reason: str = "U shënua gabim.",
) -> None:
    """Who chaired the meeting with this number was somebody else; said on the entry's day."""
    said, meeting = chaired(play, who), play.numbered(of).id
    assert said is not None
    with play.acting(play.chair("case")) as work:
        chair_correction.correct(work, meeting, said, Because(source, reason, play.on()))


def chaired(play: Play, name: str | None) -> Chaired | None:
    """An officer, a member, or somebody whom nobody appointed to anything."""
    if name is None:
        return None
    if name in OFFICERS:
        return Chaired(account_id=play.people.account(name))
    if name in PROFESSIONALS:
        return Chaired(member_id=play.seat(name))
    return Chaired(words=name)
