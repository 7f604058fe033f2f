"""Members without an account: the mailed link locates a duty, a code by SMS opens it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from casework.record.table import NotThere, convener_of, head_of
from core.ids import digest, new_token
from identity import codes
from identity.access import Guest, guest_for, link_for
from models.case import Case, Member
from models.life import Life
from models.outbox import Message
from models.people import Account, MemberLink, MemberSession, Municipality, OneTimeCode
from models.session import Actor, Work, unit_of_work
from notifications import outbox
from notifications.notices import MemberSaid, QuarterlyMemberSaid, Recipient
from rules.basis import Article
from rules.refusals import ProcedureRefused
from workflow.activation import lock, look_again

STAYS_OPEN: Final = timedelta(minutes=20)
WORDS: Final = ("number", "person", "paper", "reading")
"""What a member may say instead of acting: wrong number, wrong person, on paper, help."""


class SaidAlready(ProcedureRefused):
    reason = "The case manager was told this already."
    way_out = "You need not do anything else; you will be called."
    basis = Article(6, "1.1")


@dataclass(frozen=True, slots=True)
class Door:
    """What may be said before the code: no name, no case, no kind of duty."""

    link_id: UUID
    ends_in: str
    """The last two digits of the telephone; empty where no number is known."""
    language: str
    place_sq: str
    place_sr: str

    def place(self, language: str) -> str:
        return self.place_sr if language == "sr" else self.place_sq


def door(work: Work, token: str) -> Door:
    """The neutral page behind a link that still leads somewhere; raises `NotThere`."""
    link = link_for(work, token)
    return _door(work, link)


def _door(work: Work, link: MemberLink) -> Door:
    member = work.session.get_one(Member, link.member_id)
    life = work.session.get_one(Life, member.life_id)
    place = work.session.get_one(Municipality, life.municipality_id)
    person = member.professional
    digits = [sign for sign in person.phone or "" if sign.isdigit()]
    return Door(link.id, "".join(digits[-2:]), person.language, place.name_sq, place.name_sr)


def newest_code(work: Work, link_id: UUID) -> codes.Code | None:
    """The code that was sent last, while it can still be used: Art. 18(1)."""
    return codes.newest(work, OneTimeCode.link_id == link_id)


def send_code(link_id: UUID) -> bool:
    """Make a code and send it at once; raises `codes.NoCode`.

    A number that refuses it is to be corrected, and the life's duties say so from then on.
    """
    sent = codes.send_code(link_id)
    if not sent:
        with unit_of_work(read_only=True) as work:
            link = work.session.get_one(MemberLink, link_id)
            life_id = work.session.get_one(Member, link.member_id).life_id
        look_again(life_id)
    return sent


def enter(work: Work, token: str, code: str) -> str | None:
    """Use up the code; gives the token of a session that is good for this link only: Art. 18(1).

    None for a wrong or old code. The caller commits either way: a wrong one costs a try.
    """
    link = link_for(work, token)
    member = work.session.get_one(Member, link.member_id)
    work.actor = Actor("member", member.id)
    life = work.session.get_one(Life, member.life_id)
    if not codes.redeem(work, link.id, code):
        work.record("wrong code", "18(1)", life=life, link=link.id)
        return None
    session, now = new_token(), work.clock.now()
    work.session.add(
        MemberSession(
            link_id=link.id,
            token_digest=digest(session),
            created_at=now,
            expires_at=now + STAYS_OPEN,
        )
    )
    work.record("link opened by code", "18(1)", life=life, link=link.id)
    return session


def guest(work: Work, token: str, session: str) -> Guest | None:
    """Who is in by a code, also after the duty is done and its link closed; None without a code.

    Raises `NotThere` for a link that never was, and for a member who does not sit any more.
    """
    query = select(MemberLink).where(MemberLink.token_digest == digest(token))
    link = work.session.scalars(query).first()
    if link is None or not work.session.get_one(Member, link.member_id).sits:
        raise NotThere
    try:
        found = guest_for(work, session, link.id)
    except NotThere:
        if link.revoked_at is not None:
            raise
        return None
    work.actor = Actor("member", found.member.id)
    return found


def door_of(work: Work, guest: Guest) -> Door:
    """The same plain facts for somebody who is in."""
    return _door(work, guest.link)


def leave(work: Work, session: str) -> None:
    """End a member's session before its time: the computer may be somebody else's."""
    work.session.execute(
        update(MemberSession)
        .where(MemberSession.token_digest == digest(session), MemberSession.ended_at.is_(None))
        .values(ended_at=work.clock.now())
    )


def say(work: Work, token: str, word: str) -> None:
    """Tell who convenes what stands in a member's way, once a day for each kind: Art. 6(1.1)."""
    link = link_for(work, token)
    if word not in WORDS:
        raise NotThere
    member = work.session.get_one(Member, link.member_id)
    work.actor = Actor("member", member.id)
    life = lock(work, member.life_id)  # said twice at once is said once
    notice = _notice(work, life, member, word)
    if work.session.scalar(select(Message.id).where(Message.key == notice.key)) is not None:
        raise SaidAlready
    outbox.queue(work, notice)
    work.record(f"member said: {word}", "6(1.1)", life=life, member=member.id)
    work.wake(life.id, "member said something")


def _notice(work: Work, life: Life, member: Member, word: str) -> MemberSaid | QuarterlyMemberSaid:
    case = work.session.get(Case, life.id)
    if case is not None:
        return MemberSaid(
            recipient=_officer(case.manager or head_of(work.session, life.municipality_id)),
            life_id=life.id,
            member_id=member.id,
            institution=member.professional.affiliation,
            word=word,
            said_on=work.clock.today(),
            case_number=case.number,
        )
    return QuarterlyMemberSaid(
        recipient=_officer(convener_of(work.session, life.municipality_id)),
        life_id=life.id,
        member_id=member.id,
        institution=member.professional.affiliation,
        word=word,
        said_on=work.clock.today(),
        quarter=life.key.rsplit(":", 1)[-1],
    )


def _officer(account: Account | None) -> Recipient:
    if account is None:  # a centre without a head: there is nobody to tell yet
        raise NotThere
    return Recipient("account", account.id)


def is_case(work: Work, member: Member) -> bool:
    """A seat at a case's table; at the municipal one no case is treated: Art. 8(2)."""
    return work.session.get(Case, member.life_id) is not None
