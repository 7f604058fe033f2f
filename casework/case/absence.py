"""The superior of who stays away from the table, whether a report was asked for or not: 14(3.2)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.case.superior import check_link, reply_of, service_of
from casework.record import absences
from casework.record.table import open_case
from casework.tell import superiors
from casework.tell.withdrawal import absence_mail_taken_back
from identity.access import NotThere
from models.case import Case, Member
from models.session import Work
from models.superior import AbsenceNotice, SuperiorLink
from notifications.notices.attendance import AbsenceCorrected
from rules.attendance import (
    Absence,
    absence_told_of,
    check_absence_notice,
    check_taken_back,
)
from rules.superior import (
    UNSAID,
    ToldSuperior,
    WhatTheyDid,
    check_reply,
    check_told,
)
from workflow.life import after_act


def notify_of_absence(work: Work, member_id: UUID) -> None:
    """On the manager's word, each time: who comes to no meeting: Art. 9, 14(3.2).

    No last chance is given: the meetings that were missed cannot be come to any more.
    """
    member, case = _seat(work, member_id)
    known = absences.as_known(work.session, member)
    check_absence_notice(known)
    notice = _notice(work, member, known.missed)
    notice.notified_at = work.clock.now()
    superiors.absent(work, notice, [each.on for each in known.missed])
    work.record(
        "superior notified", "14(3.2)", life=case.life, absence=notice.id,
        on_word_of="manager", missed=len(known.missed),
    )  # fmt: skip
    after_act(work, case.id, "superior notified of absence")


def record_told(work: Work, member_id: UUID, said: ToldSuperior) -> AbsenceNotice:
    """A letter or a call is the notice, on its true day; what waits to leave does not: 14(3.2)."""
    member, case = _seat(work, member_id)
    check_told(said, work.clock.today())
    missed = absence_told_of(absences.absent(work.session, member), said.on)
    notice = _notice(work, member, [missed])
    work.session.add(service_of(work, said, absence_id=notice.id))
    notice.served_on = said.on  # the last entry counts; each stays
    absence_mail_taken_back(work, case.id, notice.id)
    work.record(
        "superior notified", "14(3.2)", life=case.life, absence=notice.id, on=said.on,
        on_word_of="manager", means=said.means,
    )  # fmt: skip
    after_act(work, case.id, "superior notified by hand")
    return notice


def take_back(work: Work, absence_id: UUID) -> None:
    """On the manager's word the superior hears that the notice does not hold: Art. 9, 14(3.2)."""
    notice = work.session.get(AbsenceNotice, absence_id)
    if notice is None:
        raise NotThere
    case = open_case(work, notice.case_id)
    work.session.refresh(notice)
    known = absences.as_known(work.session, notice.member)
    check_taken_back(
        told=notice.was_told,
        holds=notice.holds,
        taken_back=notice.taken_back_at is not None,
        superior_known=known.superior_known,
    )
    superiors.absent(work, notice, absences.fallen(work.session, notice), AbsenceCorrected)
    notice.taken_back_at = work.clock.now()
    work.record("superior told that it does not hold", "14(3.2)", life=case.life, absence=notice.id)
    after_act(work, case.id, "superior told that it does not hold")


def record_reply(
    work: Work,
    absence_id: UUID,
    *,
    came_on: date | None,
    words: str = "",
    did: WhatTheyDid = UNSAID,
    link: SuperiorLink | None = None,
) -> None:
    """What the superior replied and when, or that nothing has come; entered by the manager, or said
    behind the superior's own link: Art. 14(3.2)."""
    notice = work.session.get(AbsenceNotice, absence_id)
    if notice is None:
        raise NotThere
    case = open_case(work, notice.case_id)
    work.session.refresh(notice)
    if link is not None:
        stands = notice.notified_at is not None and notice.taken_back_at is None
        check_link(work, link, case, did, stands=stands and notice.holds)
    check_reply(
        notified=notice.notified_at is not None or notice.served_on is not None,
        came_on=came_on,
        words=words,
        did=did,
        referred_on=case.referred_on,
        today=work.clock.today(),
    )
    work.session.add(reply_of(work, came_on, words, did, link, absence_id=notice.id))
    came, by_link = int(came_on is not None), int(link is not None)
    work.record(
        "superior's reply", "14(3.2)", life=case.life, absence=notice.id, came=came,
        by_link=by_link,
    )  # fmt: skip
    after_act(work, case.id, "superior's reply")


def _seat(work: Work, member_id: UUID) -> tuple[Member, Case]:
    member = work.session.get(Member, member_id)
    if member is None:
        raise NotThere
    return member, open_case(work, member.life_id)


def _notice(work: Work, member: Member, missed: Sequence[Absence]) -> AbsenceNotice:
    """The one about the last of these absences; made with the first word on it."""
    last = missed[0].id
    notice = work.session.scalars(select(AbsenceNotice).filter_by(attendance_id=last)).first()
    if notice is None:
        notice = AbsenceNotice(case_id=member.life_id, member_id=member.id, attendance_id=last)
        work.session.add(notice)
    notice.about = sorted({*(notice.about or ()), *(str(each.id) for each in missed)})
    notice.taken_back_at = None  # they are told anew
    work.session.flush()
    return notice
