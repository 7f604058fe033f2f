"""An action that is late, and the superior of who answers for it: Art. 14(3.2), 14(3.3)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from casework.record import facts
from casework.record.silence import has_fallen, told_on
from casework.record.superiors import silent
from casework.record.table import open_case
from casework.tell import reports as tell
from casework.tell.reminders import look_at_reminders
from casework.tell.silence import superior_again
from casework.tell.withdrawal import taken_back
from identity import links
from identity.access import NotThere, officer_of
from models.case import Case
from models.people import LinkPurpose
from models.plan import PlanAction, ReportRequest
from models.session import Work
from models.superior import SuperiorLink, SuperiorReply, SuperiorService
from notifications.superiors import SUPERIOR
from rules.beginning import check_done
from rules.defaults import DEFAULTS
from rules.ladder import of_a_superior
from rules.superior import (
    UNSAID,
    ToldSuperior,
    WhatTheyDid,
    check_reply,
    check_reply_by_link,
    check_told,
    has_lost_its_word,
)
from workflow.kinds import Act
from workflow.life import after_act, lock


def ask_about_action(work: Work, case_id: UUID, action_id: UUID | None) -> None:
    """Ask who answers for an action whose day has passed what became of it: Art. 14(3.3)."""
    known = facts.of_case(work.session, case_id).actions
    action = next((each for each in known if each.id == action_id), None)
    if action is None or action.member_id is None or action.asked:
        return
    if action.due >= work.clock.today():
        return
    row = work.session.get_one(PlanAction, action.id)
    request = ReportRequest(
        case_id=case_id,
        action_id=row.id,
        member_id=action.member_id,
        asked_on=work.clock.today(),
        asked_at=work.clock.now(),
        due_on=work.clock.today() + timedelta(days=DEFAULTS.ANSWER_ACTION.days),
    )
    work.session.add(request)
    work.session.flush()
    link = links.issue(work, request.member_id, LinkPurpose.REPORT, request.id)
    tell.action_is_late(work, request, row.number, action.due, link)
    life = lock(work, case_id)
    work.record("late action asked about", "14(3.3)", life=life, request=request.id)
    look_at_reminders(work, life.municipality_id)


def ask_superior_again(work: Work, case_id: UUID, request_id: UUID | None) -> None:
    """Whoever was notified and has not replied is asked again, once a day of it: Art. 14(3.2)."""
    request, today = work.session.get_one(ReportRequest, request_id), work.clock.today()
    above = silent(work.session, [request]).get(request.id)
    if above is None:
        return
    ladder = of_a_superior(above.since, above.holidays, above.asked_again_on)
    if not ladder.is_due(above.asked_again_on, today):
        return
    superior_again(work, request, above.since, today)
    work.record("superior asked again", "14(3.2)", life=lock(work, case_id), request=request.id)


def withdraw_begun(work: Work, case_id: UUID) -> None:
    """Nothing begun on a word that is gone leaves any more; what has left is not unsaid: 14(3.2).

    A last chance that nobody was told of has not been given, nor a superior notified: both may
    still follow, on another word.
    """
    known = facts.of_case(work.session, case_id)
    lost = [each.id for each in known.reports if has_lost_its_word(each, known.instruction)]
    life = lock(work, case_id)
    for template, request_id in sorted(taken_back(work, case_id, lost), reverse=True):
        request = work.session.get_one(ReportRequest, request_id)
        if template == SUPERIOR:
            work.record("notice to superior withdrawn", "14(3.2)", life=life, request=request_id)
        elif request.notified_at is None:  # else the superior has heard: nothing to give anew
            request.last_chance_on = None
            work.record("last chance withdrawn", "14(3.2)", life=life, request=request_id)


def record_told(work: Work, request_id: UUID, said: ToldSuperior) -> SuperiorService:
    """A letter or a call is the notice, on its true day; what waits to leave does not: 14(3.2)."""
    request, case = request_in(work, request_id)
    check_told(said, work.clock.today())
    check_done(said.on, case.referred_on)
    row = service_of(work, said, request_id=request.id)
    work.session.add(row)
    request.served_on = said.on  # the last entry counts; each stays
    if request.fell_told_on is not None and said.on > request.fell_told_on:
        request.fell_told_on = None  # they are notified anew
    taken_back(work, case.id, [request.id])  # the letter said it, not the mail
    work.record(
        "superior notified", "14(3.2)", life=case.life, request=request.id, on=said.on,
        on_word_of="manager", means=said.means,
    )  # fmt: skip
    after_act(work, case.id, "superior notified by hand")
    return row


def record_reply(
    work: Work,
    request_id: UUID,
    *,
    came_on: date | None,
    words: str = "",
    did: WhatTheyDid = UNSAID,
    link: SuperiorLink | None = None,
) -> None:
    """What the superior replied and when, or that nothing has come; entered by the manager, or said
    behind the superior's own link: Art. 14(3.2)."""
    request, case = request_in(work, request_id)
    if link is not None:
        fell = has_fallen(request) or request.notified_at is None
        check_link(work, link, case, did, stands=not fell)
    check_reply(
        notified=told_on(request) is not None,
        came_on=came_on,
        words=words,
        did=did,
        referred_on=case.referred_on,
        today=work.clock.today(),
    )
    work.session.add(reply_of(work, came_on, words, did, link, request_id=request.id))
    came, by_link = int(came_on is not None), int(link is not None)
    work.record(
        "superior's reply", "14(3.2)", life=case.life, request=request.id, came=came,
        by_link=by_link,
    )  # fmt: skip
    after_act(work, case.id, "superior's reply")


def service_of(work: Work, said: ToldSuperior, **about: UUID | bool) -> SuperiorService:
    """A letter or a call about a report, or about an absence."""
    return SuperiorService(
        means=said.means,
        served_on=said.on,
        to_whom=said.to_whom.strip() or None,
        number=said.number.strip() or None,
        witness=said.witness.strip() or None,
        place=said.place.strip() or None,
        not_stated=not (said.number.strip() or said.witness.strip()),
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
        **about,
    )


def reply_of(
    work: Work,
    came_on: date | None,
    words: str,
    did: WhatTheyDid,
    link: SuperiorLink | None,
    **about: UUID,
) -> SuperiorReply:
    """Behind a link it has the link's id: however often it is pressed, it is one."""
    return SuperiorReply(
        id=link.id if link else None,
        came_on=came_on,
        words=words.strip() if came_on else None,
        outcome=did.outcome if came_on else None,
        done_on=did.on if came_on else None,
        recorded_at=work.clock.now(),
        recorded_by_id=None if link else officer_of(work).id,
        **about,
    )


def check_link(
    work: Work, link: SuperiorLink, case: Case, did: WhatTheyDid, *, stands: bool
) -> None:
    replied = work.session.get(SuperiorReply, link.id) is not None
    check_reply_by_link(stands=stands, replied=replied, did=did, referred_on=case.referred_on)


def request_in(work: Work, request_id: UUID) -> tuple[ReportRequest, Case]:
    request = work.session.get(ReportRequest, request_id)
    if request is None:
        raise NotThere
    case = open_case(work, request.case_id)
    work.session.refresh(request)
    return request, case


ACTS: Final[Mapping[str, Act]] = {
    "ask_about_action": ask_about_action,
    "ask_superior_again": ask_superior_again,
}
