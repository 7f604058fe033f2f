"""Who has put their word under a paper, and whose word is missing: Art. 10(1), 17(5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.case import Member
from models.closure import Closure
from models.meeting import Attendance, Minutes, Signature
from models.people import Account
from models.session import Work
from queries.asked_to_sign import appointed_after, asked_again, asked_of, reminded_on
from queries.former_words import FormerWord, said_before
from queries.seen_on import seen_on
from queries.signature_corrections import (
    EndedWord,
    TypedWord,
    ended,
    of_its_own_words,
    typed_before,
)
from queries.signature_lines import SignatureLine
from rules.signing import SignatureMethod, SignatureRole


@dataclass(frozen=True, slots=True)
class Signatures:
    """Everybody whose word belongs under one paper, those who are waited for first."""

    lines: Sequence[SignatureLine]
    former: int = 0
    """Signatures under versions of the text that gave way to this one."""
    said_before: Sequence[FormerWord] = ()
    """The remarks and reasons among them, oldest first."""
    ended: Sequence[EndedWord] = ()
    """What was typed wrong, oldest first: decision 0148."""
    typed_before: Sequence[TypedWord] = ()
    """What was typed from paper under versions that gave way, and may be corrected as well."""
    of_its_own_words: Sequence[TypedWord] = ()
    """Papers of a day on which nobody could have written what the first version says."""

    @property
    def given(self) -> int:
        return sum(line.is_signed for line in self.wanted)

    @property
    def refused(self) -> int:
        return sum(line.is_refused for line in self.wanted)

    @property
    def given_here(self) -> bool:
        """Somebody signed with a code or a password: of that its standing is said."""
        own = SignatureMethod.CODE, SignatureMethod.PASSWORD
        return any(line.signature and line.signature.method in own for line in self.lines)

    @property
    def is_complete(self) -> bool:
        """Nobody is waited for any more."""
        return not any(line.is_waited_for for line in self.lines)

    @property
    def wanted(self) -> Sequence[SignatureLine]:
        return [line for line in self.lines if line.is_wanted]

    @property
    def gone(self) -> Sequence[SignatureLine]:
        return [line for line in self.lines if line.has_left]

    @property
    def absent(self) -> Sequence[SignatureLine]:
        lines = (line for line in self.lines if not line.has_left)
        return [line for line in lines if line.role == SignatureRole.ACKNOWLEDGE]

    @property
    def open_to_members(self) -> Sequence[SignatureLine]:
        """Members who may still bring a signature on paper, or refuse."""
        return [line for line in self.lines if line.signature is None and line.member_id]

    @property
    def chair_awaited(self) -> SignatureLine | None:
        """The officer who chaired, while their word is missing."""
        chairs = (line for line in self.lines if line.account_id)
        return next((line for line in chairs if line.signature is None), None)

    @property
    def chair_is_waited_for(self) -> bool:
        return any(line.signature is None and line.member_id is None for line in self.lines)


def under_minutes(work: Work, paper: Minutes, chair: Account | None) -> Signatures:
    """Who was present signs, who was absent acknowledges: Art. 10(1)."""
    query = (
        select(Attendance)
        .where(Attendance.meeting_id == paper.meeting_id)
        .options(joinedload(Attendance.member).joinedload(Member.professional))
    )
    lines = [
        (line.member, SignatureRole.SIGN if line.present else SignatureRole.ACKNOWLEDGE)
        for line in work.session.scalars(query)
        if line.member.signs_what_they_sat_in or line.member.conflict
    ]
    exact = paper.meeting.chaired_by_id is not None
    return _gathered(work, paper, lines, chair, exact=exact)


def under_closure(work: Work, closure: Closure, chair: Account | None) -> Signatures:
    """All who took part in handling the case sign its closing form: Art. 8(11), 17(5).

    Who left since is asked no more; a paper of a day on which they sat can still be entered.
    """
    query = (
        select(Member)
        .join(Attendance, Attendance.member_id == Member.id)
        .where(Attendance.meeting_id == closure.meeting_id)
        .options(joinedload(Member.professional))
    )
    day = closure.decided_on
    sat = [each for each in work.session.scalars(query) if each.sits or (day and each.sat_on(day))]
    members = [(member, SignatureRole.SIGN) for member in sat]
    exact, since = chair is not None, appointed_after(work, closure, chair) if chair else None
    return _gathered(work, closure, members, chair, exact=exact, since=since)


def _gathered(
    work: Work,
    paper: Minutes | Closure,
    members: Sequence[tuple[Member, SignatureRole]],
    chair: Account | None,
    *,
    exact: bool = False,
    since: date | None = None,
) -> Signatures:
    """Whose word stands under the version in force, and how many stood under those before."""
    query = select(Signature).where(Signature.paper_id == paper.id)
    found = work.session.scalars(query).all()
    every = [each for each in found if each.ended_by_id is None]
    here = [each for each in every if each.digest == paper.digest]
    laid = [each for each in every if each.digest is not None]
    gone = ended(work, paper.id) if len(every) < len(found) else ()
    again = asked_again(gone, paper.digest)
    given = {each.member_id: each for each in here if each.member_id}
    given_by_officers = {each.account_id: each for each in here if each.account_id}
    reminded = reminded_on(work, paper)
    waited_for = [member.id for member, _ in members if member.id not in given]
    asked_on, unasked = asked_of(work, paper, waited_for)
    lines = [
        SignatureLine(
            member.professional.name or "",
            member.professional.affiliation,
            role,
            member.id,
            given.get(member.id),
            reminded_on=reminded.get(member.id),
            has_left=not member.sits,
            is_recused=member.conflict is True,
            asked_on=again.get(member.id) or asked_on,
            is_unasked=member.id in unasked,
        )
        for member, role in members
    ]
    lines += _of_officers(work, given_by_officers, chair, reminded, exact=exact, since=since)
    ordered = sorted(_seen(work, lines), key=lambda line: (not line.is_waited_for, line.name))
    names = {line.member_id: line.name for line in lines}
    return Signatures(
        ordered,
        former=len(laid) - len(here),
        said_before=said_before(work, paper, names),
        ended=gone,
        typed_before=typed_before(work, every, paper.digest),
        of_its_own_words=of_its_own_words(work, every),
    )


def _seen(work: Work, lines: Sequence[SignatureLine]) -> Iterator[SignatureLine]:
    """With the pages from paper on which each was seen."""
    words = [each.signature for each in lines if each.signature]
    seen = seen_on(work, [each.id for each in words if each.entered_by_id])
    for line in lines:
        pages = seen.get(line.signature.id) if line.signature else None
        yield replace(line, seen_on=pages) if pages else line


def _of_officers(
    work: Work,
    given: Mapping[UUID, Signature],
    chair: Account | None,
    reminded: Mapping[UUID, date],
    *,
    exact: bool,
    since: date | None,
) -> Iterator[SignatureLine]:
    """Who signed as chair, also where another chairs by now; and who did not yet, where the record
    says `exact`ly who chaired: it may have been corrected since."""
    wanted = [chair.id] if chair and (exact or not given) else []
    for officer_id in dict.fromkeys([*given, *wanted]):
        officer, word = work.session.get_one(Account, officer_id), given.get(officer_id)
        yield SignatureLine(
            officer.name_at(word.signed_at if word else None),
            "",
            SignatureRole.SIGN,
            None,
            word,
            officer_id,
            reminded.get(officer_id),
            appointed_on=since,
        )
