"""The code that whoever chairs reads out to a member: ours, beside Art. 18(1), decision 0168."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.record.table import open_table
from casework.table.contacts import member_of
from casework.tell import codes as tell
from identity import codes, confirmations, identity_checks, member_apps
from identity.access import officer_of
from identity.member_links import ways_in
from models.case import Member
from models.life import Life
from models.people import Account
from models.session import Work
from rules.contacts import check_code_by_phone
from rules.identity_checks import CheckMeans, check_in_person


@dataclass(frozen=True, slots=True)
class Recognised:
    """By what an officer has recognised somebody, and how."""

    means: CheckMeans
    how: str = ""


def read_out(work: Work, life_id: UUID, member_id: UUID, by: Recognised) -> str:
    """Make a code that is shown once and sent nowhere, for whom the officer has recognised. It does
    what an SMS would have done: confirms the word that waits, else opens their links. The member is
    told by mail, so that they know of one that they never asked for, and the head is."""
    life, member, officer = _seat(work, life_id, member_id)
    leads = ways_in(work, member)
    check_code_by_phone(own=is_own_seat(member, officer), leads=leads)
    check = identity_checks.note(work, member, officer.id, by.means, by.how)
    waits = confirmations.waiting_for(work, member.id)
    code = codes.read_out(work, check, waits.id if waits else None)
    work.record("code read out", "18(1)", life=life, member=member.id, read_out=check.id)
    tell.code_said(work, member, code)
    tell.head_told(work, life, check)
    return code.code or ""


def begin_app(work: Work, life_id: UUID, member_id: UUID, by: Recognised) -> str:
    """Let somebody who sits at the centre set up an app of their own for codes; gives the token of
    a link that their device opens, once. The member and the head are told."""
    life, member, officer = _seat(work, life_id, member_id)
    check_code_by_phone(own=is_own_seat(member, officer), leads=True)
    check_in_person(by.means)
    check = identity_checks.note(work, member, officer.id, by.means, by.how)
    app_id, token = member_apps.begin(work, check)
    work.record("app begun", "18(1)", life=life, member=member.id, app=app_id, checked=check.id)
    tell.app_begun(work, member, app_id)
    tell.head_told(work, life, check, app=True)
    return token


def end_app(work: Work, life_id: UUID, member_id: UUID, reason: str) -> None:
    """A device that was lost, or somebody who wants codes by SMS again: by an officer."""
    life, member, officer = _seat(work, life_id, member_id)
    app = member_apps.end_by_officer(work, member.professional_id, officer.id, reason.strip())
    work.record("app ended", "18(1)", life=life, member=member.id, app=app)
    tell.app_ended(work, member, app)


def end_own_app(work: Work, member: Member) -> None:
    """By the member, who is let in: codes come by SMS again, or are read out."""
    app = member_apps.end_by_member(work, member.professional_id)
    life = work.session.get_one(Life, member.life_id)
    work.record("app ended", "18(1)", life=life, member=member.id, app=app)
    tell.app_ended(work, member, app)


def _seat(work: Work, life_id: UUID, member_id: UUID) -> tuple[Life, Member, Account]:
    return open_table(work, life_id), member_of(work, life_id, member_id), officer_of(work)


def is_own_seat(member: Member, officer: Account) -> bool:
    """The officer is in the centre's list too, by the same address or number."""
    person = member.professional
    mails = {(each.email or "").casefold() for each in (person, officer)}
    return len(mails) == 1 or (officer.phone is not None and person.phone == officer.phone)


def good_until(work: Work) -> datetime:
    """Until when a code that is made now can be used."""
    return work.clock.now() + codes.VALID_FOR
