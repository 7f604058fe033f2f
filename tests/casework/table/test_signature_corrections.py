"""Signatures under minutes that were typed wrong from paper: Art. 10(1), decision 0148."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from casework.table import minutes, signature_corrections
from identity import links
from identity.access import NotThere
from models.meeting import Signature
from models.people import LinkPurpose, MemberLink
from models.session import unit_of_work
from models.signature_correction import SignatureCorrection
from rules.duties import Duty
from rules.signature_corrections import SignatureIsTheirs, SignatureStandsNoMore
from rules.signing import NothingToSign, SignatureMethod, SignedBeforeItMet
from simulation.stage import acting
from tests.builders import MANAGER, OTHER_MANAGER, ACase
from tests.casework.conftest import At
from tests.casework.table.test_chairing import replace_manager
from tests.casework.table.test_minutes import sign, sign_as_chair
from tests.casework.table.test_minutes_text import in_writing
from tests.database import past_the_rights

DAY = timedelta(days=1)
PAPER, REFUSED = SignatureMethod.PAPER, SignatureMethod.REFUSED
WHY = "Ishte e dikujt tjetër."


def typed(case: ACase, paper: UUID, member: UUID, reason: str = "") -> Signature:
    with case.manager() as work:
        method = REFUSED if reason else PAPER
        return minutes.sign(work, paper, member_id=member, method=method, reason=reason)


def take_back(case: ACase, signature: Signature) -> None:
    with case.manager() as work:
        signature_corrections.take_back(work, signature.id, why=WHY)


def may_sign(member: UUID, paper: UUID) -> bool:
    """Whether the link that was sent opens the page where they sign."""
    query = select(MemberLink).where(
        MemberLink.member_id == member,
        MemberLink.purpose == LinkPurpose.SIGN,
        MemberLink.subject_id == paper,
    )
    with unit_of_work() as work:
        return links.is_open(work, work.session.scalars(query).one())


def waited_for(case: ACase) -> int:
    owed = case.duties().get(Duty.SIGN_MINUTES)
    return owed.count if owed else 0


@pytest.mark.article("10(1)")
def test_it_is_taken_back_once_stays_to_be_read_and_their_own_is_taken(a_case: At) -> None:
    case = a_case("opinions")
    paper, (first, second, *_) = in_writing(case, close=True), case.members()
    said = typed(case, paper.id, first, "S'pajtohet.")
    before, asked = waited_for(case), len(case.messages("minutes/sign"))
    assert not may_sign(first, paper.id)
    take_back(case, said)
    assert waited_for(case) == before + 1
    assert len(case.messages("minutes/sign")) == asked + 1
    assert may_sign(first, paper.id)
    with pytest.raises(SignatureStandsNoMore):
        take_back(case, said)
    with unit_of_work() as work:
        row = work.session.scalars(select(SignatureCorrection)).one()
        kept = work.session.get_one(Signature, said.id)
    assert (row.now_on, row.reason, kept.ended_by_id) == (None, WHY, row.id)
    assert (kept.method, kept.reason) == (REFUSED, "S'pajtohet.")
    sign(case, paper.id, first)
    assert waited_for(case) == before
    with pytest.raises(NothingToSign):
        sign(case, paper.id, first)
    sign(case, paper.id, second)
    theirs = select(Signature).where(Signature.member_id == second, Signature.method == "code")
    with unit_of_work() as work:
        own = work.session.scalars(theirs.where(Signature.paper_id == paper.id)).one()
    with pytest.raises(SignatureIsTheirs):
        take_back(case, own)


@pytest.mark.article("10(1)")
def test_what_the_last_signature_had_approved_waits_for_one_again(a_case: At) -> None:
    case = a_case("opinions")
    paper, members = in_writing(case, close=False), case.members()
    sign_as_chair(case, paper.id)
    for member in members[:-1]:
        sign(case, paper.id, member)
    case.stage.move_to(case.clock.today() + DAY)
    said = typed(case, paper.id, members[-1])
    today = case.clock.today()
    assert case.papers()[-1].approved_on == today
    with case.manager() as work:
        corrected = signature_corrections.correct_day(work, said.id, today - DAY, reason=WHY)
    assert case.papers()[-1].approved_on == today - DAY
    with pytest.raises(SignedBeforeItMet), case.manager() as work:
        signature_corrections.correct_day(work, corrected.id, today - 200 * DAY, reason=WHY)
    take_back(case, corrected)
    assert case.papers()[-1].approved_on is None
    assert waited_for(case) == 1
    sign(case, paper.id, members[-1])
    assert case.papers()[-1].approved_on == today


@pytest.mark.article("10(1)")
def test_a_paper_of_before_the_text_was_laid_anew_goes_to_the_text_of_its_day(a_case: At) -> None:
    """Whoever gave it is asked for the text as it is now."""
    case = a_case("opinions")
    paper, members = in_writing(case, close=False), case.members()
    case.stage.move_to(case.clock.today() + 2 * DAY)
    with case.manager() as work:
        minutes.write(work, paper.meeting_id, "Tjetër.", reason="Një fjali.", nothing_was_said=True)
    case.stage.settle()
    said, asked = typed(case, paper.id, members[0]), len(case.messages("minutes/sign"))
    before = waited_for(case)
    with case.manager() as work:
        on = case.clock.today() - DAY
        anew = signature_corrections.correct_day(work, said.id, on, reason=WHY)
    assert anew.digest == paper.digest != said.digest
    assert waited_for(case) == before + 1
    assert len(case.messages("minutes/sign")) == asked + 1
    take_back(case, anew)  # under the earlier text: nobody is asked once more
    assert len(case.messages("minutes/sign")) == asked + 1


@pytest.mark.article("10(1)")
def test_the_database_keeps_what_somebody_signed_themselves(a_case: At) -> None:
    case = a_case("opinions")
    paper, (first, second, *_) = in_writing(case, close=True), case.members()
    sign(case, paper.id, first)
    said = typed(case, paper.id, second)
    with pytest.raises(NotThere), unit_of_work() as work:
        signature_corrections.take_back(work, paper.id, why=WHY)
    take_back(case, said)
    for statement in (
        "UPDATE signature SET ended_by_id = (SELECT id FROM signature_correction)"
        " WHERE ended_by_id IS NULL AND method = 'code'",
        "UPDATE signature SET ended_by_id = NULL WHERE ended_by_id IS NOT NULL",
        "UPDATE signature_correction SET now_on = now()",
    ):
        with pytest.raises(IntegrityError), past_the_rights() as work:
            work.session.execute(text(statement))
    with unit_of_work() as work:
        count = select(func.count()).select_from(Signature).where(~Signature.stands())
        assert work.session.scalar(count) == 1


@pytest.mark.article("4(2)", "10(1)")
def test_who_chaired_and_manages_the_case_no_more_is_asked_again_by_mail(a_case: At) -> None:
    case = a_case("opinions")
    paper, chair = in_writing(case, close=False), case.account(MANAGER).id
    replace_manager(case)
    with acting(OTHER_MANAGER) as work:
        said = minutes.sign(work, paper.id, account_id=chair, method=PAPER)
    case.stage.settle()
    asked = len(case.messages("chairing/sign"))
    with acting(OTHER_MANAGER) as work:
        signature_corrections.take_back(work, said.id, why=WHY)
    case.stage.settle()
    mails = case.messages("chairing/sign")
    assert len(mails) == asked + 1
    assert any(each.context["taken_back_on"] for each in mails)
    assert Duty.CHAIR_SIGNS_MINUTES in case.duties()
