"""Grave decisions and what they were weighed against: ours, decision 0123."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from casework.case import decision_records
from models.case import Case
from models.decision_record import DecisionRecord
from models.session import Work
from queries import decision_records as read
from rules.decision_records import DecisionSubject, Dissented, OptionFacts, WeighedFacts
from tests.onrecord import NothingYet
from tests.scenarios.play import Play
from tests.scenarios.verb import verb

OPTIONS = ["Familja kujdestare.", "Te tezja.", "Në shtëpi, me vizita çdo ditë."]


@verb
def weigh(
    play: Play,
    *,
    subject: DecisionSubject,
    options: int = 2,
    without: str = "",
    chosen: int | None = 1,
    meeting: int = 0,
    by_whom: str = "",
    view: str = "Do të rrijë me tezen.",
    not_asked: str = "",
    dissented: Dissented = Dissented.NOBODY,
    dissent: str = "",
    why: str = "Në shtëpi nuk ishte e sigurt.",
    corrects: int = 0,
    reason: str = "",
) -> None:
    """A decision of the entry's day; `corrects` another record by its number."""
    said = dict.fromkeys(("safety", "attachment", "daily_life"), "Mirë.") | {without: ""}
    said.pop("", None)
    weighed = WeighedFacts(
        subject=subject,
        on=play.happened,
        options=[OptionFacts(name=name, **said) for name in OPTIONS[:options]],
        chosen=chosen,
        rests_on="Çka tha mësuesja.",
        why=why,
        view=view,
        not_asked=not_asked,
        meeting_id=play.numbered(meeting).id if meeting else None,
        by_whom=by_whom,
        dissented=dissented,
        dissent=dissent,
    )
    with play.as_manager() as work:
        if not corrects:
            decision_records.write(work, play.case.case, weighed)
            return
        former = _numbered(play, work, corrects)
        decision_records.correct(work, former, weighed, reason=reason)


@verb
def take_record_back(play: Play, *, of: int, why: str = "Ishte fëmijë tjetër.") -> None:
    """A record by its number: nothing of it was decided about this child."""
    with play.as_manager() as work:
        decision_records.take_back(work, _numbered(play, work, of), why=why)


def _numbered(play: Play, work: Work, number: int) -> UUID:
    query = select(DecisionRecord.id).where(
        DecisionRecord.case_id == play.case.case, DecisionRecord.number == number
    )
    found = work.session.scalars(query).first()
    if found is None:
        raise NothingYet(f"there is no record {number}")
    return found


@verb
def read_decisions(
    play: Play,
    *,
    records: list[int],
    unweighed: list[DecisionSubject],
    at_the_table: list[int] | None = None,
    of: int = 1,
    otherwise: Sequence[int] = (),
    off: Sequence[int] = (),
) -> None:
    """The numbers of the records by their day, what has none, what members read at the meeting
    `of`, which say another day than that of their meeting, and whose meeting is none any more."""
    with play.as_head() as work:
        case = work.session.get_one(Case, play.case.case)
        lines = read.of_case(work, case)
        found = (
            [line.row.number for line in lines],
            [subject for subject, _ in read.without_record(work, case, lines)],
        )
        met_otherwise = [line.row.number for line in lines if line.met_otherwise]
        assert met_otherwise == list(otherwise), met_otherwise
        gone = [line.row.number for line in lines if line.stands and not line.counts]
        assert gone == list(off), gone
        if at_the_table is not None:
            there = read.of_meeting(work, play.numbered(of).id)
            assert [line.row.number for line in there] == at_the_table, there
    assert found == (records, unweighed), found
