"""The papers behind a member's link: each opening and handing out is on record: 8(7), 18(1)."""

from dataclasses import replace
from uuid import UUID

from casework.record.readers import reader_of
from identity.access import NotThere
from identity.member_links import Guest
from models.life import Life
from models.session import Work
from queries.reader_copies import (
    INVITATION,
    ReaderCopy,
    Way,
    attached_to,
    files_of,
    paper_on,
    papers_on,
)
from rules.readers import AnotherCopy
from workflow.kinds import case_of
from workflow.life import lock


def note_opened(work: Work, guest: Guest, paper: str, paper_id: UUID) -> None:
    """Every opening of a paper is on the record: Art. 18(1)."""
    life = work.session.get_one(Life, guest.member.life_id)
    work.record(f"{paper} opened", "18(1)", life=life, paper=paper_id, member=guest.member.id)


def papers(work: Work, guest: Guest) -> list[str]:
    """The kinds of papers behind this link of which something is theirs; none at the municipal
    table."""
    case = case_of(work.session, guest.member.life_id)
    if case is None or case.sealed_at is not None:
        return []
    reader = reader_of(work.session, guest.member)
    found = (each.copy_of(guest.member, reader) for each in papers_on(work, Way.of(guest)))
    return [each.kind for each in found if each.given and each.kind != INVITATION]


def opened(work: Work, guest: Guest, kind: str) -> ReaderCopy:
    """One paper behind this link on its page, the opening on record; raises `NotThere`."""
    if kind == INVITATION:
        raise NotThere
    found = read(work, guest, kind)
    life = work.session.get_one(Life, guest.member.life_id)
    work.record(f"{kind} opened", "18(1)", life=life, paper=found.paper.id, **found.on_record())
    return found


def read(work: Work, guest: Guest, kind: str, *, as_file: bool = False) -> ReaderCopy:
    """What is theirs of it now; raises `NotThere` where nothing is."""
    if kind not in files_of(guest.link.purpose):
        raise NotThere
    found = paper_on(work, Way.of(guest), kind, as_file=as_file)
    if found is None:
        raise NotThere
    copy = found.copy_of(guest.member, reader_of(work.session, guest.member))
    if not copy.given:  # a link may still say that nobody meets
        raise NotThere
    if as_file and kind == "reports":  # it names files, which are withheld one by one
        return replace(copy, attached=attached_to(work, copy))
    return copy


def still_theirs(work: Work, guest: Guest, made: ReaderCopy) -> Life:
    """The last question before a file leaves: is it theirs still, section for section, and each
    file that it names. Under the lock of the case, so that who went first is seen: 18(1). Raises
    `NotThere`, `AnotherCopy`."""
    life = lock(work, guest.member.life_id)
    if guest.link.revoked_at is not None:
        raise NotThere
    now = read(work, guest, made.kind, as_file=True)
    theirs = now.given == made.given and now.named == made.named
    if not theirs or now.paper.id != made.paper.id:
        raise AnotherCopy
    return life
