"""Letters with services after eighteen, and what came of each, in the file: Art. 17(4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.record.letter_facts import letters
from casework.record.table import open_case
from identity.access import NotThere
from models.services_letter import ServicesLetter, ServicesLetterWord
from models.session import Work
from rules.after_eighteen import (
    CameOf,
    LetterSentBy,
    check_came_of,
    check_letter,
    check_letter_correction,
)
from rules.beginning import check_done
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class EnteredLetter:
    """One letter as the manager enters it, of the day on which it left."""

    left_on: date
    institution: str
    services: str
    sent_by: LetterSentBy = LetterSentBy.NOT_STATED
    starts_on: date | None = None
    """None where the letter says none."""
    corrects_id: UUID | None = None
    reason: str = ""
    """What was wrong in the entry that it corrects."""


def enter(work: Work, case_id: UUID, letter: EnteredLetter) -> ServicesLetter:
    """Put on record that services were recommended by letter, on the day on which it left."""
    case = open_case(work, case_id)
    institution, services = letter.institution.strip(), letter.services.strip()
    former = letters(work.session, case.id)
    if letter.corrects_id is not None and letter.corrects_id not in {each.id for each in former}:
        raise NotThere
    check_done(letter.left_on, case.referred_on)
    check_letter(
        letter.left_on,
        work.clock.today(),
        institution=institution,
        services=services,
        corrected=letter.corrects_id in _corrected(former),
    )
    check_letter_correction(corrects=letter.corrects_id is not None, reason=letter.reason)
    assert work.actor.id is not None  # an officer acts
    row = ServicesLetter(
        case_id=case.id,
        number=len(former) + 1,
        left_on=letter.left_on,
        sent_by=letter.sent_by,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        corrects_id=letter.corrects_id,
        institution=institution,
        services=services,
        starts_on=letter.starts_on,
        reason=letter.reason.strip() or None,
    )
    work.session.add(row)
    work.session.flush()
    detail = {"letter": row.id, "number": row.number, "on": row.left_on}
    work.record("letter with services entered", "17(4)", life=case.life, **detail)
    after_act(work, case.id, "letter with services entered")
    return row


def say(
    work: Work,
    letter_id: UUID,
    came: CameOf,
    *,
    said_on: date,
    said_by: str = "",
    words: str = "",
) -> ServicesLetterWord:
    """What came of a letter, by whom and on which day; what was said before stays."""
    letter = work.session.get(ServicesLetter, letter_id)
    if letter is None:
        raise NotThere
    case = open_case(work, letter.case_id)
    check_came_of(
        said_on,
        work.clock.today(),
        left_on=letter.left_on,
        came=came,
        words=words,
        corrected=letter.id in _corrected(letters(work.session, case.id)),
    )
    assert work.actor.id is not None  # an officer acts
    word = ServicesLetterWord(
        letter_id=letter.id,
        came=came,
        said_on=said_on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        said_by=said_by.strip() or None,
        words=words.strip() or None,
    )
    work.session.add(word)
    work.session.flush()
    detail = {"letter": letter.id, "number": letter.number, "came": came, "on": said_on}
    work.record("letter with services answered", "17(4)", life=case.life, **detail)
    after_act(work, case.id, "letter with services answered")
    return word


def _corrected(every: Iterable[ServicesLetter]) -> set[UUID]:
    return {each.corrects_id for each in every if each.corrects_id}
