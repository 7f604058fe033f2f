"""What was shown to one member, as the trail has it: paper, version, sections: Art. 18(1), 0191."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from models.case import Case, Member
from models.life import AuditEntry
from models.session import Work
from rules.readers import Item, ReadSection

FILES: Final = {"file opened": "file", "files opened": "attachments"}
"""A file that was read, and the list of them with its small pictures."""
SHOWN: Final = ("agenda", "assessment", "plan", "minutes", "reports", "closing form", "invitation")
ACTS: Final = (
    *(f"{paper} {how}" for paper in SHOWN for how in ("opened", "copy printed")),
    "name shown",
    *FILES,
)
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class ShownLine:
    """Once that something was shown to them, as the trail has it."""

    at: datetime
    paper: str
    as_file: bool
    version: int
    sections: Sequence[Item]
    withheld: Sequence[Item]
    sha256: str = ""
    """Of a file."""


def shown(work: Work, case: Case, member: Member) -> list[ShownLine]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.life_id == case.id, AuditEntry.act.in_(ACTS))
        .where(AuditEntry.detail["member"].astext == str(member.id))
        .order_by(AuditEntry.number.desc())
        .limit(MOST)
    )
    rows = work.session.scalars(query)
    return [_of_entry(each) for each in rows if each.detail.get("sections") != ""]


def _of_entry(entry: AuditEntry) -> ShownLine:
    detail, paper = entry.detail, FILES.get(entry.act)
    sections = read_items(detail.get("sections", ""))
    if paper == "file" and not sections:  # as it was written at first
        sections = [(ReadSection.ATTACHMENT, UUID(detail["paper"]))]
    return ShownLine(
        at=entry.at,
        paper=paper or entry.act.removesuffix(" copy printed").removesuffix(" opened"),
        as_file=entry.act.endswith(" copy printed") or paper == "file",
        version=int(detail.get("version", 0)),
        sections=sections,
        withheld=read_items(detail.get("withheld", "")),
        sha256=detail.get("sha256", "") if paper else "",
    )


def read_items(listed: str) -> list[Item]:
    """The sections of an entry, as `member_papers.listed` wrote them."""
    found: list[Item] = []
    for code in listed.split():
        section, _, whose = code.partition(":")
        found.append((ReadSection(section), UUID(whose) if whose else None))
    return found
