"""Meetings of which something may still be put on record: Art. 17(5)."""

from uuid import UUID

from models.session import Work
from queries.meeting_file import MeetingFile, open_meeting
from rules.phases import check_open
from workflow.kinds import case_of


def open_unsealed(work: Work, meeting_id: UUID, *, to_chair_it: bool = False) -> MeetingFile:
    """For who runs the table, or chairs this meeting; a sealed file is said before a form opens,
    with the way beside it."""
    file = open_meeting(work, meeting_id, to_run_it=True, to_chair_it=to_chair_it)
    case = case_of(work.session, file.life.id)
    if case is not None:
        check_open(case.phase, case.number)
    return file
