"""Days that an officer typed wrong of somebody else: decision 0150."""

from uuid import UUID

from sqlalchemy import select

from casework.case import typed_days
from models.information import Claim, ClaimOutcome, Information
from models.participant import Participant, ParticipantWord
from queries.typed_days import corrections
from rules.typed_days import OF_A_SEAT, DayOf
from tests.onrecord import NothingYet, reading
from tests.scenarios.people import FAMILY, OFFICERS
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb
from tests.scenarios.verbs_of_declaring import participant_of


def _subject(play: Play, what: DayOf, who: str, of: int) -> UUID:
    """Theirs; else what bears this number, of what was found of a claim the last."""
    if what in OF_A_SEAT:
        return play.seat(who)
    if what is DayOf.WORD:
        return _word(play, who)
    numbered = {
        DayOf.INFORMATION: select(Information.id).where(
            Information.case_id == play.case.case, Information.number == of
        ),
        DayOf.CLAIM: select(Claim.id).where(Claim.case_id == play.case.case, Claim.number == of),
        DayOf.OUTCOME: select(ClaimOutcome.id)
        .join(Claim)
        .where(Claim.case_id == play.case.case, Claim.number == of)
        .order_by(ClaimOutcome.recorded_at.desc()),
    }
    with reading() as work:
        found = work.session.scalars(numbered[what]).first()
    if found is None:
        raise NothingYet(f"no {what} {of}")
    return found


def _word(play: Play, who: str) -> UUID:
    """The last that they said."""
    if who in OFFICERS:
        whose = Participant.account_id == play.people.account(who)
    elif who in FAMILY:
        whose = Participant.person_id == play.people.family(play.case.case, who)
    else:
        whose = Participant.id == participant_of(play, who)
    said = select(ParticipantWord.id).join(Participant)
    query = said.where(Participant.life_id == play.case.case, whose)
    with reading() as work:
        found = work.session.scalars(query.order_by(ParticipantWord.number.desc())).first()
    if found is None:
        raise NothingYet(f"{who!r} has said nothing")
    return found


@verb
def correct_typed_day(
    play: Play,
    *,
    what: DayOf,
    who: str = "",
    of: int = 1,
    reason: str = "U shtyp gabim.",
) -> None:
    """It is of the entry's day; what whoever chairs signed the head corrects."""
    subject, on = _subject(play, what, who, of), play.happened
    by_head = what is DayOf.WORD and who in OFFICERS
    with play.as_head() if by_head else play.acting(play.chair("case")) as work:
        typed_days.correct(work, what, subject, on, reason=reason)


@verb
def read_typed_days(
    play: Play, *, what: DayOf, who: str = "", of: int = 1, stood: list[When]
) -> None:
    """Which days stood there before, in the order of entry."""
    subject = _subject(play, what, who, of)
    with play.as_head() as work:
        found = corrections(work, play.case.case).get(subject, ())
    days = [row.was_on for row in found if row.what is what]
    assert days == [play.day(each) for each in stood], f"on {play.today()}: {days}"
