"""Meetings held without whoever speaks for a child from elsewhere: Art. 4(6)."""

from datetime import date

from casework.record.known import answers, child_person
from casework.record.table import held_of, meetings, seats
from models.life import Life
from models.session import Work
from rules.known import FactName
from rules.meetings import unrepresented
from rules.representatives import met_without
from workflow import breaches
from workflow.kinds import kind_of


def lacked(work: Work, life: Life, held_on: date) -> bool:
    """On that day the child's status was known, and nobody of Art. 4(6) had a seat."""
    if not kind_of(life).of_a_child:
        return False
    child = child_person(work.session, life.id)
    said = answers(work.session, child.id, FactName.STATUS)
    there = (each for each in seats(work.session, life.id) if each.sat_on(held_on))
    return met_without({each.professional.kind for each in there}, said, held_on)


def judge(work: Work, life: Life, *, by_status: bool = False) -> None:
    """Every meeting held is looked at anew when another seat, or status, is on record.

    Of what was wrong no breach is left standing; it stays to be read, struck through.
    """
    for meeting in held_of(meetings(work.session, life.id)):
        wrong = unrepresented(meeting.id, meeting.met_on)
        stands = lacked(work, life, meeting.met_on)
        if stands or not by_status:
            breaches.corrected(work, life, wrong, stands=stands)
        else:
            breaches.judged(work, life, wrong, meeting.met_on)
