"""A case that ran on paper is taken over, section by section: decision 0165."""

from datetime import time

from casework.case import from_paper, paper_meetings
from casework.case.from_paper import TakenFromPaper
from casework.case.paper_meetings import MetOnPaper
from models.case import Case
from queries import breaches
from rules.paper_sections import PaperMinutes, PaperSection, SectionAnswer
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People, When
from tests.scenarios.verb import verb

TEN = time(10, 0)


@verb
def take_from_paper(play: Play, *, since: When, lies: str = "Arkivi, nr. 77") -> None:
    """From that day on it runs here; said anew, the day is put right. By the head until somebody
    manages it."""
    said = TakenFromPaper(play.day(since), lies)
    with reading() as work:
        case = work.session.get_one(Case, play.case.case)
        managed, stands = case.manager_id is not None, case.from_paper_on is not None
    with play.as_manager() if managed else play.as_head() as work:
        if stands:
            from_paper.correct(work, play.case.case, said)
        else:
            from_paper.begin(work, play.case.case, said)


@verb
def not_from_paper(play: Play) -> None:
    """It did not run on paper."""
    with play.as_manager() as work:
        from_paper.take_back(work, play.case.case)


@verb
def meet_on_paper(
    play: Play,
    *,
    minutes: PaperMinutes = PaperMinutes.SIGNED,
    on_review: bool = False,
    extraordinary: bool = False,
    there: People = [],  # noqa: B006  pydantic copies it
    away: People = [],  # noqa: B006
    that_day: int = 0,
) -> None:
    """Of the entry's day; of whom nothing is said it is not known whether they came."""
    said = {play.seat(name): True for name in play.several(there)}
    said |= {play.seat(name): False for name in play.several(away)}
    met = MetOnPaper(
        play.happened,
        minutes,
        TEN,
        on_review=on_review,
        extraordinary=extraordinary,
        there=said,
        that_day=that_day,
    )
    with play.as_manager() as work:
        paper_meetings.enter(work, play.case.case, met)


@verb
def say_of_paper(
    play: Play,
    *,
    of: list[PaperSection] = [],  # noqa: B006  pydantic copies it
    answer: SectionAnswer = SectionAnswer.ON_RECORD,
    words: str = "",
) -> None:
    """The same of these sections, of every one where none is named."""
    for section in of or list(PaperSection):
        with play.as_manager() as work:
            from_paper.say(work, play.case.case, section, answer, words=words)


@verb
def finish_paper(play: Play, *, handed: bool | None = None) -> None:
    with play.as_manager() as work:
        from_paper.finish(work, play.case.case, plan_handed=handed)


@verb
def read_before(play: Play, *, passed: int, here: int = 0) -> None:
    """How many limits passed while it ran on paper, and how many since it runs here."""
    with reading() as work:
        lines = [each for each in breaches.of_life(work, play.case.case) if not each.struck_on]
    found = sum(each.before for each in lines), sum(not each.before for each in lines)
    if found != (passed, here):
        raise NothingYet(f"{found[0]} passed before, {found[1]} here")
