"""The head's supervision: questions, months signed off, visits: Art. 16(1), 16(2)."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from casework.case import supervision, visits
from casework.case.supervision import AskedOf
from casework.case.visits import Follows, Visited
from casework.municipality import months
from models.case import Case
from models.duty import DutyRow
from models.session import Work
from models.supervision import SignedMonth, SupervisionQuestion
from models.visit import FollowUp, MonitoringVisit
from queries.supervision import questions_of
from queries.visits import of_case
from rules.duties import Duty
from rules.months import first_of
from rules.supervision import QuestionState, Supervised
from rules.visits import Followed
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb

WHY = "Pse nuk u vizitua familja?"
SAID = "Familja ishte jashtë vendit."


def found_one(work: Work, query: Select[UUID], otherwise: str) -> UUID:
    found = work.session.scalars(query).first()
    if found is None:
        raise NothingYet(otherwise)
    return found


def _question(play: Play, number: int) -> UUID:
    with reading() as work:
        query = select(SupervisionQuestion.id).where(SupervisionQuestion.number == number)
        query = query.where(SupervisionQuestion.case_id == play.case.case)
        return found_one(work, query, f"there is no question {number}")


def _visit(play: Play, number: int) -> UUID:
    with reading() as work:
        query = select(MonitoringVisit.id).where(MonitoringVisit.number == number)
        query = query.where(MonitoringVisit.case_id == play.case.case)
        return found_one(work, query, f"there is no visit {number}")


@verb
def ask_question(
    play: Play, *, on: Duty | None = None, words: str = WHY, by: str | None = None
) -> None:
    """On the case, or on an open duty; asked on the entry's day."""
    of = AskedOf()
    if on is not None:
        with reading() as work:
            query = select(DutyRow).where(DutyRow.life_id == play.case.case, DutyRow.duty == on)
            row = work.session.scalars(query).first()
        if row is None:
            raise NothingYet(f"nobody owes {on}")
        of = AskedOf(Supervised.DUTY, row.subject_id, on)
    with play.as_head(by) as work:
        supervision.ask(work, play.case.case, asked_on=play.happened, words=words, of=of)


@verb
def answer_question(play: Play, *, of: int = 1, words: str = SAID, by: str | None = None) -> None:
    """By whoever manages the case; said on the entry's day."""
    question = _question(play, of)
    with play.as_manager(by) as work:
        supervision.answer(work, question, said_on=play.happened, words=words)


@verb
def close_question(play: Play, *, of: int = 1, words: str = "", by: str | None = None) -> None:
    """By the head, on the entry's day."""
    question = _question(play, of)
    with play.as_head(by) as work:
        supervision.close(work, question, said_on=play.happened, words=words)


@verb
def ask_further(play: Play, *, of: int = 1, words: str = WHY, by: str | None = None) -> None:
    """By the head, on the entry's day."""
    question = _question(play, of)
    with play.as_head(by) as work:
        supervision.reopen(work, question, said_on=play.happened, words=words)


@verb
def read_questions(play: Play, *, stand: list[QuestionState]) -> None:
    """Where each question of the case stands, in the order of their numbers."""
    with play.as_head() as work:
        lines = questions_of(work, work.session.get_one(Case, play.case.case))
        assert [line.state for line in reversed(lines)] == stand


def _month(play: Play, of: When) -> date:
    return first_of(play.day(of))


@verb
def sign_month(play: Play, *, who: str, of: When, remark: str = "", by: str | None = None) -> None:
    """The month of a day, of one officer."""
    month, officer = _month(play, of), play.people.account(who)
    with play.as_head(by) as work:
        months.sign_off(work, officer, month, remark=remark)


@verb
def remark_on_month(play: Play, *, who: str, of: When, words: str) -> None:
    """Beside what was signed."""
    month, officer = _month(play, of), play.people.account(who)
    with play.as_head() as work:
        months.add_remark(work, officer, month, words)


@verb
def read_month(
    play: Play,
    *,
    who: str,
    of: When,
    waiting: int = 0,
    late: int = 0,
    remarks: int = 0,
    ended: int = 0,
) -> None:
    """What was signed of a month, and how many remarks stand beside it; `ended` of the limits that
    passed in it are owed no more."""
    month, officer = _month(play, of), play.people.account(who)
    with play.as_head() as work:
        query = select(SignedMonth).where(SignedMonth.manager_id == officer)
        row = work.session.scalars(query.where(SignedMonth.month == month)).one()
        text = months.MonthText.model_validate_json(row.text or "")
        over = sum(each.over_on is not None for each in text.breached)
        found = (len(text.waiting), text.late, len(row.remarks), over)
        assert found == (waiting, late, remarks, ended), found


@verb
def enter_visit(
    play: Play,
    *,
    who: str = "Drita Krasniqi",
    findings: str = SAID,
    follows: str = "",
    until: When | None = None,
    corrects: int | None = None,
    by: str | None = None,
) -> None:
    """By the head; the visit was on the entry's day."""
    due = play.day(until) if until is not None else None
    made = Visited(
        play.happened,
        who,
        findings,
        Follows(follows, due) if follows or due else None,
        _visit(play, corrects) if corrects else None,
    )
    with play.as_head(by) as work:
        visits.enter(work, play.case.case, made)


@verb
def add_follow_up(play: Play, *, of: int = 1, words: str, until: When | None = None) -> None:
    """What else is to follow from a visit."""
    visit = _visit(play, of)
    with play.as_head() as work:
        visits.follow(work, visit, Follows(words, play.day(until) if until is not None else None))


@verb
def say_followed(
    play: Play, *, of: int = 1, number: int = 1, became: Followed, words: str = ""
) -> None:
    """By whoever manages the case; on the entry's day."""
    visit = _visit(play, of)
    with play.as_manager() as work:
        visits.say(
            work, _follow_up(work, visit, number), became, said_on=play.happened, words=words
        )


def _follow_up(work: Work, visit: UUID, number: int) -> UUID:
    query = select(FollowUp.id).where(FollowUp.visit_id == visit, FollowUp.number == number)
    return found_one(work, query, f"nothing {number} is to follow from the visit")


@verb
def read_visits(play: Play, *, late: int) -> None:
    """How many things that were to follow are late."""
    with play.as_head() as work:
        lines = of_case(work, work.session.get_one(Case, play.case.case))
        assert sum(each.late for line in lines for each in line.follow_ups) == late
