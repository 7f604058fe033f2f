"""Word to the family, held against the day of the meeting: Art. 8(10)."""

from collections.abc import Sequence

from models.life import Life
from models.meeting import FamilyNotice, Meeting
from models.session import Work
from rules.basis import Article
from rules.breaches import Breach
from rules.duties import Duty
from rules.roles import Owner
from workflow import breaches


def given(work: Work, life: Life, meeting: Meeting, notices: Sequence[FamilyNotice | None]) -> None:
    """The word that came last, entered late with its true day: the lapse is struck through.

    Held against the limit again with every word: a day may be put right, or taken back. Where
    only reasons stand, there is no day on which somebody was told.
    """
    if meeting.day >= work.clock.today():
        return  # nothing has passed
    told = [notice.notified_on for notice in notices if notice and notice.notified_on]
    on = max(told, default=None) if all(notices) else None
    owner, article = Owner.MANAGER, Article(8, "10")
    lapse = Breach(Duty.NOTIFY_FAMILY, article, owner, meeting.day, meeting.id, meeting.id)
    breaches.judged(work, life, lapse, on)
