"""A monitoring visit and a grave decision as papers, empty and on record: Art. 12(3), 16(2)."""

from collections.abc import Iterator
from typing import Any, Final

from core.i18n import N_, Translator, capital
from documents.form import FormPaper, FormPart, SignedBy
from models.case import Case
from models.decision_record import DecisionOption
from models.people import Municipality
from portal import papers
from portal.decision_words import DECIDED, DISSENTED
from portal.form_parts import asked, choices, free, table, written
from portal.papers import Printing
from queries.decision_records import RecordLine
from queries.visits import FollowUpLine, VisitLine
from rules.visits import Followed

VISIT: Final = N_("Record of a monitoring visit")
DECISION: Final = N_("Record of a decision and its alternatives")
FOUND: Final = N_("What it found")
FOLLOWS: Final = N_("What is to follow")
LOOKED_AT: Final = N_("How child and family are, and how the plan is carried out.")
FOLLOW_HEADS: Final = (FOLLOWS, N_("Until"), N_("What became of it"))
BECAME: Final = {Followed.DONE: N_("done"), Followed.NOT_DONE: N_("not done")}
WEIGHED: Final = (N_("Safety"), N_("Attachment"), N_("Daily life"))


def visit_blank(by: Printing, say: Translator, place: Municipality | None) -> FormPaper:
    """To be filled in where the visit is made: Art. 16(2)."""
    follows = table(say, FOLLOW_HEADS, (3, 1, 1.6), room=3)
    return FormPaper(
        **papers.blank_frame(by, say, place, say.gettext(VISIT)),
        facts=free(say, N_("Case"), N_("Day"), N_("Who made the visit"), N_("Who was met")),
        parts=[
            asked(say, FOUND, "16(2)", hint=say.gettext(LOOKED_AT), room=12),
            asked(say, FOLLOWS, table=follows),
        ],
        signs=[SignedBy([say.gettext(N_("Who made the visit"))])],
    )


def visit(by: Printing, say: Translator, case: Case, line: VisitLine) -> FormPaper:
    """As it is on record, with what became of what was to follow."""
    row = line.row
    number = say.gettext("Visit %(number)s", number=row.number)
    frame = papers.frame(by, say, case.municipality, say.gettext(VISIT), case.number, number)
    if line.corrects:
        of = say.gettext("corrects visit %(number)s", number=line.corrects)
        frame["marks"] = (*frame["marks"], capital(of))
    if line.corrected_by:
        of = say.gettext("corrected by visit %(number)s", number=line.corrected_by[-1])
        frame["marks"] = (*frame["marks"], capital(of))
    rows = [_followed(say, each) for each in line.follow_ups]
    follows = table(say, FOLLOW_HEADS, (3, 1, 1.6), rows)
    none = [] if rows else [say.gettext("Nothing is to follow.")]
    return FormPaper(
        **frame,
        facts=[
            (say.gettext("Case"), case.number),
            (say.gettext("Day"), say.day(row.visited_on)),
            (say.gettext("Who made the visit"), row.who or ""),
            (say.gettext("Entered by"), row.recorded_by.name_at(row.recorded_at)),
        ],
        parts=[
            written(say, FOUND, row.findings, "16(2)"),
            asked(say, FOLLOWS, lines=none, table=follows if rows else None),
        ],
    )


def _followed(say: Translator, each: FollowUpLine) -> tuple[str, str, str]:
    said = []
    for word in each.row.said:
        became = f"{capital(say.gettext(BECAME[word.became]))}, {say.day(word.said_on)}"
        said.append(": ".join(filter(None, (became, word.words))))
    until = say.day(each.row.until_on) if each.row.until_on else ""
    return f"{each.row.number}. {each.row.words}", until, "\n".join(said)


