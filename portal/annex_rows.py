"""What the record holds under the lines of Annex 1, as a paper prints it: Art. 12(4), 20(1)."""

from collections.abc import Iterator, Sequence

from core.i18n import Translator
from documents.paper import Attendant, PaperText, PlanLine, ReviewLines
from models.case import Case
from models.logbook import LogEntry
from models.plan import PlanAction, Progress
from portal import known_words
from portal.assessment_page import NOT_KNOWN, sections
from portal.contact_words import terms
from portal.institutions import institution
from portal.log_words import LOGGED
from portal.papers import CENTRE
from portal.prose import Block, blocks
from portal.words import RISKS, STATUSES, stood_as
from portal.work_form import PERSONAL
from queries.look_again import looks_of
from queries.plan_file import ActionRow, PlanFile
from queries.work_form import Participants, WorkForm


def personal(say: Translator, form: WorkForm) -> Iterator[str]:
    for names in PERSONAL.values():
        held = ((name, form.known[name].held) for name in names if name in form.known)
        yield " / ".join(
            known_words.shown(say, name, fact.value, form.officers) for name, fact in held if fact
        )


def assessed(say: Translator, form: WorkForm) -> list[PaperText]:
    if form.assessed is None:
        return []
    row = form.assessed.row
    version = say.gettext("version %(number)s", number=row.version)
    risk = f"{say.gettext('Level of risk')}: {say.gettext(RISKS[row.risk])}"
    found = [PaperText([f"{version}, {say.day(row.made_on)} · {risk}"])]
    found += [of_block(each) for each in blocks(row.summary)]
    for each in sections(row):
        lines = [line for block in each.words for line in lines_of(block)]
        if each.is_unknown:
            lines.insert(0, say.gettext(NOT_KNOWN))
        if lines:
            found.append(PaperText(lines, say.gettext(each.name)))
    return found


def of_block(block: Block) -> PaperText:
    return PaperText(block.lines, block.heading)


def lines_of(block: Block) -> list[str]:
    return [*filter(None, (block.heading,)), *block.lines]


def served(say: Translator, case: Case, given: Sequence[LogEntry]) -> list[PaperText]:
    before = [PaperText((case.services_before or "").splitlines())] if case.services_before else []
    return [*before, *(PaperText(_entry(say, each)) for each in given)]


def _entry(say: Translator, entry: LogEntry) -> list[str]:
    kind = say.gettext(LOGGED[entry.kind])
    if entry.member:
        seat = entry.member.professional
        doer = ", ".join(filter(None, (seat.name, institution(say, seat.affiliation))))
    else:
        officer = entry.officer
        doer = officer.name_at(entry.recorded_at) if officer else entry.name or ""
    first = ", ".join(filter(None, (kind, say.day(entry.happened_on), doer, entry.place)))
    return [first, *(entry.words or "").splitlines()]


def shared(say: Translator, form: WorkForm) -> list[PaperText]:
    found = []
    for each in form.shared:
        whose = (
            institution(say, each.member.professional.affiliation)
            if each.member
            else say.gettext("Came to the case manager")
        )
        lines = (each.words or "").splitlines()
        if each.source:
            lines.append(say.gettext("Source: %(source)s", source=each.source))
        found.append(PaperText([f"{whose}, {say.day(each.given_on)}:", *lines]))
    return found


def _who(say: Translator, action: PlanAction) -> str:
    if action.member:
        return institution(say, action.member.professional.affiliation)
    return say.gettext(CENTRE) if action.of_centre else ""


def actions(say: Translator, plan: PlanFile) -> list[PlanLine]:
    looks = looks_of(plan)
    with_plan = say.gettext("with the plan, by %(day)s", day=say.day(plan.review_on))

    def look(row: ActionRow) -> str:
        found = looks.get(row.action.id)
        return say.day(found.on) if found else "–" if row.is_over else with_plan

    return [planned(say, row.action, look(row)) for row in plan.rows]


def planned(say: Translator, action: PlanAction, look: str) -> PlanLine:
    contact = f"\n{terms(say, action.contact)}" if action.contact else ""
    return PlanLine(
        f"{action.number}. {action.action}{contact}",
        action.service or "",
        _who(say, action),
        say.day(action.due_on) if action.due_on else "",
        say.gettext(STATUSES[action.status]),
        look,
        action.notes or "",
    )


def reviews(say: Translator, plan: PlanFile) -> list[ReviewLines]:
    return [
        ReviewLines(say.day(review.settled_on), [reviewed(say, each) for each in review.in_order])
        for review, _ in plan.reviews
    ]


def reviewed(say: Translator, each: Progress) -> PlanLine:
    why = f"{say.gettext('Why it is changed')}: {each.reason}" if each.reason else ""
    return PlanLine(
        each.action.action or "",
        each.action.service or "",
        _who(say, each.action),
        say.day(each.action.due_on) if each.action.due_on else "",
        say.gettext(STATUSES[each.status]),
        each.assessment or "",
        "\n".join(filter(None, (each.notes, why))),
    )


def attendants(say: Translator, of: Participants | None) -> list[Attendant]:
    """Who has not signed signs on the paper; whoever refused does not."""
    if of is None:
        return []
    found = []
    for each in of.lines:
        signed = ""
        if each.signature:
            refused, day = say.gettext("refused"), say.day(each.signature.signed_on)
            signed = day if each.is_signed else refused
        where = institution(say, each.institution) if each.institution else say.gettext(CENTRE)
        there = say.gettext("yes") if each.present else say.gettext("no")
        found.append(Attendant(each.name, where, there, signed))
    for other in of.also:
        who, where, as_what = stood_as(say, other)
        found.append(Attendant(who, where or as_what, say.gettext("yes"), "–"))
    return found
