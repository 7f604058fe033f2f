"""Letters of the centre: a question, recommended services, to a superior: 14(3.2), 17(4), 19."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from core.clock import local_day
from core.i18n import N_, Translator
from documents.form import FormPart, LetterPaper, SignedBy
from models.case import Case
from portal import papers
from portal.form_parts import asked
from portal.institutions import institution
from portal.papers import Printing
from queries.after_eighteen import LetterLine
from queries.inquiries import InquiryLine
from queries.report_file import ReportLine

MANAGER: Final = N_("Case manager")
REQUEST: Final = N_("Request for information")
SERVICES: Final = N_("Recommendation of services")
SUPERIOR: Final = N_("Notice to the superior")
NOTIFIES: Final = N_(
    "The case manager notifies the superior when a member named in the plan does not cooperate:"
)
PRIVATE: Final = N_(
    "What you send us is handled as private, and only whoever must know it reads it: %(law)s."
)
MISSING: Final = (
    N_(
        "%(member)s, who sits at the roundtable for %(institution)s, was asked for a written"
        " report on case %(case)s. It has not arrived, although it was asked for again. Please see"
        " to it that it is written."
    ),
    N_(
        "%(member)s, who sits at the roundtable for %(institution)s, was asked for information on"
        " case %(case)s. No answer has come, although it was asked for again. Please see to it that"
        " one is given."
    ),
    N_(
        "%(member)s, who sits at the roundtable for %(institution)s, answers for action %(number)s"
        " of the plan in case %(case)s. Its day has passed, and it was asked for. Please see to it"
        " that it is carried out."
    ),
)
"""Of a report, an inquiry, an action: the words of the mail, which say nothing of the case."""


def question(by: Printing, say: Translator, case: Case, line: InquiryLine | None) -> LetterPaper:
    """To whoever is no member, or to one: Art. 14(3.1), 19; empty, to be written by hand."""
    row = line.row if line else None
    opening = N_("In case %(case)s we ask you for the following information:")
    law = N_("The Roundtable cooperates with all relevant institutions and organisations: %(law)s.")
    of_member = N_("The case manager asks the members for information and reports: %(law)s.")
    to = _asked_of(say, line) if line else []
    basis = (of_member, "14(3.1)") if row and row.member else (law, "19")
    until = line.due_on if line else None
    by_officer = row.asked_by if row else None
    return LetterPaper(
        **_frame(by, say, case, REQUEST, row.number if row else None),
        book=_book(say, (row.letter or "") if row else "", row.asked_on if row else None),
        to=_to(say, to),
        opening=[say.gettext(opening, case=case.number)],
        parts=[FormPart(lines=(row.words or "").splitlines()) if row else FormPart(room=8)],
        closing=[
            _until(say, until),
            say.gettext(basis[0], law=say.article(basis[1])),
            say.gettext(PRIVATE, law=say.article("18(1)")),
        ],
        signs=_signs(say, by_officer.name_at(row.recorded_at), papers.CENTRE)
        if row and by_officer
        else _signs(say, _manager(case)),
    )


def services(by: Printing, say: Translator, case: Case, line: LetterLine | None) -> LetterPaper:
    """To the institution that is to go on after eighteen: Art. 17(4); empty, to be written."""
    row = line.row if line else None
    opening = N_(
        "In case %(case)s the Roundtable recommends the services below, which are still needed"
        " after the age of eighteen: %(law)s."
    )
    answer = N_("Please tell our centre whether you accept, and from which day.")
    frame = _frame(by, say, case, SERVICES, row.number if row else None)
    if line and line.corrected_by:
        number = line.corrected_by[-1]
        gone = say.gettext("Corrected by letter %(number)s in this case", number=number)
        frame["marks"] = (*frame["marks"], gone)
    starts = row.starts_on if row else None
    from_day = [(say.gettext("From which day"), say.day(starts) if starts else "")]
    return LetterPaper(
        **frame,
        book=_book(say, "", row.left_on if row else None),
        to=_to(say, [row.institution or ""] if row else []),
        opening=[say.gettext(opening, case=case.number, law=say.article("17(4)"))],
        parts=[
            asked(
                say,
                N_("Recommended services"),
                lines=(row.services or "").splitlines() if row else (),
                room=0 if row else 8,
            ),
            FormPart(facts=from_day if starts or row is None else ()),
        ],
        closing=[say.gettext(answer)],
        signs=_signs(say, row.recorded_by.name_at(row.recorded_at), papers.CENTRE)
        if row
        else _signs(say, _manager(case)),
    )


def superior(by: Printing, say: Translator, case: Case, line: ReportLine) -> LetterPaper:
    """What was asked, when, and how often again; nothing of the case itself: Art. 14(3.2)."""
    request, who = line.request, line.member.professional
    sent = [each for each in line.services if not each.of_fallen]
    number, on = (sent[-1].number or "", sent[-1].served_on) if sent else ("", None)
    where = institution(say, who.institution)
    kind = MISSING[2 if request.action else 1 if request.inquiry_id else 0]
    told = {"member": who.name, "institution": where, "case": case.number}
    told |= {"number": str(request.action.number)} if request.action else {}
    evidence = list(_evidence(say, line))
    reply = N_("Please tell the case manager what follows.")
    law = f"{say.gettext(NOTIFIES)} {say.gettext(papers.REGULATION)}, {say.article('14(3.2)')}."
    return LetterPaper(
        **_frame(by, say, case, SUPERIOR),
        book=_book(say, number, on),
        to=_to(say, [line.above.name if line.above else "", where]),
        opening=[say.gettext(kind, **told)],
        parts=[asked(say, N_("What was asked, and when"), facts=evidence)],
        closing=[say.gettext(reply), law],
        signs=_signs(say, _manager(case)),
    )


def may_be_told(line: ReportLine, today: date) -> bool:
    """A superior is told of who is named in the plan and silent, or has been: Art. 14(3.2)."""
    if line.has_fallen or not line.in_plan:
        return False
    return bool(line.told) or (line.is_missing and not line.died and today > line.owed_by)


def _evidence(say: Translator, line: ReportLine) -> Iterator[tuple[str, str]]:
    request = line.request
    if request.action and request.action.due_on:
        yield say.gettext("Day in the plan"), say.full_day(request.action.due_on)
    yield say.gettext("Asked"), say.full_day(line.asked_on)
    yield say.gettext("Was due"), say.full_day(line.owed_by)
    for number, each in enumerate(line.reminders, 1):
        name = say.gettext("Reminder %(number)s", number=number)
        if each.counted_at:  # as those that count have
            yield name, say.full_day(local_day(each.counted_at))
    if request.last_chance_on:
        yield say.gettext("Last day"), say.full_day(request.last_chance_on)
    if line.request.received_on:
        yield say.gettext("Came on"), say.full_day(line.request.received_on)


def _asked_of(say: Translator, line: InquiryLine) -> list[str]:
    row = line.row
    if row.member:
        who = row.member.professional
        return [who.name or "", institution(say, who.affiliation)]
    return [row.to_whom or "", row.address or ""]


def _until(say: Translator, day: date | None) -> str:
    if day is None:
        return say.gettext(N_("Please answer our centre by:")) + " ____________________"
    return say.gettext(N_("Please answer our centre by %(day)s."), day=say.full_day(day))


def _to(say: Translator, lines: Sequence[str]) -> list[str]:
    """Whom it is to; free where that is written by hand."""
    return [say.gettext("To:"), *filter(None, lines)]


def _book(say: Translator, number: str, on: date | None) -> list[tuple[str, str]]:
    """The office's own number and the day, as they were entered: decision 0183."""
    said = [(say.gettext("Protocol number"), number)]
    return [*said, (say.gettext("Date"), say.typed_day(on) if on else "")]


def _signs(say: Translator, name: str, role: str = MANAGER) -> list[SignedBy]:
    return [SignedBy([*filter(None, (name,)), say.gettext(role)])]


def _manager(case: Case) -> str:
    return (case.manager.name or "") if case.manager else ""


def _frame(
    by: Printing, say: Translator, case: Case, what: str, number: int | None = None
) -> dict[str, Any]:
    of = (case.number,) if number is None else (case.number, str(number))
    return papers.frame(by, say, case.municipality, say.gettext(what), *of)
