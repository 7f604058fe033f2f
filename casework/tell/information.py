"""What is told of information and of claims; nothing of what they say: Art. 5(1.2), 12(1)."""

from casework.tell.readers import member_of, officer_for
from casework.tell.reminders import look_next_morning
from identity import links
from models.case import Case
from models.information import Claim, ClaimOutcome, Information
from models.people import LinkPurpose
from models.session import Work
from notifications import outbox
from notifications.notices.information import ClaimAnswered, ClaimPut, InformationGiven


def given(work: Work, information: Information) -> None:
    """To the case manager, else to the head."""
    assert information.member is not None  # a member gave it
    case = work.session.get_one(Case, information.case_id)
    outbox.queue(
        work,
        InformationGiven(
            recipient=officer_for(work, case.life),
            life_id=case.id,
            information_id=information.id,
            institution=information.member.professional.affiliation,
            given_on=information.given_on,
            case_number=case.number,
        ),
    )
    work.wake(case.id, "information given")
    look_next_morning(work, case.municipality_id)


def put(work: Work, claim: Claim) -> None:
    """To the member who is to verify it, by a link to it."""
    assert claim.member is not None  # a member is asked
    case = work.session.get_one(Case, claim.case_id)
    link = links.issue(work, claim.member.id, LinkPurpose.INFORMATION, claim.id)
    outbox.queue(
        work,
        ClaimPut(
            recipient=member_of(claim.member),
            life_id=case.id,
            link_id=link.id,
            claim_id=claim.id,
            asked_on=claim.asked_on,
            case_number=case.number,
        ),
    )
    work.wake(case.id, "claim put")


def answered(work: Work, outcome: ClaimOutcome) -> None:
    """To the case manager, else to the head."""
    assert outcome.member is not None  # a member found it
    case = work.session.get_one(Case, outcome.claim.case_id)
    outbox.queue(
        work,
        ClaimAnswered(
            recipient=officer_for(work, case.life),
            life_id=case.id,
            outcome_id=outcome.id,
            institution=outcome.member.professional.affiliation,
            claim_number=outcome.claim.number,
            found_on=outcome.found_on,
            case_number=case.number,
        ),
    )
    work.wake(case.id, "claim answered")
    look_next_morning(work, case.municipality_id)