def decision_blank(by: Printing, say: Translator, place: Municipality | None) -> FormPaper:
    """To be filled in by whoever decides; that it is written down is ours: decision 0123."""
    frame = papers.blank_frame(by, say, place, say.gettext(DECISION))
    heads = (N_("What could be done"), *WEIGHED)
    options = table(say, heads, (1.4, 1.2, 1.2, 1.2), room=3)
    weighing = N_("At least two, one of which may be that everything stays as it is.")
    return FormPaper(
        **frame,
        facts=free(say, N_("Case"), N_("Decided"), N_("By whom")),
        parts=[
            asked(say, N_("What was decided?"), boxes=choices(say, DECIDED)),
            asked(say, N_("What it rests on"), room=3),
            asked(
                say,
                N_("What each option would do to the child"),
                hint=say.gettext(weighing),
                table=options,
            ),
            asked(say, N_("Why this one"), room=3),
            asked(say, N_("What the child thinks of it"), room=2),
            asked(say, N_("Who was against it"), boxes=choices(say, DISSENTED), room=1),
        ],
        signs=[SignedBy([say.gettext(N_("Who decided"))])],
    )


def decision(by: Printing, say: Translator, case: Case, line: RecordLine) -> FormPaper:
    """As it was weighed; one that does not stand says so."""
    row = line.row
    number = say.gettext("Decision %(number)s", number=row.number)
    frame: dict[str, Any] = papers.frame(
        by, say, case.municipality, say.gettext(DECISION), case.number, number
    )
    frame["marks"] = (*frame["marks"], *_stands(say, line))
    against = capital(say.gettext(DISSENTED[row.dissented]))
    view = row.view or f"{say.gettext('The child was not asked:')} {row.not_asked}"
    return FormPaper(
        **frame,
        facts=[
            (say.gettext("Case"), case.number),
            (
                say.gettext(N_("Subject of the decision")),
                capital(say.gettext(DECIDED[row.subject])),
            ),
            (say.gettext("Decided"), say.day(row.decided_on)),
            (say.gettext("By whom"), _by(say, line)),
            (say.gettext("Entered by"), row.recorded_by.name_at(row.recorded_at)),
        ],
        parts=[
            written(say, N_("What it rests on"), row.rests_on),
            _option(say, N_("Chosen"), line.chosen),
            written(say, N_("Why this one"), row.why),
            *(_option(say, N_("Not chosen"), each) for each in line.others),
            written(say, N_("What the child thinks of it"), view),
            written(say, N_("Who was against it"), ": ".join(filter(None, (against, row.dissent)))),
        ],
    )


def _stands(say: Translator, line: RecordLine) -> Iterator[str]:
    row = line.row
    if line.corrects:
        corrects = say.gettext("corrects record %(number)s", number=line.corrects)
        yield f"{capital(corrects)}: {row.reason}"
    if line.corrected_in:
        gone = say.gettext("corrected by record %(number)s", number=line.corrected_in[1])
        yield capital(gone)
    if row.taken_back:
        day = say.day(row.taken_back.taken_back_at)
        yield say.gettext("Taken back on %(day)s: %(reason)s", day=day, reason=row.taken_back.why)
    if line.stands and not line.rests:
        yield say.gettext(
            "Its meeting is no longer on record as held, so that this record does not count."
        )


def _by(say: Translator, line: RecordLine) -> str:
    met, who = line.row.meeting, line.row.by_whom or ""
    if met is None:
        return who
    table = say.gettext("the table, in a meeting that is no longer on record as held")
    if met.held_at:
        words = "the table, meeting %(number)s of %(day)s"
        table = say.gettext(words, number=met.number, day=say.day(met.met_on))
    return "; ".join(filter(None, (table, who)))


def _option(say: Translator, how: str, each: DecisionOption) -> FormPart:
    told = zip(WEIGHED, (each.safety, each.attachment, each.daily_life), strict=True)
    facts = [(say.gettext(name), words or "") for name, words in told]
    return FormPart(heading=f"{say.gettext(how)}: {each.name}", facts=facts)
