"""What is asked of members and of others, and what they answer: Art. 14(3.1), 14(3.3), 19."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from casework.case import answer_corrections, inquiries, outside
from casework.case.outside import Addressed
from models.inquiry import Inquiry, InquiryAnswer, ReportDate
from models.plan import PlanAction
from queries import inquiries as read
from rules.inquiries import AnsweredBy
from rules.inquiry_states import Stands
from rules.outside import Abroad, SentBy
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb

ASKED = "A vjen fëmija rregullisht?"
SAID = "Po, prej dy javësh."


def inquiry_numbered(play: Play, number: int) -> Inquiry:
    with reading() as work:
        query = select(Inquiry).where(Inquiry.case_id == play.case.case, Inquiry.number == number)
        found = work.session.scalars(query).first()
    if found is None:
        raise NothingYet(f"there is no inquiry {number}")
    return found


@verb
def inquire(play: Play, *, of: str, until: When, words: str = ASKED) -> None:
    """The manager asks a member, on the entry's day."""
    due_on, case = play.day(until), play.case.case
    with play.as_manager() as work:
        inquiries.ask(work, case, play.seat(of), words=words, asked_on=play.happened, due_on=due_on)


@verb
def inquire_outside(
    play: Play,
    *,
    to: str,
    until: When,
    means: SentBy = SentBy.BY_HAND,
    address: str = "",
    abroad: Abroad = Abroad.NOT_KNOWN,
    letter: str = "",
    words: str = ASKED,
) -> None:
    """An institution that is no member was asked, on the entry's day."""
    addressed = Addressed(to, means, address, abroad, letter)
    with play.as_manager() as work:
        outside.ask(
            work, play.case.case, addressed,
            words=words, asked_on=play.happened, due_on=play.day(until),
        )  # fmt: skip


@verb
def answer_inquiry(
    play: Play,
    *,
    of: int,
    who: str = "",
    how: AnsweredBy = AnsweredBy.TELEPHONE,
    source: str = "Sekretaria",
    words: str = SAID,
) -> None:
    """By the member `who` behind their link today; else typed, as it came on the entry's day."""
    asked = inquiry_numbered(play, of)
    if who:
        seat = play.seat(who)
        with play.as_member(seat) as work:
            inquiries.answer(work, seat, asked.id, words=words)
        return
    with play.as_manager() as work:
        inquiries.enter_answer(
            work, asked.id, said_on=play.happened, how=how, source=source, words=words
        )


def _answer(play: Play, number: int) -> UUID:
    """The last that was put on record to this question, whether or not it stands."""
    asked = inquiry_numbered(play, number)
    with reading() as work:
        query = select(InquiryAnswer.id).where(InquiryAnswer.inquiry_id == asked.id)
        found = work.session.scalars(query.order_by(InquiryAnswer.recorded_at.desc())).first()
    if found is None:
        raise NothingYet(f"inquiry {number} has no answer")
    return found


@verb
def correct_answer(
    play: Play,
    *,
    of: int,
    reason: str,
    how: AnsweredBy = AnsweredBy.TELEPHONE,
    source: str = "Sekretaria",
    words: str = SAID,
) -> None:
    """Another, of the entry's day, stands for the last that was put on record."""
    former = _answer(play, of)
    with play.as_manager() as work:
        answer_corrections.correct(
            work, former, said_on=play.happened, how=how, source=source, words=words, reason=reason
        )


@verb
def take_back_answer(play: Play, *, of: int, why: str = "Ishte në pyetje tjetër.") -> None:
    """The last that was put on record answered nothing here."""
    former = _answer(play, of)
    with play.as_manager() as work:
        answer_corrections.take_back(work, former, why=why)


@verb
def withdraw_inquiry(play: Play, *, of: int, why: str = "U pyet gabimisht.") -> None:
    """Nobody owes an answer any more."""
    asked = inquiry_numbered(play, of)
    with play.as_manager() as work:
        inquiries.withdraw(work, asked.id, why=why)


@verb
def set_report_date(play: Play, *, who: str, until: When, words: str = ASKED) -> None:
    """A day for the first action that is theirs in the plan in force."""
    seat, plans = play.seat(who), play.case.plans()
    theirs = [each for each in (plans[-1].actions if plans else ()) if each.member_id == seat]
    if not theirs:
        raise NothingYet(f"{who} answers for no action")
    with play.as_manager() as work:
        inquiries.set_date(work, play.case.case, theirs[0].id, on=play.day(until), words=words)


@verb
def take_back_report_date(play: Play, *, who: str) -> None:
    """The one that was set last for an action of theirs."""
    with play.as_manager() as work:
        query = (
            select(ReportDate.id)
            .join(ReportDate.action)
            .where(ReportDate.case_id == play.case.case, PlanAction.member_id == play.seat(who))
            .order_by(ReportDate.set_at.desc())
        )
        newest = work.session.scalars(query).first()
        if newest is None:
            raise NothingYet(f"no day is set for {who}")
        inquiries.take_back_date(work, newest)


@verb
def read_inquiries(
    play: Play,
    *,
    stand: list[Stands],
    answers: Sequence[int] = (),
    late: Sequence[int] = (),
    stood: int = 0,
) -> None:
    """Where each stands, by its number; how many answers of each stand; those answered late; how
    many answers stand no more."""
    with play.as_head() as work:
        lines = sorted(read.of_case(work, play.case.row()), key=lambda line: line.row.number)
        today = work.clock.today()
        found = [line.stands(today) for line in lines]
        came = [len(line.row.standing) for line in lines]
        before = sum(len(line.row.answers) for line in lines) - sum(came)
        after = [line.row.number for line in lines if line.came_late]
    assert found == stand, found
    assert came == (list(answers) or came), came
    assert (after, before) == (list(late), stood), (after, before)
