"""The text of minutes while it is signed, and approved in writing: Art. 10(1)."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from casework.table import meetings, minutes, signing
from casework.table.meetings import Presence
from casework.table.one_line import Unasked
from casework.table.signing import MinutesText
from models.life import Life
from models.meeting import Minutes, Signature
from models.session import unit_of_work
from queries.approvals import of_earlier
from rules.composition import Relation
from rules.duties import Duty
from rules.minutes import CorrectionWithoutReason, ItemsWithoutWords
from rules.participants import Part
from rules.signing import TextChanged, TextNotAsDecided
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import HOUR, PLACE, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_guests import JUDGE, bring
from tests.casework.table.test_meetings import everybody
from tests.casework.table.test_minutes import approved, sign

__all__ = ["approved"]


def in_writing(case: ACase, *, close: bool) -> Minutes:
    """The closure's minutes, open for signature (T2)."""
    if close:
        case.decide(close=True)
        case.stage.settle()
    case.write_minutes()
    return case.papers()[-1]


@pytest.mark.article("10(1)")
def test_a_text_corrected_while_it_is_signed_begins_every_signature_anew(a_case: At) -> None:
    case = a_case("opinions")
    paper, member = in_writing(case, close=True), case.members()[0]
    sign(case, paper.id, member)
    before = case.duties()[Duty.SIGN_MINUTES].count
    asked = len(case.messages("minutes/sign"))
    with pytest.raises(CorrectionWithoutReason), case.manager() as work:
        minutes.write(work, paper.meeting_id, "Tjetër tekst.")
    assert case.papers()[-1].text == paper.text
    with case.manager() as work:
        minutes.write(work, paper.meeting_id, "Tjetër tekst.", reason="Data ishte gabim.")
    case.stage.settle()
    assert case.duties()[Duty.SIGN_MINUTES].count == before + 1
    assert len(case.messages("minutes/sign")) == asked + len(case.members())
    assert case.recorded("minutes laid anew").detail["version"] == 2
    with unit_of_work() as work:
        first, second = signing.versions(work.session, paper.id)
        query = select(Signature.digest).where(Signature.paper_id == paper.id)
        assert work.session.scalars(query).all() == [first.digest]  # it stays under what it signed
    assert (first.digest, second.digest) == (paper.digest, case.papers()[-1].digest)
    assert second.reason == "Data ishte gabim."
    sign(case, paper.id, member)
    assert case.duties()[Duty.SIGN_MINUTES].count == before


@pytest.mark.article("10(1)")
def test_the_database_lets_a_laid_text_change_with_its_version_only(a_case: At) -> None:
    paper = in_writing(a_case("opinions"), close=True)
    for column in ("text_sealed", "digest"):
        with pytest.raises(IntegrityError, match="minutes_laid_stay"), unit_of_work() as work:
            work.session.execute(
                update(Minutes).where(Minutes.id == paper.id).values({column: None})
            )


@pytest.mark.article("10(1)")
def test_who_read_the_text_before_signs_nothing_of_the_one_after(a_case: At) -> None:
    case = a_case("opinions")
    paper, member = in_writing(case, close=True), case.members()[0]
    with case.manager() as work:
        minutes.write(work, paper.meeting_id, "Tjetër tekst.", reason="Data ishte gabim.")
    case.stage.settle()
    with pytest.raises(TextChanged), member_acting(member) as work:
        minutes.sign(
            work, paper.id, **by_code.signing_of(work, paper.id, member), shown=paper.digest
        )
    with member_acting(member) as work:
        now = case.papers()[-1].digest
        minutes.sign(work, paper.id, **by_code.signing_of(work, paper.id, member), shown=now)


@pytest.mark.article("10(1)")
def test_a_correction_at_the_approval_begins_the_signatures_anew_too(a_case: At) -> None:
    """The closure's minutes are signed in writing; the table did not close, and meets again."""
    case = a_case("opinions")
    paper = in_writing(case, close=False)
    sign(case, paper.id, case.members()[0])
    case.decide(close=False)
    case.stage.settle()
    case.convene(case.at(80))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(corrections="Ndryshim i vonuar.")
    case.stage.settle()
    after = case.papers()[-1]
    assert after.approved_on == case.held().day
    assert after.corrections == "Ndryshim i vonuar."
    assert after.digest != paper.digest
    assert case.duties()[Duty.SIGN_MINUTES].count == len(case.members())
    assert Duty.CHAIR_SIGNS_MINUTES in case.duties()


@pytest.mark.article("10(1)")
def test_each_of_two_minutes_is_approved_by_itself(a_case: At) -> None:
    """Corrections of one do not stand beside the other, and silence approves nothing."""
    case = a_case("overdue")
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(approve_minutes=False)
    case.write_minutes()
    case.review()
    case.convene(case.at(63))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    first, second = case.papers()
    with case.manager() as work:
        everybody = {seat: Presence(present=True) for seat in case.members()}
        views = {p.id: Presence(False, "Pajtohet.") for p in meetings.family_of(work, case.case)}
        meetings.hold(
            work,
            case.case,
            attendance=everybody,
            family=views,
            approved={second.id: "Ora: 10:15."},
        )
    first, second = case.papers()
    assert (first.approved_on, first.corrections) == (None, None)
    assert (second.approved_on, second.corrections) == (case.held().day, "Ora: 10:15.")
    with unit_of_work() as work:
        said = of_earlier(work, case.held())
    assert [(each.approved, each.corrections) for each in said] == [
        (False, ""),
        (True, "Ora: 10:15."),
    ]


