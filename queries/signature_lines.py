"""One person whose word belongs under a paper, and what of it is on record: Art. 10(1), 17(5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from models.meeting import Signature
from queries.seen_on import SeenOn
from rules.signing import SignatureMethod, SignatureRole


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One person whose word belongs under a paper."""

    name: str
    affiliation: str
    role: SignatureRole
    member_id: UUID | None
    """None for the chair, who signs by account."""
    signature: Signature | None
    account_id: UUID | None = None
    """Of the chair."""
    reminded_on: date | None = None
    """When they were last reminded."""
    asked_on: date | None = None
    """When a member was asked, or asked again; who chairs sees a duty, and is asked on no day."""
    is_unasked: bool = False
    """The mail that asks was tried, and no server has taken it."""
    appointed_on: date | None = None
    """Of whoever signs as case manager, where that came after the members were asked."""
    has_left: bool = False
    """Since that meeting, or is recused: they may sign, and nobody waits for it."""
    is_recused: bool = False
    """They declared a conflict of interest since, and are exempt: Art. 10(2), T7."""
    seen_on: Sequence[SeenOn] = ()
    """The pages from paper on which somebody saw it."""

    @property
    def is_signed(self) -> bool:
        return self.signature is not None and not self.is_refused

    @property
    def is_refused(self) -> bool:
        """The refusal and its reason are on record; it is no signature: Art. 10(1), 17(5)."""
        return self.signature is not None and self.signature.method == SignatureMethod.REFUSED

    @property
    def is_waited_for(self) -> bool:
        """Only who was present holds the paper up; the absent acknowledge when they can."""
        return self.signature is None and self.is_wanted

    @property
    def is_wanted(self) -> bool:
        return self.role == SignatureRole.SIGN and not self.has_left
