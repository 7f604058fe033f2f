"""What the rules ask of a call that was promised to a member: ours, beside Art. 6(1.1)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CallFacts:
    """Of who sits, until somebody says what came of it."""

    id: UUID
    member_id: UUID
    asked_on: date
    call_by: date