@pytest.mark.article("10(1)")
def test_what_is_signed_names_the_meeting_and_who_was_there(approved: ACase) -> None:
    paper = approved.papers()[0]
    with unit_of_work() as work:
        text = signing.read(work.session, paper.id, MinutesText)
        row = signing.in_force(work.session, paper.id)
    assert text is not None
    assert row is not None
    assert sha256((row.text or "").encode()).digest() == paper.digest == text.digest
    said = text.words
    assert (said.text, said.place) == (paper.text, PLACE)
    assert (said.chair, said.approved_on) == ("Blerim Hoxha", paper.approved_on)
    assert len(said.present) == len(approved.members())


@pytest.mark.article("10(1)")
def test_a_text_that_the_paper_does_not_name_is_signed_by_nobody(a_case: At) -> None:
    """The digest of the paper, of the text laid and of the text shown are one, or nothing is."""
    case = a_case("decided")
    case.write_minutes()
    case.stage.settle()
    paper, seat = case.papers()[-1], case.seat(SILENT)
    with unit_of_work() as work:
        first = signing.read(work.session, paper.id, MinutesText)
        assert first is not None
        other = first.words.model_copy(update={"text": "Tjetër."})
        signing.lay(work, paper.id, other, reason="Askush.")
        second = signing.read(work.session, paper.id, MinutesText)
    assert second is not None
    assert first.digest == paper.digest != second.digest
    for shown in (None, first.digest, second.digest):
        with pytest.raises(TextNotAsDecided), member_acting(seat) as work:
            minutes.sign(work, paper.id, **by_code.signing_of(work, paper.id, seat), shown=shown)


@pytest.mark.article("10(4)")
def test_items_without_words_are_asked_for_before_they_are_approved(a_case: At) -> None:
    case = a_case("planned")
    draft = "1. Miratimi i rendit të ditës\nU miratua.\n\n2. Approval of the agenda\n…"
    meeting = case.held().id
    with pytest.raises(ItemsWithoutWords) as refused, case.manager() as work:
        minutes.write(work, meeting, draft)
    assert refused.value.facts == {"items": "2, 3, 4, 5, 6"}
    assert case.papers() == []
    with case.manager() as work:
        minutes.write(work, meeting, draft, nothing_was_said=True)
    assert case.papers()[0].text == draft


@pytest.mark.article("10(1)")
def test_minutes_that_the_next_meeting_did_not_approve_are_owed_by_the_chair(a_case: At) -> None:
    case = a_case("overdue")
    paper = case.papers()[0]
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(approve_minutes=False)
    owed = case.duties()[Duty.APPROVE_MINUTES]
    assert (owed.due, owed.subject_id) == (case.held().day, paper.id)


@pytest.mark.article("10(1)")
def test_the_closures_minutes_are_approved_in_writing(a_case: At) -> None:
    """Tension T2: no next meeting follows."""
    case = a_case("decided")
    case.write_minutes()
    paper = case.papers()[-1]
    assert paper.approved_on is None
    assert len(case.messages("minutes/draft")) == 2 * len(case.members())  # of the other two
    case.stage.move_to(case.clock.today() + timedelta(days=2))
    case.sign_minutes()
    approved = case.papers()[-1]
    assert approved.approved_on == case.clock.today()
    assert approved.approved_in_id is None
    assert ("minutes approved in writing", "10(1)") in case.trail()


@pytest.mark.article("10(1)", "17(5)")
def test_minutes_left_open_when_the_table_closes_are_approved_in_writing(a_case: At) -> None:
    """P7: otherwise no meeting would ever approve them, and the file never be sealed."""
    case = a_case("closure_approved")
    case.convene(case.at(63))
    case.stage.move_to(case.meeting().day, HOUR)
    case.tell_family()
    case.hold(approve_minutes=False)
    case.record_opinions()
    case.decide(close=True)
    case.write_minutes()
    case.sign_minutes()
    case.sign_closing_form()
    case.stage.settle()
    assert case.row().phase == "closed"


@pytest.mark.article("8(10)", "10(1)", "10(6)")
def test_what_is_signed_names_everybody_who_was_there_and_the_family_by_relation(
    a_case: At,
) -> None:
    case = a_case("told")
    guest, interpreter = bring(case), bring(case, Part.INTERPRETER)
    case.stage.move_to(case.meeting().day, HOUR)
    with case.manager() as work:
        kin = meetings.family_of(work, case.case)
        names = [each.name or "" for each in kin]
        family = {each.id: Presence(False, "Pajtohet.") for each in kin}
        mother = next(each for each in kin if each.relation == Relation.MOTHER)
        meetings.hold(
            work,
            case.case,
            attendance=everybody(work, case),
            family=family | {mother.id: Presence(True)},
            beside=[guest, interpreter],
            unasked=[Unasked("", "Kryetari i komunës")],
        )
    case.write_minutes()
    with case.manager() as work:
        paper = work.session.get_one(Minutes, case.papers()[-1].id)
        minutes.lay(work, work.session.get_one(Life, case.case), paper)
    with unit_of_work() as work:
        laid = signing.read(work.session, paper.id, MinutesText)
        row = signing.in_force(work.session, paper.id)
    assert laid is not None
    assert row is not None
    assert [(each.part, each.relation, each.name) for each in laid.words.also_there] == [
        (Part.FAMILY, Relation.MOTHER, ""),
        (Part.INTERPRETER, None, JUDGE[0]),
        (Part.GUEST, None, JUDGE[0]),
        (Part.UNASKED, None, ""),
    ]
    assert laid.words.also_there[-1].comes_from == "Kryetari i komunës"
    assert not any(name and name in (row.text or "") for name in names)
