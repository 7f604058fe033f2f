"""What happened in the cases of a centre since a day, in one statement: Art. 14(1), 16(1)."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Date,
    DateTime,
    Select,
    bindparam,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from casework.record.mail_news import refused, unwanted
from casework.record.morning_news import CaseNews, day_of, news_of
from casework.record.morning_readers import MorningTable
from casework.record.superior_news import disowned_after_reply, superior_disowned, superior_replied
from core.clock import local_day
from models.asked import PLACE, kept
from models.case import Case, Member
from models.closure import Closure
from models.information import Claim, ClaimOutcome, Information
from models.inquiry import Inquiry, InquiryAnswer
from models.mail_complaint import MailComplaint
from models.meeting import PLANNED, Meeting
from models.outbox import Message
from models.participant import WITHDRAWN, Participant, ParticipantWord
from models.people import Professional
from models.superior import SuperiorLink, SuperiorReply
from models.supervision import QuestionTurn, SupervisionQuestion
from models.visit import FollowUp, FollowUpWord, MonitoringVisit
from rules.inquiries import AnsweredBy
from rules.mornings import Happening
from rules.supervision import Turn
from rules.visits import Followed

# As subqueries, which Postgres does not look into when it plans: by the day itself it would take
# what is rare for dear in a plan for any day, and make one anew each time, at 10 ms (0173).
SINCE: Final = select(bindparam("since", type_=DateTime(timezone=True))).scalar_subquery()
SINCE_DAY: Final = select(bindparam("since_day", type_=Date())).scalar_subquery()
TURNS: Final = (
    (Happening.ASKED, Turn.REOPENED),
    (Happening.QUESTION_ANSWERED, Turn.ANSWERED),
)


def happened_since(session: Session, municipality_id: UUID, since: datetime) -> list[CaseNews]:
    """In cases that are open, and that a case was closed; by their days, then by the cases."""
    asked = {"place": municipality_id, "since": since, "since_day": local_day(since)}
    return [
        CaseNews(
            Happening(row.what),
            _table(row),
            row.about,
            row.on_day,
            row.institution,
            row.by,
        )
        for row in session.execute(_news(), asked)
    ]


@kept
def _news() -> Select[Any]:
    every = union_all(*_every()).subquery()
    return select(every).order_by(every.c.on_day, every.c.number, every.c.what)


def _table(row: Any) -> MorningTable:
    return MorningTable(row.case_id, row.number, True, row.manager_id, row.conflict_on is not None)


def _every() -> list[Select[Any]]:
    found = [
        refused().where(Message.queued_at >= SINCE),
        _member_conflicts().where(Member.declared_at >= SINCE),
        _manager_conflicts().where(ParticipantWord.recorded_at >= SINCE),
        _countered().where(Meeting.counter_entered_at >= SINCE),
        _informed().where(Information.recorded_at >= SINCE),
        _answered().where(InquiryAnswer.recorded_at >= SINCE),
        _verified().where(ClaimOutcome.recorded_at >= SINCE),
        unwanted().where(MailComplaint.said_at >= SINCE),
        superior_disowned().where(Message.answered_at >= SINCE),
        disowned_after_reply().where(SuperiorLink.disowned_at >= SINCE),
        superior_replied().where(SuperiorReply.recorded_at >= SINCE),
        _asked().where(SupervisionQuestion.recorded_at >= SINCE),
        *(_turns(what, turn).where(QuestionTurn.recorded_at >= SINCE) for what, turn in TURNS),
        _not_followed().where(FollowUp.until_on >= SINCE_DAY),
        _closing_fell().where(Closure.fell_at >= SINCE),
    ]
    found = [each.where(Case.sealed_at.is_(None)) for each in found]
    return [each.where(Case.municipality_id == PLACE) for each in (*found, _sealed())]


def _member_conflicts() -> Select[Any]:
    query = news_of(
        Happening.MEMBER_CONFLICT,
        Member.id,
        Member.declared_on,
        institution=Professional.institution,
    )
    return (
        query.select_from(Member)
        .join(Case, Case.id == Member.life_id)
        .join(Professional, Professional.id == Member.professional_id)
        .where(Member.conflict.is_(True), Member.declared_on.is_not(None))
    )


def _manager_conflicts() -> Select[Any]:
    word = ParticipantWord
    return (
        news_of(Happening.MANAGER_CONFLICT, word.id, word.said_on)
        .select_from(word)
        .join(Participant, Participant.id == word.participant_id)
        .join(Case, Case.id == Participant.life_id)
        .where(Participant.account_id == Case.manager_id, Case.conflict_on.is_not(None))
        .where(word.conflict.is_(True), ~WITHDRAWN)
    )


def _countered() -> Select[Any]:
    """As long as the day is the head's question: a meeting moved or agreed to is none."""
    return (
        news_of(
            Happening.COUNTERED,
            Meeting.id,
            day_of(Meeting.countered_at),
            by=Meeting.countered_by_id,
        )
        .select_from(Meeting)
        .join(Case, Case.id == Meeting.life_id)
        .where(PLANNED, Meeting.countered_at.is_not(None), Meeting.agreed_at.is_(None))
    )


