"""A kind of life that no module of ours has heard of goes from its row to the first page."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import ColumnElement, select, true

from casework.bootstrap import KINDS
from models.life import AuditEntry, Life, Wakeup
from models.people import Account, Municipality
from models.session import Work, unit_of_work
from portal import kinds as portal_kinds
from rules.basis import Article, Default
from rules.duties import Duty, OpenDuty
from rules.roles import Owner
from rules.steps import DueStep, Step
from simulation.life import CaseStory
from tests.portal.acts import ADMIN
from tests.portal.conftest import Browser, SignIn
from workflow.kinds import Kind, Look, register
from workflow.life import after_act, due_steps, lock, perform
from workflow.lives import open_life

OURS = Default("A limit of the toy", 0, beside=Article(8, "2"))
STEP = Step("wave", "8(2)", "life", "Wave", "Somebody waves")


def waved(work: Work, life_id: UUID) -> bool:
    query = select(AuditEntry.id).where(AuditEntry.life_id == life_id, AuditEntry.act == "waved")
    return work.session.scalar(query) is not None


def wave(work: Work, life_id: UUID, _subject: UUID | None) -> None:
    work.record("waved", "8(2)", life=work.session.get_one(Life, life_id))
    work.write_trail()


def look(work: Work, life: Life) -> Look:
    is_over = waved(work, life.id)
    owed = OpenDuty(Duty.HOLD_MEETING, Owner.HEAD, work.clock.today(), OURS)
    return Look(
        steps=() if is_over else [DueStep("wave", life.id)],
        waiting_for="AwaitingToy",
        wake_at=None,
        duties=[owed] if is_over else (),
    )


def heads(_account: Account, as_head: bool) -> ColumnElement[bool]:
    return true() if as_head else ~true()


TOY = Kind("toy", look, {"wave": wave}, label=lambda life: life.key.upper(), answered_by=heads)


@pytest.fixture
def toy(story: CaseStory) -> UUID:
    """A life of the kind, open in Ferizaj."""
    register([TOY], {"wave": STEP})
    portal_kinds.show("toy", portal_kinds.Shown("Toys", "/toys/{label}"))
    with unit_of_work() as work:
        place = work.session.scalars(select(Municipality).filter_by(slug="ferizaj")).one()
        life, made = open_life(work, "toy", "t-1", place)
        assert made
        after_act(work, life.id, "opened")
        return life.id


def test_it_is_woken_takes_its_step_and_rests(toy: UUID) -> None:
    with unit_of_work() as work:
        assert work.session.scalars(select(Wakeup.reason).filter_by(life_id=toy)).all() == [
            "opened"
        ]
    for step in due_steps(toy):
        perform(step.act, toy, step.subject_id)
    perform("wave", toy, toy)  # not due any more
    assert list(due_steps(toy)) == []
    with unit_of_work() as work:
        life = lock(work, toy)
        assert (life.waiting_for, life.ended_at, waved(work, toy)) == ("AwaitingToy", None, True)


def test_what_it_owes_stands_on_the_first_page_of_who_answers_for_it(
    toy: UUID, chief: Browser
) -> None:
    perform("wave", toy, toy)
    page = chief.get("/").text
    assert "T-1" in page


def test_only_who_answers_for_it_sees_it(toy: UUID, manager: Browser) -> None:
    perform("wave", toy, toy)
    assert "T-1" not in manager.get("/").text


def test_an_administrator_sees_its_word_and_number(toy: UUID, sign_in: SignIn) -> None:
    assert "Toys" in sign_in(ADMIN).get("/").text


def test_the_portal_does_not_start_with_a_kind_it_cannot_show() -> None:
    with pytest.raises(portal_kinds.NotShown, match="unheard of"):
        portal_kinds.check([*KINDS, replace(TOY, name="unheard of")])
