"""Meetings held without whoever speaks for a child from elsewhere: Art. 4(6)."""

from datetime import date

from casework.record.known import answers, child_person
from casework.record.table import held_of, meetings, seats
from models.case import Member
from models.life import Life
from models.session import Work
from rules.known import FactName
from rules.meetings import Record, unrepresented
from rules.representatives import met_without
from workflow import breaches
from workflow.kinds import kind_of


def lacked(work: Work, life: Life, held_on: date) -> bool:
    """On that day the child's status was known, and nobody of Art. 4(6) had a seat."""
    if not kind_of(life).of_a_child:
        return False
    child = child_person(work.session, life.id)
    said = answers(work.session, child.id, FactName.STATUS)
    there = (each for each in seats(work.session, life.id) if _sat(each, held_on))
    return met_without({each.professional.kind for each in there}, said, held_on)


def _sat(member: Member, day: date) -> bool:
    """By the days on record, whoever has left or is recused since."""
    gone = [member.left_on, member.declared_on if member.conflict else None]
    return member.selected_on <= day and all(on is None or on > day for on in gone)


def judge(work: Work, life: Life) -> None:
    """Every meeting held is looked at anew when another status is on record.

    Of a status that was wrong no breach is left standing; it stays to be read, struck through.
    """
    for meeting in held_of(meetings(work.session, life.id)):
        record = Record(meeting.id, meeting.met_on, agreed=True, invited=True)
        wrong = unrepresented(record)
        is_wrong = lacked(work, life, meeting.met_on)
        if is_wrong:
            breaches.note(work, life, [wrong])
        breaches.judged(work, life, wrong, None if is_wrong else meeting.met_on)
