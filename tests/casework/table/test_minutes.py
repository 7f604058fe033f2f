"""Minutes: written, sent, approved at the next meeting, signed by all: Art. 10(1)."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest

from casework.record.notice_facts import drafts_left_on
from casework.table import minutes
from identity.access import NotThere
from models.case import Case
from models.outbox import Message, MessageStatus
from queries import history
from rules.duties import Duty
from rules.minutes import MinutesApproved, NotHeldYet
from rules.signing import (
    NothingToSign,
    NotYoursToSign,
    RecusedBefore,
    RefusalWithoutReason,
    SignatureMethod,
)
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import DOCTOR, HOUR, MANAGER, SILENT, ACase
from tests.casework.conftest import At


def sign(
    case: ACase,
    paper: UUID,
    member: UUID,
    method: SignatureMethod = SignatureMethod.CODE,
    reason: str = "",
) -> None:
    with member_acting(member) as work:
        minutes.sign(work, paper, **by_code.signing_of(work, paper, member, method, reason))


def sign_as_chair(case: ACase, paper: UUID) -> None:
    chair = case.account(MANAGER).id
    with case.manager() as work:
        minutes.sign(work, paper, account_id=chair, method=SignatureMethod.PASSWORD)


@pytest.fixture
def approved(a_case: At) -> ACase:
    """The first minutes are approved in the review meeting, and open for signature."""
    case = a_case("review_met")
    case.stage.settle()
    return case


@pytest.mark.article("10(1)")
def test_a_draft_goes_to_everybody_once(a_case: At) -> None:
    case = a_case("minuted")
    drafts = case.messages("minutes/draft")
    assert len(drafts) == len(case.members())
    case.again("send_minutes", case.papers()[0].id)
    assert len(case.messages("minutes/draft")) == len(drafts)
    assert case.trail().count(("minutes sent", "10(1)")) == 1


@pytest.mark.article("10(1)")
def test_a_draft_is_with_the_table_once_a_server_has_taken_all_of_its_mails(a_case: At) -> None:
    case = a_case("minuted")
    paper, drafts = case.papers()[0], case.messages("minutes/draft")

    def left(**first: object) -> tuple[date | None, list[date]]:
        with case.manager() as work:
            for mail in (work.session.get_one(Message, each.id) for each in drafts):
                mail.status, mail.accepted_at = MessageStatus.SENT, case.clock.now()
            for name, value in first.items():
                setattr(mail, name, value)
            work.session.flush()
            found = history.of_case(work, work.session.get_one(Case, case.row().id), (), ())
            sent = [each.on for each in found.events if each.kind == "minutes"]
            return drafts_left_on(work.session, paper.id), sent

    today = case.clock.today()
    assert left() == (today, [today])
    assert left(status=MessageStatus.QUEUED, accepted_at=None) == (None, [])
    assert left(status=MessageStatus.FAILED, accepted_at=case.clock.now()) == (None, [])
    assert left(status=MessageStatus.OBSOLETE, accepted_at=None) == (today, [today])


@pytest.mark.article("10(1)")
def test_there_are_no_minutes_of_a_meeting_not_held(a_case: At) -> None:
    case = a_case("invited")
    meeting = case.meeting().id
    with pytest.raises(NotHeldYet), case.manager() as work:
        minutes.write(work, meeting, "…")


@pytest.mark.article("10(1)")
def test_a_draft_can_be_rewritten_and_an_approved_text_cannot(a_case: At) -> None:
    case = a_case("minuted")
    case.write_minutes("Me ndryshime.")
    assert case.papers()[0].text == "Me ndryshime."
    case = a_case("review_met")
    meeting = case.papers()[0].meeting_id
    with pytest.raises(MinutesApproved), case.manager() as work:
        minutes.write(work, meeting, "Ndryshe.")


@pytest.mark.article("10(1)")
def test_minutes_are_approved_at_the_next_meeting(approved: ACase) -> None:
    paper = approved.papers()[0]
    assert paper.approved_on == approved.held().day
    assert paper.approved_in_id == approved.held().id
    assert ("minutes approved", "10(1)") in approved.trail()
    assert approved.duties()[Duty.SIGN_MINUTES].count == len(approved.members())


@pytest.mark.article("10(1)")
def test_corrections_are_approved_with_the_text(a_case: At) -> None:
    case = a_case("overdue")
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    before = case.papers()[0].digest
    case.hold(corrections="Data e vizitës: 3 tetor.")
    paper = case.papers()[0]
    assert paper.corrections == "Data e vizitës: 3 tetor."
    assert paper.digest not in {before, None}


@pytest.mark.article("10(1)")
def test_minutes_the_meeting_did_not_approve_wait_for_the_next(a_case: At) -> None:
    case = a_case("overdue")
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(approve_minutes=False)
    case.stage.settle()
    assert case.papers()[0].approved_on is None
    assert case.messages("minutes/sign") == []


@pytest.mark.article("10(1)")
def test_a_draft_is_not_open_for_signature(a_case: At) -> None:
    case = a_case("minuted")
    with pytest.raises(NothingToSign):
        sign(case, case.papers()[0].id, case.members()[0])


@pytest.mark.article("10(1)")
def test_everybody_is_asked_to_sign_once(approved: ACase) -> None:
    asked = approved.messages("minutes/sign")
    assert len(asked) == len(approved.members())
    approved.again("ask_signatures", approved.papers()[0].id)
    assert len(approved.messages("minutes/sign")) == len(asked)


@pytest.mark.article("10(1)")
def test_every_signature_counts_the_chairs_too(approved: ACase) -> None:
    paper = approved.papers()[0].id
    for member in approved.members():
        sign(approved, paper, member)
    assert Duty.SIGN_MINUTES not in approved.duties()
    own = approved.duties()[Duty.CHAIR_SIGNS_MINUTES]
    assert (own.actor, own.subject_id) == ("manager", paper)
    sign_as_chair(approved, paper)
    assert Duty.CHAIR_SIGNS_MINUTES not in approved.duties()
    signed = [entry for entry in approved.trail() if entry == ("minutes signed", "10(1)")]
    assert len(signed) == len(approved.members()) + 1


@pytest.mark.article("10(1)")
def test_nobody_signs_twice_or_for_another_table(approved: ACase) -> None:
    paper, member = approved.papers()[0].id, approved.members()[0]
    sign(approved, paper, member)
    with pytest.raises(NothingToSign):
        sign(approved, paper, member)
    with pytest.raises(NotYoursToSign):
        sign(approved, paper, approved.case)
    with pytest.raises(NotThere):
        sign(approved, approved.case, member)


@pytest.mark.article("10(1)")
def test_only_the_chair_signs_by_account(approved: ACase) -> None:
    paper, stranger = approved.papers()[0].id, approved.account("ilir.gashi@qps-gjilan.example").id
    with pytest.raises(NotYoursToSign), approved.manager() as work:
        minutes.sign(work, paper, account_id=stranger, method=SignatureMethod.PASSWORD)
    assert approved.duties()[Duty.SIGN_MINUTES].count == len(approved.members())


@pytest.mark.article("10(1)")
def test_a_refusal_to_sign_has_its_reason_and_counts_as_a_word(approved: ACase) -> None:
    paper, member = approved.papers()[0].id, approved.seat(SILENT)
    with pytest.raises(RefusalWithoutReason):
        sign(approved, paper, member, method=SignatureMethod.REFUSED, reason=" ")
    before = approved.duties()[Duty.SIGN_MINUTES].count
    sign(approved, paper, member, method=SignatureMethod.REFUSED, reason="Nuk pajtohem me pikën 3.")
    assert approved.duties()[Duty.SIGN_MINUTES].count == before - 1
    assert approved.recorded("minutes signed").detail["method"] == "refused"


@pytest.mark.article("10(1)")
def test_who_was_absent_acknowledges_and_holds_nobody_up(a_case: At) -> None:
    """Tension T7."""
    case = a_case("told")
    absent = case.seat(SILENT)
    case.hold(absent={absent: "Në detyrë."})
    paper = _approve(case)
    asked = case.messages("minutes/sign", case.person(SILENT))
    assert [message.context["role"] for message in asked] == ["acknowledge"]
    for member in case.members():
        if member != absent:
            sign(case, paper, member)
    sign_as_chair(case, paper)
    assert Duty.SIGN_MINUTES not in case.duties()
    sign(case, paper, absent)


def _approve(case: ACase) -> UUID:
    """Minutes of the first meeting, approved in an extraordinary one."""
    case.write_minutes()
    case.convene(case.at(25))
    case.meet()
    case.stage.settle()
    return case.papers()[0].id


@pytest.mark.article("10(1)", "10(2)")
def test_who_is_recused_is_not_waited_for(approved: ACase) -> None:
    before, member = approved.duties()[Duty.SIGN_MINUTES].count, approved.seat(SILENT)
    approved.declare_conflict(SILENT)
    assert approved.duties()[Duty.SIGN_MINUTES].count == before - 1
    paper, today = approved.papers()[0].id, approved.clock.today()
    approved.clock.moment += timedelta(days=2)
    on_paper = partial(minutes.sign, member_id=member, method=SignatureMethod.PAPER)
    for later in (None, today + timedelta(days=1)):
        with approved.manager() as work, pytest.raises(RecusedBefore):
            on_paper(work, paper, on=later)
    with approved.manager() as work:
        assert on_paper(work, paper, on=today).signed_on == today, "before it, it counts: 18(2)"


@pytest.mark.article("10(1)")
def test_somebody_seated_later_signs_nothing_of_before(approved: ACase) -> None:
    from casework.table import composition

    chosen = {approved.person(DOCTOR): "Shëndeti."}
    with approved.manager() as work:
        composition.choose(work, approved.case, chosen)
    with pytest.raises(NotYoursToSign):
        sign(approved, approved.papers()[0].id, approved.seat(DOCTOR))
