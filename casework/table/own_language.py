"""A member says in which language they are written to: ours, decision 0210."""

from core.i18n import Language
from models.case import Member
from models.life import Life
from models.session import Work


def choose(work: Work, member: Member, language: Language) -> None:
    """At every table of theirs at this centre; the same once more is not put on record."""
    person = member.professional
    if person.language == language:
        return
    person.language = language
    life = work.session.get_one(Life, member.life_id)
    work.record("language chosen", "6(1.1)", life=life, member=member.id)
