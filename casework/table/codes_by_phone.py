"""The code that whoever chairs says to a member on the telephone: ours, beside Art. 18(1)."""

from datetime import datetime
from uuid import UUID

from casework.record.table import open_table
from casework.table.contacts import member_of
from casework.tell import codes as tell
from identity import codes, confirmations, links
from identity.access import officer_of
from models.case import Member
from models.people import Account
from models.session import Work
from rules.contacts import check_code_by_phone


def read_out(work: Work, life_id: UUID, member_id: UUID) -> str:
    """Make a code that is shown once and sent nowhere. It does what an SMS would have done:
    confirms the word that waits, else opens their links. The member is told by mail, so that they
    know of one that they never asked for."""
    life, officer = open_table(work, life_id), officer_of(work)
    member = member_of(work, life_id, member_id)
    leads = bool(links.with_open_ones(work, [member.id]))
    check_code_by_phone(own=is_own_seat(member, officer), leads=leads)
    waits = confirmations.waiting_for(work, member.id)
    code = codes.read_out(work, member, officer.id, waits.id if waits else None)
    work.record("code said on the telephone", "18(1)", life=life, member=member.id)
    tell.code_said(work, member, code)
    return code.code or ""


def is_own_seat(member: Member, officer: Account) -> bool:
    """The officer is in the centre's list too, by the same address or number."""
    person = member.professional
    mails = {(each.email or "").casefold() for each in (person, officer)}
    return len(mails) == 1 or (officer.phone is not None and person.phone == officer.phone)


def good_until(work: Work) -> datetime:
    """Until when a code that is made now can be used."""
    return work.clock.now() + codes.VALID_FOR
