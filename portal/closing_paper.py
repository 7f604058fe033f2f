"""The closing form as a paper: every part of the text that is laid for signature: Art. 17(5)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from casework.record.closing_words import (
    Acceptance,
    FoundAge,
    Gone,
    RanOnPaper,
    SaidOpinion,
    SentLetter,
)
from casework.table.made_papers import LaidText, PaperOf
from casework.table.signing import ClosingForm
from core.i18n import N_, Translator, capital
from documents.closing import ClosingPaper
from documents.paper import Attendant, PaperText
from models.case import Case
from portal import papers
from portal.annex_rows import of_block
from portal.institutions import institution
from portal.minutes_paper import HEADS, NotAsLaid, word_of
from portal.paper_words import SECTIONS
from portal.papers import Printing
from portal.prose import blocks
from portal.words import DEPARTURES, GROUNDS, OUTCOMES, RELATIONS, stood_as
from queries.closure_file import ClosureFile
from queries.signed_otherwise import SignedOtherwise
from rules.after_eighteen import LetterSentBy
from rules.grounds import Ground
from rules.opinions import Hearing

SENT_BY: Final[Mapping[str, str]] = {
    LetterSentBy.HAND: N_("handed over"),
    LetterSentBy.POST: N_("by post"),
    LetterSentBy.MAIL: N_("by electronic mail"),
    LetterSentBy.NOT_STATED: N_("how it went is not known"),
}
BEYOND: Final = N_("Art. 17(3) lists no such ground")


def closing(by: Printing, say: Translator, case: Case, file: ClosureFile) -> ClosingPaper | None:
    """None before the table has decided: there is nothing to sign."""
    if file.form is None:
        return None
    if not file.form.as_laid:
        raise NotAsLaid
    form, what = file.form.words, say.gettext("Closing form")
    kept = say.gettext("The text does not change any more. Its fingerprint:")
    return ClosingPaper(
        **papers.frame(by, say, case.municipality, what, case.number, on=form.decided_on),
        facts=list(_facts(say, form)),
        texts=[*_texts(say, form), *_otherwise(say, file.otherwise)],
        people_heading=say.gettext("Participants"),
        heads=[say.gettext(each) for each in HEADS],
        people=list(_people(say, file, form)),
        fingerprint=papers.beside_signatures(
            say, f"{kept} {file.form.digest.hex()}", file.signatures
        ),
    )


def which(file: ClosureFile) -> PaperOf:
    """The very text that is signed on it; asked of a form that is laid."""
    assert file.closure is not None
    assert file.form is not None
    laid = LaidText(file.closure.id, file.form.digest)
    return PaperOf("closing form", file.form.words.version, laid=laid)


def _happened(say: Translator, on: date, entered: date | None) -> str:
    day = say.day(on)
    if entered is None or entered == on:
        return day
    return f"{day}, {say.gettext('entered on %(day)s', day=say.day(entered))}"


def _facts(say: Translator, form: ClosingForm) -> Iterator[tuple[str, str]]:
    ground = say.gettext(GROUNDS[form.ground])
    if form.ground == Ground.OTHER:
        ground = f"{ground}\n{say.gettext(BEYOND)}"
    proposed = _happened(say, form.proposed_on, form.proposal_entered_on)
    approved = _happened(say, form.approved_on, form.approval_entered_on)
    for name, value in (
        (say.gettext("Case"), form.case),
        (say.gettext("Ground"), ground),
        (say.gettext("More"), form.detail),
        (say.gettext("Best interest of the child"), form.best_interest),
        (say.gettext("Accepted by the other centre"), _accepted(say, form.acceptance)),
        (say.gettext("Age"), _age(say, form.age)),
        (say.gettext("Proposed"), f"{proposed}, {form.proposed_by}"),
        (say.gettext("Approved by the head"), f"{approved}, {form.approved_by}"),
        (say.gettext("The head's note"), form.head_note),
        (say.gettext("Meeting"), say.day(form.met_on)),
        (say.gettext("Chair"), form.chair),
        (say.gettext("Decided"), _happened(say, form.decided_on, form.decision_recorded_on)),
    ):
        if value:
            yield name, value


def _accepted(say: Translator, of: Acceptance | None) -> str:
    if of is None:
        return ""
    letter = say.gettext("letter %(number)s", number=of.letter)
    words = "entered by the centre of origin: %(name)s, %(day)s"
    entered = say.gettext(words, name=of.entered_by, day=say.day(of.entered_on))
    return f"{of.by}, {say.day(of.on)}, {letter}\n{entered}"


def _age(say: Translator, of: FoundAge | None) -> str:
    if of is None:
        return ""
    born = say.gettext("born on %(day)s", day=say.day(of.born_on))
    found = say.gettext("found by the table on %(day)s", day=say.day(of.found_on))
    late = _happened(say, of.found_on, of.recorded_on).partition(", ")[2]
    return f"{born}: {of.source}\n{', '.join(filter(None, (found, late)))}"


def _texts(say: Translator, form: ClosingForm) -> Iterator[PaperText]:
    if form.on_paper:
        yield PaperText(list(_on_paper(say, form.on_paper)))
    yield PaperText((), say.gettext("Assessment of the case manager"))
    yield from (of_block(each) for each in blocks(form.assessment))
    day = f" {say.day(form.died_on)}" if form.died_on else ""
    died = [f"{say.gettext('The child has died.')}{day}"] if form.died else []
    yield PaperText(died, say.gettext("What the child and the parents think"))
    yield from (PaperText(list(_opinion(say, each))) for each in form.opinions)
    if form.after_eighteen or form.needs_services is not None or form.services_unsaid:
        services = [_services(say, form)]
        yield PaperText(services, say.gettext("Services recommended after eighteen"))
    if form.letters:
        letters = [_letter(say, each) for each in form.letters]
        yield PaperText(letters, say.gettext("Letters with recommended services"))
    if form.gone:
        gone = [_gone(say, each) for each in form.gone]
        yield PaperText(gone, say.gettext("Took part before, and cannot sign"))


def _on_paper(say: Translator, of: RanOnPaper) -> Iterator[str]:
    yield say.gettext("This case ran on paper until it was taken over")
    lies = say.gettext("The paper file lies: %(place)s.", place=of.lies)
    unknown = say.gettext("Where the paper file lies is not known.")
    since = say.gettext("It runs here since %(day)s.", day=say.day(of.until))
    yield f"{since} {lies if of.lies else unknown}"
    if of.unknown:
        parts = (
            f"{say.gettext(SECTIONS[each.section])} ({each.words})"
            if each.words
            else say.gettext(SECTIONS[each.section])
            for each in of.unknown
        )
        yield f"{say.gettext('Not known, or not all of it:')} {'; '.join(parts)}."


def _opinion(say: Translator, of: SaidOpinion) -> Iterator[str]:
    who = capital(say.gettext(RELATIONS[of.relation]))
    if of.outcome == Hearing.SAID:
        yield f"{who}: “{of.words}”"
    else:
        why = of.words or say.gettext("why is not stated")
        yield f"{who}: {say.gettext(OUTCOMES[of.outcome])}: {why}"
    by = say.gettext("asked by %(who)s", who=of.asked_by)
    asked = by if of.asked_by else say.gettext("who asked is not stated")
    yield f"{_happened(say, of.asked_on, of.recorded_on)} · {asked}"


def _services(say: Translator, form: ClosingForm) -> str:
    words = form.after_eighteen or ""
    if form.services_unsaid:
        said = f"{say.gettext('Nobody had said it by that day')}."
    elif form.needs_services is False:
        said = say.gettext("No services are needed.")
    else:
        said = "" if words else say.gettext("Services are needed; a letter says which.")
    return f"{said} {words}".strip()


def _letter(say: Translator, of: SentLetter) -> str:
    left = _happened(say, of.left_on, of.recorded_on)
    found = [f"{left}, {of.institution}, {say.gettext(SENT_BY[of.sent_by])}"]
    if of.starts_on:
        found.append(f"{say.gettext('From which day')}: {say.day(of.starts_on)}")
    return f"{' · '.join(found)}: {of.services}"


def _gone(say: Translator, of: Gone) -> str:
    who = ", ".join(filter(None, (of.name, institution(say, of.affiliation))))
    left = say.gettext("recused")
    if of.left_as and of.left_on:
        left = f"{_happened(say, of.left_on, of.entered_on)}: {say.gettext(DEPARTURES[of.left_as])}"
        left = f"{left}. {of.reason}" if of.reason else left
    if of.successor:
        left = f"{left}. {say.gettext('In their place: %(name)s', name=of.successor)}"
        if of.taken_on:
            since = say.gettext("since %(day)s", day=say.day(of.taken_on))
            left = f"{left}, {since}{_entered(say, of.taken_entered_on)}"
    return f"{who}: {left}"


def _entered(say: Translator, on: date | None) -> str:
    return f" ({say.gettext('entered on %(day)s', day=say.day(on))})" if on else ""


def _otherwise(say: Translator, of: SignedOtherwise) -> Iterator[PaperText]:
    """What the record says otherwise by now: it stands beside the form, and is not signed."""
    found = []
    if of.decided_on:
        day = say.day(of.decided_on)
        found.append(say.gettext("The table closed the case on %(day)s", day=day))
        found.append(
            say.gettext(
                "The record of that meeting was corrected after somebody had signed. What was"
                " signed stays as it is; every limit is counted from the day on record."
            )
        )
    if of.death:
        if of.death.on:
            words = say.gettext("The child died on %(day)s", day=say.day(of.death.on))
        elif of.death.died:
            words = say.gettext("On which day the child died is not known")
        else:
            words = say.gettext("By the record the child had not died when the table decided")
        found.append(words)
        found.append(
            say.gettext(
                "What is on record of the death was corrected after somebody had signed. What was"
                " signed stays as it is."
            )
        )
    if found:
        yield PaperText(found, say.gettext(N_("Beside the form")))


def _people(say: Translator, file: ClosureFile, form: ClosingForm) -> Iterator[Attendant]:
    """Whoever took part signs, present or absent: Art. 8(11)."""
    absent = {(each.name, each.affiliation) for each in form.absent}
    for line in file.signatures.lines:
        there = (line.name, line.affiliation) not in absent
        where = institution(say, line.affiliation)
        if line.member_id is None:
            where = f"{say.gettext(papers.CENTRE)}, {say.gettext('case manager')}"
        present = say.gettext("yes") if there else say.gettext("no")
        yield Attendant(line.name, where, present, word_of(say, line))
    for other in form.also_there:
        who, of, as_what = stood_as(say, other)
        yield Attendant(who, of or as_what, say.gettext("yes"), "–")
