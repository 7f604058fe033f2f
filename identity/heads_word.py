"""The word of whoever decides for the centre, of its own day: Art. 4(2), 8(3), 17(3)."""

from datetime import date
from uuid import UUID

from identity.access import officer_of, say_for_whom
from identity.conflicts import has_conflict
from identity.officers import acts_as_head
from models.meeting import Meeting
from models.people import Account
from models.session import Work
from rules.basis import Article, Basis
from rules.deputies import check_agreement, check_head
from workflow.kinds import case_of


def take_for_head(
    work: Work,
    municipality_id: UUID,
    by: UUID | None,
    basis: Basis,
    *,
    at: UUID | None,
    on: date | None = None,
) -> None:
    """What follows is the head's to do, `at` a table or at none; raises `NotTheHead` for who is
    neither head nor deputy, and `DecidesInConflict` for who is barred from that table.

    `on` is the day of `by`'s word, where that was given earlier: decision 0066.
    """
    today, account = work.clock.today(), work.session.get(Account, by) if by else None
    if account is not None and account.municipality_id != municipality_id:
        account = None
    acts = account is not None and acts_as_head(account, on or today)
    barred = at is not None and by is not None and has_conflict(work.session, at, by)
    own = work.actor.id in (None, by)
    check_head(
        acts_as_head=acts,
        basis=basis,
        in_conflict=barred,
        entered_for_head=own or acts_as_head(officer_of(work), today),
    )
    say_for_whom(work, account, on)


def answer_for_head(
    work: Work, meeting: Meeting, municipality_id: UUID, by: UUID | None, on: date | None = None
) -> None:
    """The head's word on a date, or the deputy's, where it is not their own case: Art. 8(3).

    Nor does anybody enter on their own case that the head has said so.
    """
    take_for_head(work, municipality_id, by, Article(8, "3"), at=meeting.life_id, on=on)
    not_on_own_case(work, meeting, by)


def not_on_own_case(work: Work, meeting: Meeting, by: UUID | None) -> None:
    """Asked again once the case is held: it may have come to be theirs.

    A head manages no case (`rules.accounts.StillManages`), so that it is not asked for; what they
    proposed before they were the head they did.
    """
    own = [meeting.proposed_by_id]
    if work.as_deputy is not None or work.actor.id != by:
        case = case_of(work.session, meeting.life_id)
        own += [case.manager_id] if case else []
    check_agreement(by, own)
    check_agreement(work.actor.id, own)
