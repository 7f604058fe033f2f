"""What left the centre and what was sent, in an archive: Art. 8(3), 14(3), 17(4), 19."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from casework.table.made_papers import PaperOf
from portal import letter_papers, proof_paper
from portal.archive.sealed import ArchivedPaper, SealedCase
from queries import after_eighteen, inquiries, proof_of_notice, report_file
from queries.proof_of_notice import ProofOfNotice


def questions(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Each question, in the order of their numbers."""
    lines = inquiries.of_case(of.work, of.case)
    for each in sorted(lines, key=lambda line: line.row.number):
        paper = letter_papers.question(of.by, of.say, of.case, each)
        what = PaperOf("request", member_id=each.row.member_id)
        yield ArchivedPaper(f"request-{each.row.number}", what, paper)


def to_superiors(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Each notice that was given, the oldest first; of silence that was none there is no paper."""
    file = report_file.read(of.work, of.case)
    lines = [line for each in file.meetings for line in each.lines]
    told = [each for each in (*lines, *file.actions, *file.inquiries) if each.told]
    for number, each in enumerate(sorted(told, key=lambda line: line.request.id), 1):
        if letter_papers.may_be_told(each, of.by.today):
            paper = letter_papers.superior(of.by, of.say, of.case, each)
            what = PaperOf("notice", member_id=each.member.id)
            yield ArchivedPaper(f"notice-{number}", what, paper)


def recommendations(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Each letter, also one that another corrects."""
    for each in after_eighteen.of_case(of.work, of.case):
        paper = letter_papers.services(of.by, of.say, of.case, each)
        yield ArchivedPaper(f"recommendation-{each.row.number}", PaperOf("recommendation"), paper)


def proof(of: SealedCase) -> Iterator[ArchivedPaper]:
    """What was sent, and what became of it until the archive was made: the page says until when."""
    found = proof_of_notice.of_case(of.work, of.case)
    by = replace(of.by, printed_at=max(of.by.printed_at, *_moments(found)))
    paper = proof_paper.proof(by, of.say, of.case, found)
    yield ArchivedPaper("proof-of-notice", PaperOf("proof of notice"), paper)


def _moments(found: ProofOfNotice) -> Iterable[datetime]:
    lines = [line for each in found.people for line in each.lines]
    lines += [line for _, theirs in found.officers for line in theirs]
    for each in lines:
        known = (each.queued_at, each.accepted_at, each.delivered_at, each.returned_at)
        yield from filter(None, (*known, each.opened_at))
