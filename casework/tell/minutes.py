"""What is told of minutes: Art. 10(1)."""

from datetime import timedelta

from casework.record.table import label
from casework.tell.readers import member_of
from models.case import Member
from models.meeting import Minutes
from models.people import MemberLink
from models.session import Work
from notifications import outbox
from notifications.notices.minutes import MinutesDrafted, MinutesToSign
from notifications.notices.quarterly import (
    QuarterlyMinutes,
)
from rules.defaults import DEFAULTS


def minutes_drafted(work: Work, paper: Minutes, member: Member, link: MemberLink) -> None:
    outbox.queue(
        work,
        MinutesDrafted(
            recipient=member_of(member),
            life_id=member.life_id,
            link_id=link.id,
            minutes_id=paper.id,
            case_number=label(work.session, member.life_id),
            met_on=paper.meeting.day,
        ),
    )


def signature_wanted(
    work: Work, paper: Minutes, member: Member, link: MemberLink, *, present: bool, version: int
) -> None:
    """Once for each version of the text: who had signed is asked again."""
    name = label(work.session, member.life_id)
    due_on = work.clock.today() + timedelta(days=DEFAULTS.SIGN.days)
    if paper.meeting.kind == "quarterly":
        outbox.queue(
            work,
            QuarterlyMinutes(
                recipient=member_of(member),
                life_id=member.life_id,
                link_id=link.id,
                minutes_id=paper.id,
                quarter=name,
                met_on=paper.meeting.day,
                due_on=due_on,
                version=version,
            ),
        )
    else:
        outbox.queue(
            work,
            MinutesToSign(
                recipient=member_of(member),
                life_id=member.life_id,
                link_id=link.id,
                minutes_id=paper.id,
                case_number=name,
                met_on=paper.meeting.day,
                due_on=due_on,
                version=version,
                role="sign" if present else "acknowledge",
            ),
        )
