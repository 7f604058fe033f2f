"""What is known of the child and its family, stated, corrected, taken back: Art. 4(5), 4(6)."""

from datetime import date
from uuid import UUID

from casework.case import known
from casework.record.known import answers, holding
from rules.composition import Relation
from rules.known import FactName, Value
from rules.meetings import ToldBy
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


@verb
def state(
    play: Play,
    *,
    fact: FactName,
    value: Value = None,
    of: Relation = Relation.CHILD,
    since: date | None = None,
    source: str = "Policia.",
    reason: str = "",
    correction: bool = False,
) -> None:
    """An answer that became known on the day of the entry; left out, it is not known.

    A correction is of what holds now. An officer is named as the story names them.
    """
    person = play.people.family(play.case.case, of)
    wrong = _in_force(play, person, fact) if correction else None
    if fact is FactName.OFFICER and value is not None:
        value = str(play.people.account(str(value)))
    with play.as_manager() as work:
        known.state(
            work, play.case.case, person, fact, value,
            valid_from=since, known_on=play.happened, source=source, corrects=wrong, reason=reason,
        )  # fmt: skip


def _in_force(play: Play, person: UUID, fact: FactName) -> UUID:
    with reading() as work:
        row = holding(answers(work.session, person, fact), fact, play.today())
    if row is None:
        raise NothingYet(f"{fact!r} is not on record")
    return row.id


@verb
def die(play: Play, *, who: Relation = Relation.CHILD, source: str = "Policia.") -> None:
    """Somebody of the family died on the day of the entry."""
    person = play.people.family(play.case.case, who)
    with play.as_manager() as work:
        known.state(
            work, play.case.case, person, FactName.DEATH, True,
            valid_from=play.happened, known_on=play.today(), source=source,
        )  # fmt: skip


@verb
def take_back_death(play: Play, *, who: Relation = Relation.CHILD, reason: str = "Gabim.") -> None:
    """It was entered by mistake: it is corrected, and stays to be read."""
    person = play.people.family(play.case.case, who)
    wrong = _in_force(play, person, FactName.DEATH)
    with play.as_manager() as work:
        known.state(
            work, play.case.case, person, FactName.DEATH, False,
            valid_from=None, known_on=play.today(), source="Spitali.",
            corrects=wrong, reason=reason,
        )  # fmt: skip


@verb
def take_back_word(play: Play, *, who: Relation, how: ToldBy = ToldBy.PHONE) -> None:
    """They learn on the day of the entry that they are heard and do not take part."""
    person = play.people.family(play.case.case, who)
    with play.as_manager() as work:
        known.take_back(work, play.case.case, person, on=play.happened, how=how)
