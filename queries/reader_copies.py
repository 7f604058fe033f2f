"""The papers of a table as one member is handed them: what is theirs now, and nothing else.

Page, PDF, bundle and the officer's look at them before are made of the same copies: Art. 8(7),
10(2), 13(3), 18(1), decision 0191.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.record import files
from casework.record.files import AttachedFile
from casework.record.readers import reader_of
from casework.record.table import last_held, minutes_of, plan_in_force
from identity.access import NotThere
from identity.member_links import Guest
from models.assessment import Assessment
from models.case import Member
from models.meeting import Meeting, Minutes
from models.people import LinkPurpose
from models.plan import Plan, PlanAction, ReportRequest
from models.session import Work
from queries import decision_records
from queries.decision_records import RecordLine
from rules.assessment import AssessmentKind
from rules.planning import PlanKind
from rules.readers import OF_ASSESSMENT, Item, ReadSection, SectionReader, may_read

Paper = Assessment | Plan | Minutes | Meeting

PAPERS: Final[Mapping[LinkPurpose, Sequence[str]]] = {
    LinkPurpose.READ: ("assessment", "plan", "minutes", "reports"),  # Art. 8(7), 8(9)
    LinkPurpose.REPORT: ("plan", "minutes"),
    LinkPurpose.PLAN: ("plan",),  # Art. 13(3)
    LinkPurpose.MINUTES: ("minutes",),  # Art. 10(1)
    LinkPurpose.SIGN: ("minutes",),
}
"""Which papers a link opens, by its purpose."""
INVITATION: Final = "invitation"
"""Its page is that of the meeting; as a file it is one of the papers: Art. 8(3)."""


@dataclass(frozen=True, slots=True)
class Way:
    """By which way somebody comes to the papers of a table."""

    life_id: UUID
    purpose: LinkPurpose
    subject_id: UUID | None

    @classmethod
    def of(cls, guest: Guest) -> "Way":
        return cls(guest.member.life_id, guest.link.purpose, guest.link.subject_id)


@dataclass(frozen=True, slots=True)
class TablePaper:
    """One paper of it, whole, with the sections that it has."""

    kind: str
    paper: Paper
    items: frozenset[Item]
    said: Sequence[ReportRequest] = ()
    decided: Sequence[RecordLine] = ()

    def copy_of(self, member: Member, reader: SectionReader) -> "ReaderCopy":
        """What this member has of it."""
        given = frozenset(each for each in self.items if may_read(reader, *each))
        return ReaderCopy(
            kind=self.kind,
            paper=self.paper,
            member=member,
            given=given,
            withheld=self.items - given,
            said=[each for each in self.said if (ReadSection.REPORT, each.member_id) in given],
            decided=self.decided if (ReadSection.WEIGHED, None) in given else (),
        )


@dataclass(frozen=True, slots=True)
class ReaderCopy:
    """One paper with the sections that its reader has of it."""

    kind: str
    paper: Paper
    member: Member
    given: frozenset[Item]
    withheld: frozenset[Item]
    said: Sequence[ReportRequest] = ()
    """The reports that they read."""
    decided: Sequence[RecordLine] = ()
    """Of a draft, what was decided and weighed."""
    attached: Mapping[UUID, Sequence[AttachedFile]] | None = None
    """Of a file: what goes with these reports and is theirs to read, by report: Art. 8(9)."""

    @property
    def named(self) -> frozenset[UUID]:
        """The files that it names."""
        return frozenset(each.id for some in (self.attached or {}).values() for each in some)

    def has(self, section: str, whose: UUID | None = None) -> bool:
        return (ReadSection(section), whose) in self.given

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(section.part for section, _ in self.given)

    @property
    def actions(self) -> Sequence[PlanAction]:
        """Of a plan, in its order and with its numbers."""
        assert isinstance(self.paper, Plan)
        return [each for each in self.paper.actions if self.has("plan.actions", each.member_id)]

    @property
    def version(self) -> int:
        return self.paper.version if isinstance(self.paper, Assessment | Plan) else 0

    def on_record(self) -> dict[str, Any]:
        """What the trail says of it: to whom, which version, which sections, what was withheld."""
        kept = {"withheld": listed(self.withheld)} if self.withheld else {}
        version = {"version": self.version} if self.version else {}
        told = {"member": self.member.id, "sections": listed(self.given)}
        return told | version | kept


def listed(items: Iterable[Item]) -> str:
    """Codes and ids, and no words: as an entry of the trail holds them."""
    return " ".join(
        sorted(f"{section.value}:{whose}" if whose else section.value for section, whose in items)
    )


def papers_on(work: Work, way: Way, *, as_file: bool = False) -> list[TablePaper]:
    """All that this way leads to and that is there, for whoever may read of it what."""
    found = (paper_on(work, way, kind, as_file=as_file) for kind in files_of(way.purpose))
    return [each for each in found if each is not None]


def reader_to_be(work: Work, member: Member) -> SectionReader:
    """Of who sits and has not declared, as it will be once they have: 18(2)."""
    reader = reader_of(work.session, member)
    return replace(reader, has_signed=True) if member.sits else reader


def files_of(purpose: LinkPurpose) -> Sequence[str]:
    kinds = PAPERS.get(purpose, ())
    return (INVITATION, *kinds) if purpose == LinkPurpose.READ else kinds


def paper_on(work: Work, way: Way, kind: str, *, as_file: bool = False) -> TablePaper | None:
    """What decisions were weighed against stands beside the draft on its page, and in no file."""
    paper = _paper(work, way, kind)
    if paper is None:
        return None
    said = reports_for(work, paper) if isinstance(paper, Meeting) and kind == "reports" else ()
    decided: Sequence[RecordLine] = ()
    if isinstance(paper, Minutes) and not as_file:
        decided = decision_records.of_meeting(work, paper.meeting_id)
    items = frozenset(_items(paper, kind, said, weighed=bool(decided)))
    return TablePaper(kind, paper, items, said, decided)


def _items(
    paper: Paper, kind: str, said: Sequence[ReportRequest], *, weighed: bool
) -> Iterable[Item]:
    """The sections that this paper has."""
    if isinstance(paper, Assessment):
        yield from (
            (each, None) for each in (ReadSection.RISK, ReadSection.SUMMARY, *OF_ASSESSMENT)
        )
    elif isinstance(paper, Plan):
        yield ReadSection.GOAL, None
        yield from ((ReadSection.ACTIONS, each.member_id) for each in paper.actions)
    elif isinstance(paper, Minutes):
        yield ReadSection.MINUTES, None
        if weighed:
            yield ReadSection.WEIGHED, None
    elif kind == INVITATION:
        yield ReadSection.INVITATION, None
    else:
        yield from ((ReadSection.REPORT, each.member_id) for each in said)


def _paper(work: Work, way: Way, kind: str) -> Paper | None:
    life_id = way.life_id
    if kind == "assessment":
        return assessment_in_use(work, life_id)
    if kind in {"reports", INVITATION}:
        meeting = work.session.get(Meeting, way.subject_id) if way.subject_id else None
        return meeting if meeting and meeting.life_id == life_id else None
    if kind == "plan":
        if way.purpose == LinkPurpose.PLAN:
            plan = work.session.get(Plan, way.subject_id)
            return plan if plan and plan.case_id == life_id else None
        unified = plan_in_force(work.session, life_id)
        return unified or plan_in_force(work.session, life_id, PlanKind.INITIAL)
    if way.purpose in {LinkPurpose.MINUTES, LinkPurpose.SIGN}:
        return minutes_behind(work, way)
    return _last_minutes(work, life_id)


def minutes_behind(work: Work, way: Way) -> Minutes:
    """Those that a link to approve or to sign leads to; raises `NotThere`."""
    paper = work.session.get(Minutes, way.subject_id)
    if paper is None or paper.meeting.life_id != way.life_id:
        raise NotThere
    return paper


def reports_for(work: Work, meeting: Meeting) -> Sequence[ReportRequest]:
    """What the members reported for a meeting: Art. 8(9)."""
    query = (
        select(ReportRequest)
        .where(ReportRequest.meeting_id == meeting.id, ReportRequest.received_at.is_not(None))
        .options(joinedload(ReportRequest.member).joinedload(Member.professional))
        .order_by(ReportRequest.received_on, ReportRequest.id)
    )
    return work.session.scalars(query).all()


def attached_to(work: Work, copy: "ReaderCopy") -> Mapping[UUID, Sequence[AttachedFile]]:
    """The files that go with the reports of which this reader has a copy, by report: 8(9)."""
    if copy.attached is not None:
        return copy.attached
    assert isinstance(copy.paper, Meeting)
    brought = files.of_case(work.session, copy.member.life_id, handed_in=True)
    given = brought.to_read(reader_to_be(work, copy.member), copy.paper.id).given
    return {each.id: [f for f in given if f.original.subject_id == each.id] for each in copy.said}


def assessment_in_use(work: Work, case_id: UUID) -> Assessment | None:
    """As `rules.assessment_versions` has it: Art. 8(7), 12."""
    query = select(Assessment).where(Assessment.case_id == case_id)
    comprehensive = Assessment.kind == AssessmentKind.COMPREHENSIVE
    newest = (comprehensive.desc(), Assessment.made_on.desc(), Assessment.version.desc())
    return work.session.scalars(query.order_by(*newest).limit(1)).first()


def _last_minutes(work: Work, case_id: UUID) -> Minutes | None:
    """The minutes of the last meeting, once they were sent: Art. 10(1)."""
    held = last_held(work.session, case_id)
    sent = [each for each in minutes_of(work.session, case_id) if each.sent_at is not None]
    return next((each for each in sent if held and each.meeting_id == held.id), None)
