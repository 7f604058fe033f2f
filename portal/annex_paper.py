"""Annex 1 as a paper: the words of the gazette, and what the record holds of each: Art. 20(1)."""

from collections.abc import Mapping, Sequence
from typing import Final

from casework.record.table import sitting
from core.i18n import N_, Translator
from documents.annex_1 import ROWS, Annex1
from models.annex_wording import AnnexWording
from models.case import Case
from models.session import Work
from portal import annex_rows, goal_forms, papers
from portal.annex_lines import lines_shown
from portal.papers import Printing
from queries import annex_wording
from queries.work_form import WorkForm
from rules.annex_english import ENGLISH
from rules.annex_wording import Officially, how_officially

ANNEX: Final = N_("Annex 1")


def blank(by: Printing, work: Work, say: Translator) -> Annex1:
    """To be filled in by hand."""
    words, marks = _words(work, say)
    what = f"{say.gettext(ANNEX)} · {say.gettext(papers.REGULATION)}"
    return Annex1(
        language=say.language,
        title=say.gettext(ANNEX),
        made_on=by.today,
        marks=marks,
        foot=(what,),
        hand=True,
        words=words,
        joined=_joined(say, words),
    )


def filled(by: Printing, work: Work, say: Translator, case: Case, form: WorkForm) -> Annex1:
    """As the record stands; a line of which nobody has said anything is empty."""
    words, marks = _words(work, say)
    annex = f"{say.gettext(ANNEX)} · {case.number}"
    from_record = N_("Filled in from the record. What nobody has stated yet is left empty.")
    closure = form.closure if form.closure and form.closure.decided_on else None
    open_closing = form.closure is not None and closure is None
    undecided = N_("Closing is proposed, and the table has not decided.")
    return Annex1(
        language=say.language,
        title=annex,
        made_on=by.today,
        letterhead=papers.letterhead(say, case.municipality, by.today),
        marks=(*marks, say.gettext(from_record)),
        foot=papers.foot(by, say, f"{annex} · {say.gettext(papers.REGULATION)}"),
        words=words,
        joined=_joined(say, words),
        head=_head(by, say, case, form),
        ticked=form.ticked,
        personal=[
            form.name or say.gettext("not shown on this sheet"),
            *annex_rows.personal(say, form),
        ],
        assessed=annex_rows.assessed(say, form),
        served=annex_rows.served(say, case, form.given),
        shared=annex_rows.shared(say, form),
        criteria=[each[1:] for each in goal_forms.shown(say, form.goal)] if form.goal else (),
        goal=(form.plan.plan.goal or "").splitlines() if form.plan else (),
        actions=annex_rows.actions(say, form.plan) if form.plan else (),
        of_the_plan=annex_rows.attendants(say, form.of_the_plan),
        reviews=annex_rows.reviews(say, form.plan) if form.plan else (),
        holds=closure.ground if closure else "",
        in_words=(closure.ground_detail or "") if closure else "",
        undecided=say.gettext(undecided) if open_closing else "",
        of_the_closing=annex_rows.attendants(say, form.of_the_closing),
        seats=max(ROWS, len(sitting(work.session, case.id)) + 1),  # and who chairs
    )


def _words(work: Work, say: Translator) -> tuple[dict[str, str], tuple[str, ...]]:
    """The gazette's, and whose they are where they are not the deciding ones."""
    decides = say.gettext("The Albanian text decides.")
    if say.language == "en":
        return dict(ENGLISH), (decides,)
    if say.language == "sq":
        return lines_shown(say, {}), ()
    held = annex_wording.in_force(annex_wording.entered(work))
    return lines_shown(say, annex_wording.words_of(held)), (_official(say, held), decides)


def _official(say: Translator, held: Mapping[str, AnnexWording]) -> str:
    how = how_officially(held)
    if how is Officially.NOT_AT_ALL:
        return say.gettext(N_("Unofficial translation of ours."))
    said = (
        N_(
            "Lines marked as our translation are unofficial; the others are in the official"
            " Serbian words:"
        )
        if how is Officially.IN_PART
        else N_("In the official Serbian words:")
    )
    gazettes = (
        say.gettext(
            "Official Gazette no. %(number)s of %(day)s", number=number, day=say.typed_day(on)
        )
        for number, on in annex_wording.gazettes(held)
    )
    return f"{say.gettext(said)} {'; '.join(gazettes)}."


def _joined(say: Translator, words: dict[str, str]) -> str:
    """The criteria as the Annex has them: in one sentence."""
    *most, last = (words[f"G1.{number}"] for number in range(1, 8))
    return say.gettext(N_("%(most)s and %(last)s"), most=", ".join(most), last=last)


def _head(by: Printing, say: Translator, case: Case, form: WorkForm) -> Sequence[str]:
    row = form.assessed.row if form.assessed else None
    return (
        case.number,
        "; ".join(say.day(each.met_on) for each in form.met),
        case.municipality.name(say.language, row.made_on if row else by.today),
        (case.manager.name or "") if case.manager else "",
        case.referrer or "",
    )
