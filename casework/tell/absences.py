"""What a superior is told of an absence follows the record of the meeting: Art. 9, 14(3.2)."""

from sqlalchemy import select

from casework.record import absences
from casework.tell import superiors
from casework.tell.withdrawal import CORRECTED, absence_mail_taken_back, absence_mails
from models.life import Life
from models.outbox import MessageStatus
from models.session import Work
from models.superior import AbsenceNotice


def follow_record(work: Work, life: Life) -> None:
    """Who was there is told of to nobody; of who was not, the mail names the days as they are now.

    One in a server's hand may have left: another that names other days is the manager's to send.
    """
    for absence_id, status, named in absence_mails(work, life.id):
        notice = work.session.get_one(AbsenceNotice, absence_id)
        missed = absences.missed(work.session, notice.member, about=notice.about)
        days = sorted(each.on for each in missed)
        if days == named:
            continue
        anew = notice.notified_at is not None and status is not MessageStatus.SENDING
        absence_mail_taken_back(work, life.id, notice.id)
        work.session.refresh(notice)
        if days and anew:
            notice.about = sorted({*notice.about, *(str(each.id) for each in missed)})
            notice.notified_at = work.clock.now()
            superiors.absent(work, notice, days)
        else:
            work.record("notice to superior withdrawn", "14(3.2)", life=life, absence=notice.id)
    _holds_again(work, life)


def _holds_again(work: Work, life: Life) -> None:
    """A word that it does not hold is withdrawn with what made it so, unless it has left."""
    query = select(AbsenceNotice).filter_by(case_id=life.id)
    for notice in work.session.scalars(query.where(AbsenceNotice.taken_back_at.is_not(None))):
        if notice.holds and absence_mail_taken_back(work, life.id, notice.id, CORRECTED):
            notice.taken_back_at = None
