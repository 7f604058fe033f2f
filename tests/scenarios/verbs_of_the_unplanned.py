"""A meeting that took place and that nobody had planned: Art. 8(1), 8(3), 14(5)."""

from datetime import time

from casework.table import meetings, misplaced
from casework.table.meetings import Presence
from casework.table.misplaced import OfAnotherCase
from casework.table.unplanned import Unplanned
from core.clock import at_local
from rules.agenda import AgendaWord, Approval
from rules.assessment import Risk
from rules.meetings import ToldBy
from rules.telling import WordToFamily
from tests.builders import PLACE
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People, When
from tests.scenarios.verb import verb
from tests.scenarios.verbs_of_the_table import AWAY, family_there, waiting

TEN = time(10, 0)
NOBODY_CALLED = "Askush nuk e thirri takimin përpara."


@verb
def hold_unplanned(
    play: Play,
    *,
    extraordinary: bool = False,
    on_review: bool = False,
    reason: str = "",
    at_risk: Risk | None = None,
    no_assessment: str = "",
    items: list[str] = [],  # noqa: B006  pydantic copies it
    absent: People = [],  # noqa: B006
    family: People = [],  # noqa: B006
    told: dict[str, When] = {},  # noqa: B006
    approve: list[int] | None = None,
    agenda: Approval | None = None,
) -> None:
    """Of the entry's day, at ten; `told` names who of the family heard of it when, the others did
    not, since nobody had called it."""
    day, away = play.happened, set(play.several(absent))
    play.let_begin(at_local(day, TEN))
    sitting = play.people.at_the_table(play.case.case, day)
    with play.as_manager() as work:
        known = {each.relation: each.id for each in meetings.family_of(work, play.case.case)}
        meetings.hold(
            work,
            play.case.case,
            attendance={seat: Presence(name not in away, AWAY) for name, seat in sitting.items()},
            family=family_there(work, play, family, []),
            approved=dict.fromkeys(waiting(play, "case", approve), ""),
            agenda=AgendaWord(agenda) if agenda else None,
            unplanned=Unplanned(
                at_local(day, TEN),
                PLACE,
                extraordinary=extraordinary,
                on_review=on_review,
                reason=reason,
                no_assessment_reason=no_assessment,
                stated_risk=at_risk,
                items=items,
            ),
            told={
                person: WordToFamily(play.day(told[relation]), ToldBy.PHONE)
                if relation in told
                else WordToFamily(None, reason=NOBODY_CALLED)
                for relation, person in known.items()
            },
        )


@verb
def take_out(play: Play, *, of: int, belongs_to: str = "Nuk dihet.") -> None:
    """It was not of this case; said on the entry's day."""
    meeting = play.numbered(of).id
    with play.as_manager() as work:
        misplaced.take_out(work, meeting, OfAnotherCase("Gabim.", belongs_to, play.on()))
