"""Conflict of interest and confidentiality, before any paper is opened: Art. 10(2), 18(2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.beginning import done_on
from casework.record.table import open_table
from casework.table import conflicted, minutes, seated_then, signing
from casework.table.signing import Declarations
from casework.tell import participants as tell_of
from casework.tell import referral as tell
from casework.tell.coming import not_coming
from casework.tell.withdrawal import not_any_more
from core.i18n import N_, Language, Translator, language_or, translator
from identity import links
from identity.confirmations import ConfirmedWord, word_of
from models.case import Member
from models.confirmation import Confirmation
from models.given import given
from models.life import ActorKind, Life
from models.meeting import Signature
from models.people import LinkEnd, LinkPurpose
from models.session import Work
from rules.confirming import ConfirmedAct
from rules.declarations import Declared, check_declaration, check_refusal, is_of_before
from rules.signing import SignatureMethod, SignedPaper
from workflow import breaches
from workflow.kinds import Act, kind_of, label_of
from workflow.life import after_act, lock, lock_open

NO_CONFLICT: Final = (
    N_("I have no conflict of interest"),
    N_(
        "Neither I nor somebody close to me has an interest in the outcome for this child or"
        " family."
    ),
)
CONFLICT: Final = (
    N_("I have a conflict of interest"),
    N_(
        "Then I do not take part in this case; the case manager is told, who asks my institution"
        " for somebody else."
    ),
)
OF_THE_MUNICIPALITY: Final = (
    N_(
        "What I hear and read at this municipal table about children or families I keep to myself,"
        " also after I leave my post. I use it only to protect children."
    ),
    N_("I sign this declaration: what I learn at this table I keep confidential."),
)
CONFIDENTIALITY: Final = (
    N_(
        "What I hear and read in this case I keep to myself, also after the case is closed and"
        " after I leave my post. I use it only to protect the child. I show the papers to nobody"
        " outside this table."
    ),
    N_("I sign this declaration: what I learn in this case I keep confidential."),
)


def ask(work: Work, life_id: UUID, member_id: UUID | None) -> None:
    """Ask one member for both declarations, or the one of the municipal table: 10(2), 18(2)."""
    member = work.session.get_one(Member, member_id)
    if member.asked_at is not None:
        return
    if not _is_asked_in_a_former_quarter(work, member):
        link = links.issue(work, member.id, LinkPurpose.DECLARE)
        tell.declaration_wanted(work, member, link)
        life = lock(work, life_id)
        work.record("declarations asked for", "18(2)", life=life, member=member.id)
    member.asked_at = work.clock.now()


def _is_asked_in_a_former_quarter(work: Work, member: Member) -> bool:
    """The one declaration holds for those that follow: who owes it there is asked for it once."""
    key = work.session.get_one(Life, member.life_id).key
    asked = (
        each for each in _other_seats(work, member) if each.asked_at and each.refused_at is None
    )
    return any(work.session.get_one(Life, each.life_id).key < key for each in asked)


def declare(
    work: Work,
    member_id: UUID,
    *,
    conflict: bool,
    confidential: bool,
    on_paper: bool = False,
    on: date | None = None,
    language: Language | None = None,
    confirmation: Confirmation | None = None,
) -> Signature:
    """Take a member's declarations; a conflict ends their seat at once: Art. 10(2), 18(2).

    What they signed stays as they read it, in that language; `on` is the day, if entered later.
    `confirmation` is their own code for these words.
    """
    member = work.session.get_one(Member, member_id)
    quarters = [each.life_id for each in _other_seats(work, member)]  # locked in one order
    lock_open(work, [member.life_id, *quarters])
    life = open_table(work, member.life_id)
    work.session.refresh(member)
    of_child = kind_of(life).of_a_child  # the municipal table treats no case: no conflict there
    conflict = conflict and of_child
    before = _declared(member)
    signed_on = done_on(work, life, on)
    of_before = on_paper and is_of_before(before, signed_on, conflict=conflict)
    check_declaration(before, conflict=conflict, confidential=confidential, of_before=of_before)
    text = worded(work, member, conflict=conflict, confidential=confidential, language=language)
    word = _sign(work, member, text, signed_on, on_paper=on_paper, confirmation=confirmation)
    if not of_before:
        member.declared_at, member.conflict = work.clock.now(), conflict if of_child else None
        member.declared_on, member.declared_on_paper = signed_on, on_paper
    if confidential:
        member.confidential_at = member.confidential_at or work.clock.now()
        member.signed_on = member.signed_on or signed_on
    if conflict:
        _recuse(work, life, member)
    act = "conflict declared" if conflict else "declarations signed"
    article = "10(2)" if conflict else "18(2)"
    work.record(
        act, article, life=life, member=member_id, **given(word), **signing.how_confirmed(word)
    )
    _in_other_quarters(work, member)
    after_act(work, life.id, act)
    _judge_held(work, life, member, signed_on)
    return word


def _recuse(work: Work, life: Life, member: Member) -> None:
    """Who runs the table puts them out at once; their own act is theirs until it is done."""
    links.revoke_all(work, member.id, LinkEnd.CONFLICT, leave=[LinkPurpose.DECLARE])  # 0103
    if work.actor.kind != ActorKind.MEMBER:
        links.put_out(work, member.id)
    not_any_more(work, life.id, professional_id=member.professional_id)
    not_coming(work, life, member)
    tell.member_recused(work, member)
    minutes.approve_without(work, life)


def _declared(member: Member) -> Declared:
    left, unsigned = member.left_on is not None, member.signed_on is None
    barred_on = member.declared_on if member.conflict and unsigned else None
    return Declared(member.declared_at is not None, member.conflict, left, barred_on)


def _judge_held(work: Work, life: Life, member: Member, signed_on: date) -> None:
    """What is typed may be of a day before a meeting that is on record already."""
    if member.conflict:  # what they answered for may be nobody's now
        conflicted.judge_held(work, life)
    if member.signed_on == signed_on:
        breaches.signed(work, life.id, signed_on, who=[member.id])
    if signed_on < work.clock.today() and kind_of(life).of_a_child:
        seated_then.judge(work, life, [member])


def _other_seats(work: Work, signed: Member) -> Sequence[Member]:
    """Of the same person, in the other open quarters of a municipal table, not signed for yet."""
    life = work.session.get_one(Life, signed.life_id)
    if kind_of(life).of_a_child:
        return ()
    query = (
        select(Member)
        .join(Life, Life.id == Member.life_id)
        .where(
            Life.kind == life.kind,
            Life.municipality_id == life.municipality_id,
            Life.ended_at.is_(None),
            Life.id != life.id,
            Member.professional_id == signed.professional_id,
            Member.left_on.is_(None),
            Member.confidential_at.is_(None),
        )
    )
    return work.session.scalars(query).all()


def _in_other_quarters(work: Work, signed: Member) -> None:
    """The municipal table is the same in each quarter: who signs for one has signed for all."""
    for seat in _other_seats(work, signed):
        lock(work, seat.life_id)
        seat.declared_at, seat.declared_on = signed.declared_at, signed.declared_on
        seat.confidential_at, seat.signed_on = signed.confidential_at, signed.signed_on
        seat.declared_on_paper = signed.declared_on_paper
        after_act(work, seat.life_id, "declarations signed")
        if signed.declared_on is not None:
            breaches.signed(work, seat.life_id, signed.declared_on, who=[seat.id])


def refuse(work: Work, member_id: UUID, *, reason: str = "", on: date | None = None) -> None:
    """A member does not sign: on record, and the papers stay closed to them: Art. 18(2).

    A reason is asked for and may be left out. Who signs later after all has signed. Where they say
    so themselves, a code of theirs was used for it: the database looks.
    """
    member = work.session.get_one(Member, member_id)
    life = open_table(work, member.life_id)
    work.session.refresh(member)
    check_refusal(
        declared=member.declared_at is not None,
        refused=member.refused_on is not None,
        left=member.left_on is not None,
    )
    member.refused_on = done_on(work, life, on)
    member.refused_at, member.refusal = work.clock.now(), reason.strip() or None
    member.refused_on_paper = work.actor.kind != ActorKind.MEMBER
    if work.actor.kind == ActorKind.MEMBER:
        tell_of.signature_refused(work, member)
    work.record("signature refused", "18(2)", life=life, member=member_id)
    after_act(work, life.id, "signature refused")


def worded(
    work: Work,
    member: Member,
    *,
    conflict: bool,
    confidential: bool,
    language: Language | None = None,
) -> Declarations:
    """The words that a member is about to sign, in the language in which they read them."""
    life = work.session.get_one(Life, member.life_id)
    of_child = kind_of(life).of_a_child
    return text_of(
        translator(language or language_or(member.professional.language, "sq")),
        label_of(work.session, life.id),
        conflict=conflict if of_child else None,
        confidential=confidential,
        of_a_child=of_child,
    )


def word(
    work: Work, member: Member, *, conflict: bool, confidential: bool, language: Language | None
) -> ConfirmedWord:
    """What their code is to confirm: the text, in the version that it would be."""
    text = worded(work, member, conflict=conflict, confidential=confidential, language=language)
    laid = signing.digest_of(signing.to_be_laid(work.session, member.id, text))
    return word_of(ConfirmedAct.DECLARE, member.id, under=laid)


def text_of(
    say: Translator, table: str, *, conflict: bool | None, confidential: bool, of_a_child: bool
) -> Declarations:
    """The words of both declarations as they are shown and signed; without a case, of one."""
    words = CONFIDENTIALITY if of_a_child else OF_THE_MUNICIPALITY
    on_conflict = CONFLICT if conflict else NO_CONFLICT
    return Declarations(
        table=table,
        language=say.language,
        conflict=bool(conflict),
        on_conflict=_sentences(say, on_conflict) if of_a_child else "",
        on_confidentiality=_sentences(say, words) if confidential else "",
    )


def _sentences(say: Translator, words: tuple[str, ...]) -> str:
    return "\n".join(say.gettext(sentence) for sentence in words)


def _sign(
    work: Work,
    member: Member,
    text: Declarations,
    signed_on: date,
    *,
    on_paper: bool,
    confirmation: Confirmation | None,
) -> Signature:
    """The declarations as one signed text; what is declared later is another version."""
    digest = signing.digest_of(signing.lay(work, member.id, text))
    signing.check_confirmed(confirmation, digest)
    method = SignatureMethod.PAPER if on_paper else SignatureMethod.CODE
    word = Signature(
        paper=SignedPaper.DECLARATIONS,
        paper_id=member.id,
        member_id=member.id,
        method=method,
        digest=digest,
        signed_at=work.clock.now(),
        signed_on=signed_on,
        entered_by_id=signing.typed_by(work, method),
        confirmation_id=confirmation.id if confirmation else None,
        identity_check_id=confirmation.identity_check_id if confirmation else None,
    )
    work.session.add(word)
    work.session.flush()
    return word


ACTS: Final[Mapping[str, Act]] = {
    "ask_declarations": ask,
}
