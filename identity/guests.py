"""Members without an account: the mailed link locates a duty, a code by SMS opens it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ScalarSelect, select, update

from core.clock import Clock
from core.ids import digest, new_token
from identity import codes, member_apps, typed_codes
from identity.access import NotThere, only_while
from identity.member_links import Guest, guest_for, leads_in, lets_in, link_for, located
from identity.typed_codes import TakenCode
from models.case import Member
from models.contacts import DisputedNumber
from models.life import ActorKind, Life
from models.people import MemberLink, MemberSession, Municipality, PlaceNames, Professional
from models.session import Actor, Work
from rules.sign_in_limits import LIMITS

STAYS_OPEN: Final = timedelta(minutes=LIMITS.MEMBER_SESSION.minutes)


@dataclass(frozen=True, slots=True)
class Door:
    """What may be said before the code: no name, no case, no kind of duty."""

    link_id: UUID
    professional_id: UUID
    ends_in: str
    """The last two digits of the telephone; empty where no number is known."""
    language: str
    called: PlaceNames
    disputed_at: datetime | None = None
    """When they said that this number is not theirs; no code goes to it."""
    app_since: datetime | None = None
    """From when on an app of their own makes their codes; none is sent."""

    def place(self, language: str) -> str:
        return self.called.of(language)


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Whose code is typed, and where that goes on record: read before the role of sign-in acts."""

    member: Member
    link: MemberLink
    life: Life


def door(work: Work, token: str) -> Door:
    """The neutral page behind a link that still leads somewhere; raises `NotThere`."""
    link = link_for(work, token)
    return _door(work, link)


def _door(work: Work, link: MemberLink) -> Door:
    member = work.session.get(Member, link.member_id)
    person: Professional | None = member.professional if member else None
    life = work.session.get(Life, member.life_id) if member else None
    if person is None or life is None:
        raise NotThere  # closed this very moment: behind it there is nothing to be seen any more
    place = work.session.get_one(Municipality, life.municipality_id)
    digits = [sign for sign in person.phone or "" if sign.isdigit()]
    disputed_at, app_since = work.session.execute(
        select(_disputed(person.id), member_apps.since(person.id))
    ).one()
    return Door(
        link_id=link.id,
        professional_id=person.id,
        ends_in="".join(digits[-2:]),
        language=person.language,
        called=place.named(work.clock.today()),
        disputed_at=disputed_at,
        app_since=app_since,
    )


def _disputed(professional_id: UUID) -> ScalarSelect[datetime]:
    query = select(DisputedNumber.said_at).where(
        DisputedNumber.professional_id == professional_id, DisputedNumber.ended_at.is_(None)
    )
    return query.scalar_subquery()


def reader(work: Work, token: str) -> Professional | None:
    """Whose link it is; None where no link that still leads somewhere bears the token.

    Also after the duty is done, as long as the member sits: a link that was answered is read again.
    """
    link = located(work, token)
    member = work.session.get(Member, link.member_id) if link else None
    lets_in = link is not None and member is not None and leads_in(member, link)
    return member.professional if member is not None and lets_in else None


def newest_code(work: Work, professional_id: UUID) -> codes.Code | None:
    """The code that was made last, while it can still be used: Art. 18(1)."""
    return codes.newest(work, codes.opens(professional_id))


def at_the_door(work: Work, token: str) -> AtTheDoor:
    """Who is about to type a code; raises `NotThere`."""
    link = link_for(work, token)
    return seat_of(work, Guest(work.session.get_one(Member, link.member_id), link))


def seat_of(work: Work, guest: Guest) -> AtTheDoor:
    return AtTheDoor(guest.member, guest.link, work.session.get_one(Life, guest.member.life_id))


def enter(
    work: Work, seat: AtTheDoor, code: str, clock: Clock | None = None
) -> tuple[str | None, TakenCode]:
    """Use up the code, under the role of sign-in; gives the token of a session that is good for
    this person's links: 18(1).

    None for a wrong or old code. The caller commits either way: a wrong one costs a try.
    """
    work.actor = Actor(ActorKind.MEMBER, seat.member.id)
    taken = typed_codes.redeem(work, seat.member.professional_id, code, clock)
    note_code(work, seat, taken, "link opened by code")
    right = taken.right
    return begin(work, seat.member.professional_id, taken.check_id) if right else None, taken


def note_code(work: Work, seat: AtTheDoor, taken: TakenCode, act: str) -> None:
    """The trail says of a code that it was read out, or of which app it was."""
    beside = {"read_out": taken.check_id, "app": taken.app_id}
    said = {name: id for name, id in beside.items() if id is not None}
    act = act if taken.right else "wrong code"
    work.record(act, "18(1)", life=seat.life, link=seat.link.id, **said)


def note_use(work: Work, guest: Guest) -> None:
    """Somebody who is in opened one more of their links: it proves that its notice was read."""
    life = work.session.get_one(Life, guest.member.life_id)
    work.record("link opened", "18(1)", life=life, link=guest.link.id)


def begin(work: Work, professional_id: UUID, check_id: UUID | None = None) -> str:
    """A session of somebody whose code was right just now; gives its token. It keeps how they were
    recognised, where that code was read out."""
    session, now = new_token(), work.clock.now()
    work.session.add(
        MemberSession(
            professional_id=professional_id,
            token_digest=digest(session),
            created_at=now,
            expires_at=now + STAYS_OPEN,
            identity_check_id=check_id,
        )
    )
    return session


def guest(work: Work, token: str, session: str) -> Guest | None:
    """Who is in by a code, also after the duty is done and its link closed; None without a code.

    Raises `NotThere` for a link that never was, and for a member who does not sit any more.
    """
    link = located(work, token)
    if link is None or not leads_in(work.session.get_one(Member, link.member_id), link):
        raise NotThere
    try:
        found = guest_for(work, session, link)
    except NotThere:
        if not lets_in(work, link):
            raise
        return None
    work.actor = Actor(ActorKind.MEMBER, found.member.id)
    work.read_out = found.read_out
    only_while(work, found.member.life_id, lambda: leads_in(found.member, found.link))
    return found


def undeclared(work: Work, token: str) -> Guest | None:
    """Whose link it is, while their declarations are still to be made; None once they are."""
    link = link_for(work, token)
    member = work.session.get_one(Member, link.member_id)
    if member.declared_at is not None or not member.sits:
        return None
    work.actor = Actor(ActorKind.MEMBER, member.id)
    return Guest(member, link)


def door_of(work: Work, guest: Guest) -> Door:
    """The same plain facts for somebody who is in."""
    return _door(work, guest.link)


def leave_everywhere(work: Work, session: str) -> None:
    """End every session of whose this one is, at all their tables of the centre: one device says it
    for the one that is lost."""
    whose = select(MemberSession.professional_id).where(
        MemberSession.token_digest == digest(session), MemberSession.ended_at.is_(None)
    )
    work.session.execute(
        update(MemberSession)
        .where(MemberSession.professional_id == whose.scalar_subquery())
        .where(MemberSession.ended_at.is_(None))
        .values(ended_at=work.clock.now())
    )


def leave(work: Work, session: str) -> None:
    """End a member's session before its time: the computer may be somebody else's."""
    work.session.execute(
        update(MemberSession)
        .where(MemberSession.token_digest == digest(session), MemberSession.ended_at.is_(None))
        .values(ended_at=work.clock.now())
    )
