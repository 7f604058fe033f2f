"""What child and parent think of the closure of a case: Art. 17(2)."""

from dataclasses import dataclass

from rules.basis import Article
from rules.refusals import ProcedureRefused


@dataclass(frozen=True, slots=True)
class Heard:
    """What the child and a parent said on the closure, or why they could not: Art. 17(2)."""

    child: str = ""
    child_reason: str = ""
    child_not_possible: bool = False
    """It was not possible to ask the child; the text asks for no reason."""
    parent: str = ""
    parent_reason: str = ""

    @property
    def child_heard_or_excused(self) -> bool:
        return bool(self.child.strip() or self.child_reason.strip() or self.child_not_possible)

    @property
    def parent_heard_or_excused(self) -> bool:
        """A reason in place of the opinion is a choice of ours: DEFAULTS.PARENT_EXCUSED."""
        return bool(self.parent.strip() or self.parent_reason.strip())


class OpinionsMissing(ProcedureRefused):
    reason = "The opinion of the child and of a parent or guardian is not recorded."
    way_out = "Write down each opinion, or why it could not be asked for."
    basis = Article(17, "2")


class OpinionsAreFixed(ProcedureRefused):
    reason = "The table has closed the case; the opinions stand in the form that is signed."
    way_out = "Whoever finds them wrong says so beside their signature, or does not sign."
    basis = Article(17, "2")


def check_heard(opinions: Heard) -> None:
    """The child is heard when it is possible, a parent or guardian always: Art. 17(2)."""
    if not (opinions.child_heard_or_excused and opinions.parent_heard_or_excused):
        raise OpinionsMissing
