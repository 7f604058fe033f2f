"""Conflict of interest and confidentiality, before any paper is opened: Art. 10(2), 18(2)."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from casework.table import signing
from casework.table.signing import Declarations
from casework.tell import referral as tell
from casework.tell.withdrawal import not_any_more
from core.i18n import N_, Language, Translator, language_or, translator
from identity import links
from models.case import Member
from models.meeting import Signature
from models.people import LinkPurpose
from models.session import Work
from rules.days import check_happened
from rules.declarations import Declared, check_declaration
from rules.signing import SignatureMethod, SignedPaper
from workflow.kinds import Act, label_of
from workflow.life import after_act, lock

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
CONFIDENTIALITY: Final = (
    N_(
        "What I hear and read in this case I keep to myself, also after the case is closed and"
        " after I leave my post. I use it only to protect the child. I show the papers to nobody"
        " outside this table."
    ),
    N_("I sign this declaration: what I learn in this case I keep confidential."),
)


def ask(work: Work, life_id: UUID, member_id: UUID | None) -> None:
    """Ask one member for both declarations: Art. 10(2), 18(2)."""
    member = work.session.get_one(Member, member_id)
    if member.asked_at is None:
        link = links.issue(work, member.id, LinkPurpose.DECLARE)
        tell.declaration_wanted(work, member, link)
        member.asked_at = work.clock.now()
        work.record("declarations asked for", "18(2)", life=lock(work, life_id), member=member.id)


def declare(
    work: Work,
    member_id: UUID,
    *,
    conflict: bool,
    confidential: bool,
    on_paper: bool = False,
    on: date | None = None,
    language: Language | None = None,
) -> None:
    """Take a member's declarations; a conflict ends their seat at once: Art. 10(2), 18(2).

    What they signed stays as they read it, in the language in which they read it; `on` is the
    day on which they signed, where it is entered later.
    """
    member = work.session.get_one(Member, member_id)
    life = lock(work, member.life_id)
    work.session.refresh(member)
    before = Declared(member.declared_at is not None, member.conflict)
    check_declaration(before, conflict=conflict, confidential=confidential)
    signed_on = check_happened(on, work.clock.today())
    tongue = language or language_or(member.professional.language, "sq")
    text = text_of(
        translator(tongue),
        label_of(work.session, life.id),
        conflict=conflict,
        confidential=confidential,
    )
    _sign(work, member, text, signed_on, on_paper=on_paper)
    member.declared_at, member.conflict = work.clock.now(), conflict
    member.declared_on = signed_on
    member.declared_on_paper = on_paper
    if confidential and member.confidential_at is None:
        member.confidential_at = work.clock.now()
    if conflict:
        links.revoke_all(work, member_id)
        not_any_more(work, life.id, professional_id=member.professional_id)
        tell.member_recused(work, member)
    act = "conflict declared" if conflict else "declarations signed"
    work.record(act, "10(2)" if conflict else "18(2)", life=life, member=member_id)
    after_act(work, life.id, act)


def text_of(say: Translator, table: str, *, conflict: bool, confidential: bool) -> Declarations:
    """The words of both declarations as they are shown and signed."""
    return Declarations(
        table=table,
        language=say.language,
        conflict=conflict,
        on_conflict=_sentences(say, CONFLICT if conflict else NO_CONFLICT),
        on_confidentiality=_sentences(say, CONFIDENTIALITY) if confidential else "",
    )


def _sentences(say: Translator, words: tuple[str, ...]) -> str:
    return "\n".join(say.gettext(sentence) for sentence in words)


def _sign(
    work: Work, member: Member, text: Declarations, signed_on: date, *, on_paper: bool
) -> None:
    """The declarations as one signed text; what is declared later is another version."""
    laid = signing.lay(work, member.id, text)
    work.session.add(
        Signature(
            paper=SignedPaper.DECLARATIONS,
            paper_id=member.id,
            member_id=member.id,
            method=SignatureMethod.PAPER if on_paper else SignatureMethod.CODE,
            digest=signing.digest_of(laid),
            signed_at=work.clock.now(),
            signed_on=signed_on,
        )
    )


ACTS: Final[Mapping[str, Act]] = {
    "ask_declarations": ask,
}
