"""What is told of minutes: Art. 10(1)."""

from datetime import date, timedelta

from casework.tell.readers import member_of
from models.case import Member
from models.life import Life
from models.meeting import Minutes
from models.people import MemberLink
from models.session import Work
from notifications import outbox
from rules.defaults import DEFAULTS
from rules.signing import SignatureRole
from workflow.kinds import notices_of


def minutes_drafted(work: Work, paper: Minutes, member: Member, link: MemberLink) -> None:
    life = work.session.get_one(Life, member.life_id)
    notices, table = notices_of(life)
    outbox.queue(
        work,
        notices.minutes_drafted(
            **table,
            recipient=member_of(member),
            link_id=link.id,
            minutes_id=paper.id,
            met_on=paper.meeting.day,
        ),
    )


def signature_wanted(
    work: Work,
    paper: Minutes,
    member: Member,
    link: MemberLink,
    *,
    present: bool,
    version: int,
    taken_back_on: date | None = None,
) -> None:
    """Once for each version of the text: who had signed is asked again."""
    life = work.session.get_one(Life, member.life_id)
    notices, table = notices_of(life)
    outbox.queue(
        work,
        notices.minutes_to_sign(
            **table,
            recipient=member_of(member),
            link_id=link.id,
            minutes_id=paper.id,
            met_on=paper.meeting.day,
            due_on=work.clock.today() + timedelta(days=DEFAULTS.SIGN.days),
            version=version,
            role=SignatureRole.SIGN if present else SignatureRole.ACKNOWLEDGE,
            taken_back_on=taken_back_on,
        ),
    )
