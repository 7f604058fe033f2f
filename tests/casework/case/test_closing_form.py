"""The closing form is signed and the file sealed: Art. 17(5)."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from casework.case import closure
from casework.case.opinions import record_opinion
from casework.case.seal import seal_of
from casework.record.opinions import newest
from casework.table import composition, signing
from casework.table.signing import ClosingForm
from identity.access import NotThere
from models.case import Child
from models.participant import Participant, ParticipantPresence, ParticipantWord
from models.service import HandService
from models.session import unit_of_work
from rules.composition import ChildStatus, Relation
from rules.duties import Duty
from rules.opinions import Hearing, OpinionsAreFixed
from rules.participants import Part, Word
from rules.phases import StepOutOfTurn
from rules.service import Served
from rules.signing import (
    LaidAlready,
    NothingToSign,
    NotYoursToSign,
    SignatureMethod,
    SignedBeforeItMet,
    TextChanged,
)
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import DOCTOR, MANAGER, OTHER_HEAD, SILENT
from tests.casework.conftest import At
from tests.casework.known import kin


@pytest.mark.article("17(5)")
def test_everybody_is_asked_to_sign_the_closing_form_once(a_case: At) -> None:
    case = a_case("decided")
    assert len(case.messages("closure/sign")) == len(case.members())
    case.again("ask_closing_signatures", case.closure().id)
    assert len(case.messages("closure/sign")) == len(case.members())
    assert case.duties()[Duty.SIGN_CLOSURE].count == len(case.members())
    assert case.duties()[Duty.CHAIR_SIGNS_CLOSURE].actor == "manager"


@pytest.mark.article("17(5)")
def test_only_members_and_the_manager_sign_and_each_once(a_case: At) -> None:
    case = a_case("decided")
    form, member = case.closure().id, case.seat(SILENT)

    def sign(who: object = member, paper: object = form) -> None:
        with member_acting(member) as work:
            closure.sign(work, paper, **by_code.signing_of(work, paper, who))  # type: ignore[arg-type]

    sign()
    with pytest.raises(NothingToSign):
        sign()
    with pytest.raises(NotYoursToSign):
        sign(who=case.case)
    with pytest.raises(NotThere):
        sign(paper=case.case)
    stranger = case.account(OTHER_HEAD).id
    with pytest.raises(NotYoursToSign), case.manager() as work:
        closure.sign(work, form, account_id=stranger, method=SignatureMethod.PASSWORD)


@pytest.mark.article("17(2)", "17(5)")
def test_opinions_do_not_change_once_the_table_has_closed_the_case(a_case: At) -> None:
    case = a_case("decided")
    with pytest.raises(OpinionsAreFixed) as refused, case.manager() as work:
        record_opinion(work, case.case, kin(case, Relation.MOTHER), Hearing.SAID, "Jo.")
    assert str(refused.value.basis) == "17(2)"
    with unit_of_work() as work:
        said = newest(work.session, case.closure().id)
    assert said[kin(case, Relation.MOTHER)].words == "Nëna pajtohet."


@pytest.mark.article("17(2)", "17(4)", "17(5)")
def test_what_is_signed_is_the_whole_closing_form(a_case: At) -> None:
    """Heard, approval and the recommendation after eighteen stand in the signed text."""
    case = a_case("decided")
    row = case.closure()
    with unit_of_work() as work:
        form = signing.read(work.session, row.id, ClosingForm)
        laid = signing.in_force(work.session, row.id)
    assert form is not None
    assert laid is not None
    assert sha256((laid.text or "").encode()).digest() == row.digest == form.digest
    said = form.words
    assert said.assessment == row.assessment
    child, mother = said.opinions
    assert (child.relation, child.outcome) == (Relation.CHILD, Hearing.NOT_POSSIBLE)
    assert (mother.relation, mother.words) == (Relation.MOTHER, "Nëna pajtohet.")
    assert mother.asked_by == "Menaxherja"
    assert (said.proposed_by, said.approved_by) == ("Blerim Hoxha", "Arta Berisha")
    assert len(said.present) == len(case.members())
    other = said.model_copy(update={"after_eighteen": "Strehim."})
    assert signing.digest_of(other) != row.digest
    seat, shown = case.seat(SILENT), signing.digest_of(other)
    with pytest.raises(TextChanged), member_acting(seat) as work:
        closure.sign(work, row.id, **by_code.signing_of(work, row.id, seat), shown=shown)


@pytest.mark.article("17(5)")
def test_a_closing_form_is_laid_once(a_case: At) -> None:
    """Nobody signs another text than the one by which the table closed the case."""
    case = a_case("decided")
    paper = case.closure().id
    with unit_of_work() as work:
        form = signing.read(work.session, paper, ClosingForm)
    assert form is not None
    with pytest.raises(LaidAlready), case.manager() as work:
        signing.lay(work, paper, form.words.model_copy(update={"head_note": "Jo."}), reason="Jo.")


@pytest.mark.article("17(5)")
def test_who_is_seated_after_the_decision_holds_the_seal_up_for_nobody(a_case: At) -> None:
    case = a_case("decided")
    before = case.duties()[Duty.SIGN_CLOSURE].count
    with case.manager() as work:
        composition.choose(work, case.case, {case.person(DOCTOR): "Shëndeti."})
    assert case.duties()[Duty.SIGN_CLOSURE].count == before
    late = case.seat(DOCTOR)
    with pytest.raises(NotYoursToSign), member_acting(late) as work:
        closure.sign(work, case.closure().id, **by_code.signing_of(work, case.closure().id, late))


@pytest.mark.article("17(5)")
def test_nothing_is_signed_before_the_table_decided(a_case: At) -> None:
    case = a_case("opinions")
    with pytest.raises(NothingToSign):
        case.sign_closing_form()


@pytest.mark.article("17(5)")
def test_a_paper_was_signed_on_no_day_before_the_table_decided(a_case: At) -> None:
    case = a_case("decided")
    form, member, decided_on = case.closure(), case.seat(SILENT), case.held().day
    assert form.decided_on == decided_on
    paper, before = SignatureMethod.PAPER, decided_on - timedelta(days=1)
    with pytest.raises(SignedBeforeItMet), case.manager() as work:
        closure.sign(work, form.id, member_id=member, method=paper, on=before)
    with case.manager() as work:
        signed = closure.sign(work, form.id, member_id=member, method=paper, on=decided_on)
        assert (signed.digest, signed.signed_on) == (form.digest, decided_on)


@pytest.mark.article("17(5)")
def test_the_last_signature_seals_the_file(a_case: At) -> None:
    case = a_case("decided")
    case.write_minutes()
    case.sign_minutes()
    assert case.row().phase == "closure"
    case.sign_closing_form()
    case.stage.settle()
    row, life = case.row(), case.life()
    assert (row.phase, life.waiting_for, life.wake_at) == ("closed", "Completed", None)
    assert life.ended_at is not None
    assert row.seal is not None
    assert case.recorded("file sealed").detail["seal"] == row.seal.hex()
    assert len(case.messages("closure/closed")) == len(case.members())
    case.again("seal_file", case.closure().id)
    assert case.trail().count(("file sealed", "17(5)")) == 1
    assert len(case.messages("closure/closed")) == len(case.members())


@pytest.mark.article("17(5)")
def test_the_seal_shows_any_later_change(a_case: At) -> None:
    case = a_case("closed")
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) == case.row().seal
    with unit_of_work() as work:
        work.session.scalars(select(Child)).one().status = ChildStatus.REFUGEE
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) != case.row().seal


@pytest.mark.article("17(5)", "18(2)", "8(3)")
def test_the_seal_covers_who_had_no_seat_and_what_was_served_by_hand(a_case: At) -> None:
    case = a_case("closed")
    now, day, met = case.clock.now(), case.clock.today(), case.closure().meeting_id
    by = case.account(MANAGER).id
    with unit_of_work() as work:
        (who,) = work.session.scalars(select(Participant).where(Participant.part == Part.CHAIR))
        seen = {seal_of(work.session, case.case)}
        for row in (
            ParticipantWord(
                participant_id=who.id,
                number=2,
                word=Word.SIGNED,
                said_on=day,
                on_paper=True,
                recorded_at=now,
                recorded_by_id=by,
            ),
            ParticipantPresence(meeting_id=met, participant_id=who.id),
            HandService(
                meeting_id=met,
                member_id=case.seat(SILENT),
                what=Served.INVITATION,
                served_on=day,
                not_stated=True,
                recorded_at=now,
                recorded_by_id=by,
            ),
        ):
            work.session.add(row)
            work.session.flush()
            seen.add(seal_of(work.session, case.case))
        assert len(seen) == 4
        work.session.rollback()


@pytest.mark.article("17(5)")
def test_a_sealed_file_takes_nothing_more(a_case: At) -> None:
    case = a_case("closed")
    assert case.duties() == {}
    assert case.steps() == {}
    for act in (case.propose_closure, case.record_opinions, lambda: case.decide(close=False)):
        with pytest.raises(StepOutOfTurn):
            act()


@pytest.mark.article("17(5)")
def test_no_file_is_sealed_over_a_planned_meeting(a_case: At) -> None:
    from casework.table import convening

    case = a_case("decided")
    case.write_minutes()
    case.propose(case.at(90))
    case.sign_minutes()
    case.sign_closing_form()
    case.stage.settle()
    assert case.row().phase == "closure"
    with case.manager() as work:
        convening.cancel(work, case.case)
    case.stage.settle()
    assert case.row().phase == "closed"
