"""Letters with services recommended after eighteen, and what came of each: Art. 17(4)."""

from uuid import UUID

from sqlalchemy import select

from casework.case import after_eighteen
from casework.case.after_eighteen import EnteredLetter
from models.case import Case
from models.services_letter import ServicesLetter
from queries.after_eighteen import of_case
from rules.after_eighteen import CameOf, LetterSentBy
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb

SERVICES = "Banim me përkrahje; këshillim."


def _letter(play: Play, number: int) -> UUID:
    with reading() as work:
        query = select(ServicesLetter.id).where(ServicesLetter.number == number)
        found = work.session.scalars(query.where(ServicesLetter.case_id == play.case.case)).first()
    if found is None:
        raise NothingYet(f"there is no letter {number}")
    return found


@verb
def enter_letter(
    play: Play,
    *,
    to: str = "Drejtoria për Mirëqenie Sociale",
    services: str = SERVICES,
    sent_by: LetterSentBy = LetterSentBy.POST,
    starts: When | None = None,
    corrects: int | None = None,
    reason: str = "",
) -> None:
    """By the manager; it left on the entry's day."""
    letter = EnteredLetter(
        play.happened,
        to,
        services,
        sent_by,
        play.day(starts) if starts is not None else None,
        _letter(play, corrects) if corrects else None,
        reason,
    )
    with play.as_manager() as work:
        after_eighteen.enter(work, play.case.case, letter)


@verb
def say_of_letter(play: Play, *, of: int = 1, came: CameOf, who: str = "", words: str = "") -> None:
    """What came of it, on the entry's day."""
    letter = _letter(play, of)
    with play.as_manager() as work:
        on = play.happened
        after_eighteen.say(work, letter, came, said_on=on, said_by=who, words=words)


@verb
def read_letters(play: Play, *, hold: list[str | None]) -> None:
    """What holds of each letter, in the order of their numbers."""
    with play.as_head() as work:
        lines = of_case(work, work.session.get_one(Case, play.case.case))
        found = [
            "corrected" if line.corrected_by else line.holds.came.value if line.holds else None
            for line in lines
        ]
        assert found == hold, found
