"""The declarations of a member: no conflict of interest, and confidentiality: Art. 10(2), 18(2)."""

from dataclasses import dataclass

from rules.basis import Article
from rules.refusals import NotPossible, ProcedureRefused


class AlreadyDeclared(NotPossible):
    reason = "This declaration has been made."
    way_out = "If something has changed, speak to the case manager."


class ConfidentialityNotSigned(ProcedureRefused):
    reason = "Without the declaration of confidentiality the papers stay closed."
    way_out = "Read the declaration and tick that you sign it."
    basis = Article(18, "2")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a member declared before."""

    at_all: bool
    conflict: bool | None


def check_declaration(before: Declared, *, conflict: bool, confidential: bool) -> None:
    """Both at once and once; only a conflict may come up later, and ends the seat: Art. 10(2)."""
    came_up_later = conflict and before.conflict is False
    if before.at_all and not came_up_later:
        raise AlreadyDeclared
    if not conflict and not confidential:
        raise ConfidentialityNotSigned


class RefusedAlready(NotPossible):
    reason = "That they do not sign is on record already."
    way_out = "They may still sign."


def check_refusal(*, declared: bool, refused: bool) -> None:
    """Who has signed has signed; what is refused is on record once: Art. 18(2)."""
    if declared:
        raise AlreadyDeclared
    if refused:
        raise RefusedAlready
