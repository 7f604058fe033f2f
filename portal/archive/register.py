"""Which papers an archive holds, in their order, and which it does not, and why.

A paper that another room adds is one line in `PAPERS`, or its reason in `LEFT_OUT`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from casework.record import files
from casework.record.goal import goal_of
from casework.table.made_papers import PaperOf
from models.plan import Plan
from portal import (
    annex_paper,
    assessment_paper,
    closing_paper,
    declaration_papers,
    plan_paper,
    record_papers,
    review_papers,
    supplement_paper,
)
from portal.archive.of_letters import proof, questions, recommendations, to_superiors
from portal.archive.of_meetings import of_meetings
from portal.archive.sealed import ArchivedPaper, SealedCase, WordsUnder, words_under
from queries import (
    assessment_file,
    closure_file,
    decision_records,
    declarations,
    declared_texts,
    monitoring,
    supplements,
    visits,
    work_form,
)
from queries.plan_file import plans_of, read_plan
from rules.planning import PlanKind


def annex(of: SealedCase) -> Iterator[ArchivedPaper]:
    """With the child's name: the file says everywhere whose it is, and a court has to know."""
    form = work_form.read(of.work, of.case, with_name=True)
    paper = annex_paper.filled(of.by, of.work, of.say, of.case, form)
    version = form.plan.plan.version if form.plan else 0
    yield ArchivedPaper("annex-1", PaperOf("annex 1", version), paper)


def declared(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Of each who signs a text of ours, what they were asked and what they signed: 10(2), 18(2)."""
    found = declarations.for_the_archive(of.work, of.case.life)
    given = declared_texts.papers_of(of.work, of.case.id)
    known = {each.id: each for each in found.with_a_text}
    for number, (who_id, paper_id) in enumerate(sorted(given.items()), 1):
        texts = declared_texts.given(of.work, paper_id)
        paper = declaration_papers.as_given(
            of.by, of.say, of.case.municipality, found, who=known[who_id], texts=texts
        )
        seat = who_id if known[who_id] in found.seated else None
        missing = sum(each.signature is None for each in texts)
        words = WordsUnder(len(texts) - missing, 0, missing)
        what = PaperOf("declaration", len(texts), member_id=seat)
        yield ArchivedPaper(f"declaration-{number}", what, paper, words)


def assessments(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Every version, the manager's and the table's: 12."""
    for each in assessment_file.all_versions(of.work, of.case):
        paper = assessment_paper.assessment(of.by, of.say, of.case, each)
        yield ArchivedPaper(f"assessment-{each.version}", PaperOf("assessment"), paper)


def plans(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Every version, the manager's and the table's."""
    for each in plans_of(of.work, of.case, PlanKind.INITIAL):
        first = plan_paper.initial(of.by, of.say, of.case, each)
        what = PaperOf("initial plan", each.version)
        yield ArchivedPaper(f"initial-plan-{each.version}", what, first)
    for each in plans_of(of.work, of.case):
        file = read_plan(of.work, of.case, each.version)
        if file is not None:
            goal = goal_of(of.work.session, each.id)
            paper = plan_paper.unified(of.by, of.say, of.case, file, goal)
            yield ArchivedPaper(f"plan-{each.version}", PaperOf("plan", each.version), paper)


def monitored(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Each form of the manager's, in the order of their numbers."""
    forms = monitoring.of_case(of.work, of.case).forms
    for each in sorted(forms, key=lambda form: form.number):
        paper = review_papers.monitoring_filled(of.by, of.say, of.case, each)
        yield ArchivedPaper(f"monitoring-{each.number}", PaperOf("monitoring"), paper)


def reviewed(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Each review as the table found it."""
    file = read_plan(of.work, of.case)
    for review, meeting in file.reviews if file else ():
        plan = of.work.session.get_one(Plan, review.plan_id)
        paper = review_papers.review_filled(
            of.by, of.say, of.case, plan=plan, review=review, meeting=meeting
        )
        yield ArchivedPaper(f"meeting-{meeting.number}-review", PaperOf("review"), paper)


def decided(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Each grave decision with what it was weighed against, also one that stands no more."""
    lines = decision_records.of_case(of.work, of.case)
    for each in sorted(lines, key=lambda line: line.row.number):
        paper = record_papers.decision(of.by, of.say, of.case, each)
        yield ArchivedPaper(f"decision-{each.row.number}", PaperOf("decision"), paper)


def visited(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Each visit, in the order of their numbers: 16(2)."""
    lines = visits.of_case(of.work, of.case)
    for each in sorted(lines, key=lambda line: line.row.number):
        paper = record_papers.visit(of.by, of.say, of.case, each)
        yield ArchivedPaper(f"visit-{each.row.number}", PaperOf("visit"), paper)


def closing(of: SealedCase) -> Iterator[ArchivedPaper]:
    file = closure_file.read(of.work, of.case)
    paper = closing_paper.closing(of.by, of.say, of.case, file)
    if paper is not None:
        words = words_under(file.signatures.wanted)
        yield ArchivedPaper("closing-form", closing_paper.which(file), paper, words)


def supplemented(of: SealedCase) -> Iterator[ArchivedPaper]:
    """What was added beside the file since, and who has signed it."""
    lines = supplements.of_case(of.work, of.case)
    brought = files.of_case(of.work.session, of.case.id) if lines else None
    for each in lines:
        attached = brought.of(each.row.id) if brought else ()
        paper = supplement_paper.supplement(of.by, of.say, of.case, each, attached)
        words = WordsUnder(len(each.signatures), 0, len(each.awaited))
        number = each.row.number
        yield ArchivedPaper(f"supplement-{number}", PaperOf("supplement", number), paper, words)


PAPERS: Final[tuple[Callable[[SealedCase], Iterator[ArchivedPaper]], ...]] = (
    annex,
    declared,
    assessments,
    plans,
    of_meetings,
    monitored,
    reviewed,
    decided,
    questions,
    to_superiors,
    visited,
    recommendations,
    closing,
    proof,
    supplemented,
)

LEFT_OUT: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("declaration form", "monitoring form", "review form", "sign-in sheet"),
        "To be filled in or signed by hand: what came back is attached, what follows is on record.",
    ),
    **dict.fromkeys(
        ("empty request", "empty recommendation", "letter to family", "opinion sheet"),
        "Written on by hand, and nothing of it is kept here but what was entered afterwards.",
    ),
    "meeting pack": "Several of these papers in one file.",
    "annual report": "Of a municipality's year, and of no case.",
    "report": "It is among the reports of its meeting.",
    **dict.fromkeys(
        ("preview", "copy", "closing form copy"),
        "A part of a paper that is here whole, as one member reads it.",
    ),
}
"""Kinds of paper that are printed of a case and are in no archive."""