def _by_member(what: Happening, row: Any, on: Any) -> Select[Any]:
    """By one of the table behind their link; what an officer types they know."""
    return (
        news_of(what, row.id, on, institution=Professional.institution)
        .select_from(row)
        .join(Member, Member.id == row.member_id)
        .join(Professional, Professional.id == Member.professional_id)
    )


def _informed() -> Select[Any]:
    query = _by_member(Happening.INFORMED, Information, Information.given_on)
    query = query.join(Case, Case.id == Information.case_id)
    return query.where(Information.recorded_by_id.is_(None))


def _answered() -> Select[Any]:
    query = _by_member(Happening.ANSWERED, InquiryAnswer, InquiryAnswer.said_on)
    query = query.join(Inquiry, Inquiry.id == InquiryAnswer.inquiry_id)
    query = query.join(Case, Case.id == Inquiry.case_id)
    return query.where(InquiryAnswer.how == AnsweredBy.LINK)


def _verified() -> Select[Any]:
    query = _by_member(Happening.VERIFIED, ClaimOutcome, ClaimOutcome.found_on)
    query = query.join(Claim, Claim.id == ClaimOutcome.claim_id)
    query = query.join(Case, Case.id == Claim.case_id)
    return query.where(ClaimOutcome.recorded_by_id.is_(None))


def _asked() -> Select[Any]:
    """A question on which nothing was said yet."""
    question = SupervisionQuestion
    said = select(QuestionTurn.id).where(QuestionTurn.question_id == question.id)
    return (
        news_of(Happening.ASKED, question.id, question.asked_on, by=question.asked_by_id)
        .select_from(question)
        .join(Case, Case.id == question.case_id)
        .where(~said.exists())
    )


def _turns(what: Happening, turn: Turn) -> Select[Any]:
    """The last word on a question, of this kind."""
    said, later = QuestionTurn, aliased(QuestionTurn)
    over = select(later.id).where(
        later.question_id == said.question_id, later.recorded_at > said.recorded_at
    )
    return (
        news_of(what, said.id, said.said_on, by=said.recorded_by_id)
        .select_from(said)
        .join(SupervisionQuestion, SupervisionQuestion.id == said.question_id)
        .join(Case, Case.id == SupervisionQuestion.case_id)
        .where(said.turn == turn, ~over.exists())
    )


def _not_followed() -> Select[Any]:
    """By the day that a visit named, as `rules.visits.is_overdue` has it: the last word by its day
    counts, and what a corrected visit named is still to follow."""
    word = FollowUpWord
    said = select(word.became).where(word.follow_up_id == FollowUp.id)
    last = said.order_by(word.said_on.desc(), word.recorded_at.desc()).limit(1).scalar_subquery()
    return (
        news_of(Happening.NOT_FOLLOWED, FollowUp.id, FollowUp.until_on)
        .select_from(FollowUp)
        .join(MonitoringVisit, MonitoringVisit.id == FollowUp.visit_id)
        .join(Case, Case.id == MonitoringVisit.case_id)
        .where(last.is_distinct_from(Followed.DONE))
    )


def _closing_fell() -> Select[Any]:
    """Not where it made room for one on a death, which is proposed with that."""
    on = day_of(Closure.fell_at)
    return (
        news_of(Happening.CLOSING_FELL, Closure.id, on, by=Closure.fell_by_id)
        .select_from(Closure)
        .join(Case, Case.id == Closure.case_id)
        .where(Closure.__table__.c.fell_for_sealed.is_not(None))
    )


def _sealed() -> Select[Any]:
    """By its signatures; a referral that was a mistake is ended by the head, in an act."""
    return (
        news_of(Happening.SEALED, Closure.id, day_of(Case.sealed_at))
        .select_from(Closure)
        .join(Case, Case.id == Closure.case_id)
        .where(Case.sealed_at >= SINCE, Closure.decided_on.is_not(None), Closure.fell_at.is_(None))
    )
