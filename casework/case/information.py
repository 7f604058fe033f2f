"""What comes in at any time, and claims that somebody verifies: Art. 5(1.2), 12(1)."""

from datetime import date
from uuid import UUID

from casework.record.closure_facts import decided_on
from casework.record.informants import informant
from casework.record.numbers import next_of
from casework.record.table import met_on, open_case, seats_of
from casework.tell import information as tell
from identity.access import NotThere
from models.case import Case, Member
from models.information import Claim, ClaimOutcome, Information
from models.session import Work
from rules.beginning import check_done, check_given
from rules.information import (
    Verification,
    check_bound,
    check_claim,
    check_information,
    check_outcome,
    check_shared,
)
from workflow.kinds import case_of
from workflow.life import after_act


def give(work: Work, member_id: UUID, *, words: str, source: str = "") -> Information:
    """A member says something today, on the page behind their link: Art. 5(1.2)."""
    member = work.session.get_one(Member, member_id)
    case = _case_of(work, member)
    check_bound(informant(work, member))
    information = _record(
        work, case, member, given_on=work.clock.today(), words=words, source=source, typed=False
    )
    tell.given(work, information)
    after_act(work, case.id, "information given")
    return information


def enter(
    work: Work,
    case_id: UUID,
    *,
    given_on: date,
    words: str,
    source: str = "",
    member_id: UUID | None = None,
    meeting_id: UUID | None = None,
) -> Information:
    """The manager writes down what a member said, in a meeting or otherwise, or what came from
    elsewhere: Art. 5(1.2), Annex 1, C3."""
    case = open_case(work, case_id)
    member = _of_case(work, case, member_id)
    check_given(given_on, case.referred_on)
    if meeting_id is not None:
        check_shared(given_on, met_on(work, case, meeting_id))
    information = _record(
        work,
        case,
        member,
        given_on=given_on,
        words=words,
        source=source,
        typed=True,
        meeting_id=meeting_id,
    )
    after_act(work, case.id, "information entered")
    return information


def put(
    work: Work,
    case_id: UUID,
    *,
    asked_on: date,
    words: str,
    member_id: UUID | None = None,
    information_id: UUID | None = None,
) -> Claim:
    """Something is to be verified, by a member or by the manager; who is asked is told: 12(1)."""
    case = open_case(work, case_id)
    member = _of_case(work, case, member_id)
    _check_from(work, case, information_id)
    check_claim(
        asked_on,
        work.clock.today(),
        words=words,
        confirms=informant(work, member) if member else None,
        decided_on=decided_on(work, case.id),
    )
    check_done(asked_on, case.referred_on)
    assert work.actor.id is not None  # an officer acts
    claim = Claim(
        case_id=case.id,
        number=next_of(work, Claim.number, Claim.case_id == case.id),
        information_id=information_id,
        member_id=member_id,
        asked_on=asked_on,
        asked_at=work.clock.now(),
        asked_by_id=work.actor.id,
        words=words.strip(),
    )
    work.session.add(claim)
    work.session.flush()
    work.record("claim put", "12(1)", life=case.life, claim=claim.id, on=asked_on)
    if member is not None:
        tell.put(work, claim)
    after_act(work, case.id, "claim put")
    return claim


def answer(
    work: Work, member_id: UUID, claim_id: UUID, *, found: Verification, words: str
) -> ClaimOutcome:
    """Whoever was asked, or their successor, says today what they found: Art. 12(1), 8(6)."""
    member = work.session.get_one(Member, member_id)
    claim = work.session.get(Claim, claim_id)
    if claim is None or claim.member_id not in seats_of(work.session, member):
        raise NotThere
    case = _case_of(work, member)
    check_bound(informant(work, member))
    outcome = _find(
        work, case, claim, member,
        found_on=work.clock.today(), found=found, words=words, typed=False,
    )  # fmt: skip
    tell.answered(work, outcome)
    after_act(work, case.id, "claim answered")
    return outcome


def enter_answer(
    work: Work,
    claim_id: UUID,
    *,
    found: Verification,
    found_on: date,
    words: str,
    member_id: UUID | None = None,
) -> ClaimOutcome:
    """The manager's own finding, or what a member told them: Art. 12(1)."""
    claim = work.session.get(Claim, claim_id)
    if claim is None:
        raise NotThere
    case = open_case(work, claim.case_id)
    member = _of_case(work, case, member_id)
    outcome = _find(
        work, case, claim, member, found_on=found_on, found=found, words=words, typed=True
    )
    after_act(work, case.id, "claim answered")
    return outcome


def _case_of(work: Work, member: Member) -> Case:
    if case_of(work.session, member.life_id) is None:  # the quarter treats no case: Art. 8(2)
        raise NotThere
    return open_case(work, member.life_id)


def _of_case(work: Work, case: Case, member_id: UUID | None) -> Member | None:
    if member_id is None:
        return None
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != case.id:
        raise NotThere
    return member


def _check_from(work: Work, case: Case, information_id: UUID | None) -> None:
    if information_id is not None:
        found = work.session.get(Information, information_id)
        if found is None or found.case_id != case.id:
            raise NotThere


def _record(
    work: Work,
    case: Case,
    member: Member | None,
    *,
    given_on: date,
    words: str,
    source: str,
    typed: bool,
    meeting_id: UUID | None = None,
) -> Information:
    seat = informant(work, member) if member else None
    today = work.clock.today()
    check_information(given_on, today, words=words, source=source, informant=seat)
    information = Information(
        case_id=case.id,
        number=next_of(work, Information.number, Information.case_id == case.id),
        given_on=given_on,
        recorded_at=work.clock.now(),
        member_id=member.id if member else None,
        meeting_id=meeting_id,
        recorded_by_id=work.actor.id if typed else None,
        words=words.strip(),
        source=source.strip() or None,
    )
    work.session.add(information)
    work.session.flush()
    detail = {"information": information.id, "on": given_on}
    work.record("information came in", "5(1.2)", life=case.life, **detail)
    return information


def _find(
    work: Work,
    case: Case,
    claim: Claim,
    member: Member | None,
    *,
    found_on: date,
    found: Verification,
    words: str,
    typed: bool,
) -> ClaimOutcome:
    seat = informant(work, member) if member else None
    check_outcome(found_on, work.clock.today(), words=words, informant=seat)
    check_done(found_on, case.referred_on)
    outcome = ClaimOutcome(
        claim_id=claim.id,
        found=found,
        found_on=found_on,
        recorded_at=work.clock.now(),
        member_id=member.id if member else None,
        recorded_by_id=work.actor.id if typed else None,
        words=words.strip(),
    )
    work.session.add(outcome)
    work.session.flush()
    work.record("claim answered", "12(1)", life=case.life, claim=claim.id, on=found_on)
    return outcome
