"""What follows a late action: superiors, told and answering; the centre's own word: Art. 14."""

from contextvars import copy_context
from uuid import UUID

from sqlalchemy import select

from casework.case import absence as of_absence
from casework.case import (
    action_words,
    own_actions,
    silence,
    superior,
    superior_door,
    superior_named,
)
from casework.record.report_facts import ReportsAsKnown
from core.database_roles import PORTAL
from models.bearer import Bearer, bear
from models.case import Member
from models.plan import ReportRequest
from models.session import unit_of_work
from models.superior import AbsenceNotice, SuperiorLink
from rules.late_actions import ActionWord
from rules.own_actions import OfTheCentre
from rules.planning import ActionStatus
from rules.superior import SuperiorMeans, ToldSuperior
from tests.database import standing
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb
from tests.scenarios.verbs_of_the_reports import _request


@verb
def name_superior(play: Play, *, of: str, mail: str) -> None:
    """The head names whom the centre notifies of this person's whole institution."""
    with play.as_head() as work:
        member = work.session.get_one(Member, play.seat(of))
        institution = member.professional.institution
        superior_named.name_for_institution(work, institution, name="Drejtori", mail=mail)


@verb
def tell_superior(
    play: Play,
    *,
    about: str,
    means: SuperiorMeans = SuperiorMeans.LETTER,
    number: str = "",
    lies: str = "",
    witness: str = "",
    not_stated: bool = False,
    absence: bool = False,
) -> None:
    """By letter or call, on the day of the entry, whenever it is entered; else of a report."""
    said = ToldSuperior(play.happened, means, "", witness, number, lies, not_stated)
    with play.as_manager() as work:
        if absence:
            of_absence.record_told(work, play.seat(about), said)
        else:
            superior.record_told(work, _request(play, about).id, said)


@verb
def notify_of_absence(play: Play, *, about: str) -> None:
    """The manager's word that the superior hears of who comes to no meeting."""
    with play.as_manager() as work:
        of_absence.notify_of_absence(work, play.seat(about))


@verb
def absence_fell(play: Play, *, about: str) -> None:
    """The superior hears that the newest notice of their absence does not hold."""
    with play.as_manager() as work:
        query = select(AbsenceNotice).where(AbsenceNotice.member_id == play.seat(about))
        newest = max(work.session.scalars(query), key=lambda each: each.missed_on)
        of_absence.take_back(work, newest.id)


@verb
def silence_fell(
    play: Play, *, about: str, means: SuperiorMeans | None = None, witness: str = ""
) -> None:
    """The superior hears that their silence was none: by mail, else as said on the entry's day."""
    request = _request(play, about).id
    with play.as_manager() as work:
        if means is None:
            silence.take_back(work, request)
        else:
            silence.record_told(work, request, ToldSuperior(play.happened, means, "", witness))


@verb
def superior_replies(play: Play, *, about: str, words: str = "", absence: bool = False) -> None:
    """Without words nothing has come; of an absence it answers the newest notice."""
    came_on = play.happened if words else None
    with play.as_manager() as work:
        if absence:
            query = select(AbsenceNotice).where(AbsenceNotice.member_id == play.seat(about))
            newest = max(work.session.scalars(query), key=lambda each: each.missed_on)
            of_absence.record_reply(work, newest.id, came_on=came_on, words=words)
        else:
            superior.record_reply(work, _request(play, about).id, came_on=came_on, words=words)


@verb
def superior_disowns(play: Play, *, about: str) -> None:
    """Behind the link in the notice of a report somebody says that it is not for them."""
    request = _request(play, about).id
    with reading() as work:
        leads = SuperiorLink.request_id == request, SuperiorLink.closed_at.is_(None)
        link = work.session.scalars(select(SuperiorLink).where(*leads)).first()
    if link is None or not link.token:
        raise NothingYet(f"no link leads to a notice about {about!r}")
    copy_context().run(_say_not_for_me, link.token)


def _say_not_for_me(token: str) -> None:
    """As the portal does: the act is the database's own, by what came with the link."""
    standing.set(PORTAL)
    bear(Bearer(superior=token, acts=True))
    with unit_of_work() as work:
        superior_door.disown(work, token)


@verb
def own_progress(play: Play, *, of_centre: OfTheCentre, status: ActionStatus) -> None:
    """The manager's word on what the centre answers for, beside the reviews."""
    rows = [row.id for row in play.case.plans()[-1].actions if row.of_centre == of_centre]
    with play.as_manager() as work:
        for row in rows:
            own_actions.record_progress(work, play.case.case, row, status=status, on=play.on())


@verb
def answer_action(
    play: Play,
    *,
    who: str,
    status: ActionStatus,
    done: When | None = None,
    until: When | None = None,
    on_paper: bool = False,
) -> None:
    """A member's word on their action whose day passed, first or further, by link or typed."""
    done_on = play.day(done) if done is not None else None
    word = ActionWord(status, done_on, play.day(until) if until is not None else None)
    asked = _question_on_an_action(play, play.seat(who))
    if asked is None:
        raise NothingYet(f"{who!r} was asked about no action")
    actor = play.as_manager() if on_paper else play.as_member(asked.member_id)
    with actor as work:
        action_words.answer(work, asked.id, word, words="Ende jo.", on_paper=on_paper, on=play.on())


def _question_on_an_action(play: Play, seat: UUID) -> ReportRequest | None:
    """The newest that they were asked; else that of whoever held their place before."""
    with reading() as work:
        known = ReportsAsKnown.of(work.session, play.case.case)
        asked = ReportRequest.action_id.is_not(None), ReportRequest.follows_id.is_(None)
        query = select(ReportRequest).where(ReportRequest.case_id == play.case.case, *asked)
        found = work.session.scalars(query.order_by(ReportRequest.asked_at.desc())).all()
        own = [each for each in found if each.member_id == seat]
        before = [each for each in found if _holder(known, each.action_id) == seat]
        return next(iter((*own, *before)), None)


def _holder(known: ReportsAsKnown, action_id: UUID | None) -> UUID | None:
    now = known.actions.now(action_id) if action_id else None
    member = known.who.get(now.member_id) if now else None
    return member.id if member else None
