"""Whom the centre notifies of the members of one institution: Art. 14(3.2)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from casework.record.superiors import last_named
from casework.tell import superiors
from core.clock import local_day
from identity import superior_links
from identity.access import NotThere, officer_of
from identity.heads_word import take_for_head
from models.case import Case, Member
from models.life import WakeReason
from models.people import Professional
from models.session import Work
from models.superior import InstitutionSuperior
from notifications.superiors import superiors_of
from rules.as_shown import check_superior_shown
from rules.defaults import DEFAULTS
from rules.superior import check_superior_named
from workflow.life import after_act, lock


def name_for_institution(
    work: Work,
    institution: str,
    *,
    name: str,
    mail: str,
    phone: str = "",
    language: str = "sq",
    shown: str | None = None,
) -> None:
    """The head names whom the centre notifies of this institution's members: Art. 14(3.2).

    `shown` is what the page said of those named so far: `queries.superiors.shown_of`.
    """
    officer = officer_of(work)
    assert officer.municipality_id is not None  # an administrator names nobody
    take_for_head(work, officer.municipality_id, officer.id, DEFAULTS.INSTITUTION_SUPERIOR, at=None)
    check_superior_named(name, mail)
    people = work.session.scalars(
        select(Professional).filter_by(
            municipality_id=officer.municipality_id, institution=institution
        )
    ).all()
    if not people:
        raise NotThere
    _check_shown(work, officer.municipality_id, institution, shown)
    before = superiors_of(work.session, people)
    work.session.add(
        InstitutionSuperior(
            municipality_id=officer.municipality_id,
            institution=institution,
            name=name.strip(),
            email=mail.strip(),
            phone=phone.strip() or None,
            language=language,
            recorded_at=work.clock.now(),
            recorded_by_id=officer.id,
        )
    )
    work.session.flush()
    now = superiors_of(work.session, people)
    moved = [id for id, former in before.items() if former.mail != now[id].mail]
    superior_links.close_all(work, moved)
    superior_links.end_doubt(work, moved)
    superiors.sent_back_again(work, [person.id for person in people])
    for case in _open_cases(work, people):
        life = lock(work, case.id)
        work.record("superior of institution named", "14(3.2)", life=life)
        after_act(work, case.id, "superior named")
        work.wake(case.id, WakeReason.MAIL)


def _open_cases(work: Work, people: Sequence[Professional]) -> Sequence[Case]:
    """At whose table one of them has a seat."""
    theirs = select(Case).join(Member, Member.life_id == Case.id)
    theirs = theirs.where(
        Member.professional_id.in_([person.id for person in people]), Case.sealed_at.is_(None)
    )
    return work.session.scalars(theirs.distinct()).all()


def _check_shown(work: Work, centre: UUID, institution: str, shown: str | None) -> None:
    last = last_named(work.session, centre).get(institution)
    if last is not None:
        check_superior_shown(shown, last.id.hex, local_day(last.recorded_at))
