"""Conflict of interest and confidentiality, before any paper is opened: Art. 10(2), 18(2)."""

from uuid import UUID

from casework import links, tell
from casework.activation import after_act, lock
from models.case import Member
from models.session import Work
from rules.basis import Article
from rules.refusals import ProcedureRefused


class AlreadyDeclared(ProcedureRefused):
    reason = "This declaration has been made."
    way_out = "If something has changed, speak to the case manager."
    basis = Article(10, "2")


class ConfidentialityNotSigned(ProcedureRefused):
    reason = "Without the declaration of confidentiality the papers stay closed."
    way_out = "Read the declaration and tick that you sign it."
    basis = Article(18, "2")


def ask(work: Work, life_id: UUID, member_id: UUID | None) -> None:
    """Ask one member for both declarations: Art. 10(2), 18(2)."""
    member = work.session.get_one(Member, member_id)
    if member.asked_at is None:
        link = links.issue(work, member.id, "declare")
        tell.declaration_wanted(work, member, link)
        member.asked_at = work.clock.now()
        work.record("declarations asked for", "18(2)", life=lock(work, life_id), member=member.id)


def declare(
    work: Work, member_id: UUID, *, conflict: bool, confidential: bool, on_paper: bool = False
) -> None:
    """Take a member's declarations; a conflict ends their seat at once: Art. 10(2), 18(2)."""
    member = work.session.get_one(Member, member_id)
    life = lock(work, member.life_id)
    came_up_later = conflict and member.conflict is False
    if member.declared_at is not None and not came_up_later:
        raise AlreadyDeclared
    if not conflict and not confidential:
        raise ConfidentialityNotSigned
    member.declared_at, member.conflict = work.clock.now(), conflict
    member.declared_on_paper = on_paper
    if confidential:
        member.confidential_at = work.clock.now()
    if conflict:
        links.revoke_all(work, member_id)
        tell.not_any_more(work, life.id, professional_id=member.professional_id)
        tell.member_recused(work, member)
    act = "conflict declared" if conflict else "declarations signed"
    work.record(act, "10(2)" if conflict else "18(2)", life=life, member=member_id)
    after_act(work, life.id, act)
