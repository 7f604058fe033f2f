"""Each version of the assessment, the manager's and the table's; no row changes: Art. 12."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, SealedWords, listed
from models.meeting import Meeting
from models.people import Account
from rules.assessment import AssessmentKind, Risk
from rules.assessment_versions import VersionFacts


class Assessment(Base):
    """The manager's initial assessment, then the roundtable's comprehensive one: Art. 12."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("case_id", "version", name="one_assessment_per_version"),
        listed("kind", AssessmentKind),
        listed("risk", Risk),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[AssessmentKind] = mapped_column(EnumText(AssessmentKind))
    version: Mapped[int] = mapped_column(default=1)
    """Its place in the case, in the order in which they were written down; `facts` has the rest."""
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    made_on: Mapped[date]
    """The day on which it was made, whenever it is typed."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    """Who wrote it down."""
    risk: Mapped[Risk] = mapped_column(EnumText(Risk))
    summary = Sealed(str)
    safety = Sealed(str)
    """Art. 12(3) 3.1."""
    needs = Sealed(str)
    """Art. 12(3) 3.2."""
    education = Sealed(str)
    """Art. 12(3) 3.3."""
    care = Sealed(str)
    """Art. 12(3) 3.4."""
    inclusion = Sealed(str)
    """Art. 12(3) 3.5."""
    age = Sealed(str)
    """Annex 1: the needs by the child's age; as the next three, empty where nobody says."""
    health = Sealed(str)
    development = Sealed(str)
    participation = Sealed(str)
    """How child and family take part."""
    basis = Sealed(str)
    """What it was based on, in the words of whoever wrote it."""
    why = Sealed(str)
    """Why it is written in the place of one of the same day that was in use; else empty."""
    unknown = SealedWords()
    """The sections of which it is said that it is not known."""
    worse = SealedWords()
    """The indicators that the table found worse than before: Art. 14(4); none where nobody says."""
    recorded_by: Mapped[Account] = relationship()
    meeting: Mapped[Meeting | None] = relationship()

    @property
    def facts(self) -> VersionFacts:
        return VersionFacts(
            self.id, self.version, self.kind, self.made_on, self.recorded_at, self.meeting_id
        )
