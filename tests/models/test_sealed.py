"""Personal values: sealed in their cell, and nowhere else to be read."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text

from casework.case import referral
from core import crypto
from core.crypto import KeyRing, SealBroken
from models import Base
from models.base import Sealed
from models.case import Child, FamilyPerson
from models.session import engine, unit_of_work
from rules.composition import Relation
from simulation import words
from tests.conftest import At
from tests.scenes import a_referral

CANARY = "Kanarina"


STORED = "name_sealed"


def stored(row: Base) -> Any:
    """What the column holds."""
    return getattr(row, STORED)


def child() -> Child:
    with unit_of_work() as work:
        return work.session.scalars(select(Child)).one()


@pytest.mark.article("18(1)", "10(6)")
def test_a_sealed_value_is_plain_on_its_own_row_only(a_case: At) -> None:
    a_case("referred")
    row = child()
    assert row.name == "Lirie Podgorani"
    assert row.birth_date == date(2024, 5, 14)
    assert b"Lirie" not in stored(row)


@pytest.mark.article("18(1)")
def test_a_value_moved_to_another_column_does_not_open(a_case: At) -> None:
    a_case("referred")
    with unit_of_work() as work:
        work.session.execute(text("UPDATE child SET gender_sealed = name_sealed"))
    with pytest.raises(SealBroken) as broken:
        _ = child().gender
    assert "Lirie" not in str(broken.value)


@pytest.mark.article("18(1)")
def test_a_value_moved_to_another_row_does_not_open(a_case: At) -> None:
    a_case("prepared")
    with unit_of_work() as work:
        people = {p.relation: p for p in work.session.scalars(select(FamilyPerson))}
        setattr(people[Relation.MOTHER], STORED, stored(people[Relation.FATHER]))
    with unit_of_work() as work:
        people = {p.relation: p for p in work.session.scalars(select(FamilyPerson))}
        assert people[Relation.FATHER].name == "Skender Podgorani"
        with pytest.raises(SealBroken):
            _ = people[Relation.MOTHER].name


@pytest.mark.article("18(1)")
def test_a_changed_value_does_not_open(a_case: At) -> None:
    a_case("referred")
    with unit_of_work() as work:
        flip = text(
            "UPDATE child SET name_sealed = "
            "set_byte(name_sealed, 20, 255 - get_byte(name_sealed, 20))"
        )
        work.session.execute(flip)
    with pytest.raises(SealBroken):
        _ = child().name


@pytest.mark.article("18(1)")
def test_without_its_key_nothing_opens_and_the_refusal_names_the_key(a_case: At) -> None:
    a_case("referred")
    row, ring = child(), crypto.ring()
    crypto.install(KeyRing.generate())
    try:
        with pytest.raises(SealBroken, match=ring.keys[0][0]):
            _ = row.name
        crypto.install(KeyRing((*KeyRing.generate().keys, *ring.keys)))  # rotated
        assert row.name == "Lirie Podgorani"
    finally:
        crypto.install(ring)


def test_nothing_stays_nothing() -> None:
    row = Child(name=None)
    assert row.name is None
    assert stored(row) is None
    with pytest.raises(TypeError, match="no attribute"):
        Child(nickname="x")


def plain_dump() -> Iterator[str]:
    """Every row of every table as text, as a backup would hold it."""
    with engine().connect() as connection:
        for table in Base.metadata.sorted_tables:
            for (row,) in connection.execute(text(f'SELECT t::text FROM "{table.name}" AS t')):
                yield f"{table.name}: {row}"


def canaries() -> list[str]:
    """What people wrote about the child and its family in the story."""
    known = [str(getattr(words.Family().child, f.name)) for f in fields(words.Family().child)]
    family = words.Family()
    narrative = (words.BEST_INTEREST, words.SUMMARY, words.GOAL, words.MINUTES, words.CLOSING)
    others = [family.father, family.mother, family.situation, words.FATHERS_VIEWS, *narrative]
    indicators = [getattr(words.COMPREHENSIVE, f.name) for f in fields(words.COMPREHENSIVE)]
    plan = [part for row in words.PLAN for part in row[1:]]
    found = [*known, *others, *words.REASONS.values(), *indicators, *plan]
    return [value for value in found if len(value) > 8]  # shorter ones are words of every day


@pytest.mark.article("18(1)", "10(6)")
def test_a_dump_of_a_whole_life_says_nothing_about_the_child(a_case: At) -> None:
    a_case("closed")
    dump = "\n".join(plain_dump())
    assert "R-26-1001" in dump
    told = [
        value
        for value in canaries()
        if value in dump or value.encode().hex() in dump or value.splitlines()[0] in dump
    ]
    assert told == []


@pytest.mark.article("18(1)")
def test_a_planted_leak_is_found(a_case: At) -> None:
    case = a_case("appointed")
    leaky = replace(words.Family().child, name=CANARY)
    with unit_of_work() as work:
        place = referral.municipality(work, "ferizaj").id
        leak = referral.refer(work, place, a_referral(leaky))
        leak.life.waiting_for = CANARY
    assert any(CANARY in line for line in plain_dump())
    assert case.case


@pytest.mark.article("18(1)")
def test_every_field_about_a_person_is_sealed() -> None:
    """A new column of plain text must be a code, a place of work or a word of ours."""
    text_columns = {
        f"{mapper.local_table.name}.{column.key}"  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        for column in mapper.local_table.columns
        if str(column.type) in {"VARCHAR", "TEXT"}
    }
    assert text_columns <= PLAIN, sorted(text_columns - PLAIN)
    sealed = {
        f"{mapper.local_table.name}.{name}"  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        for name, value in vars(mapper.class_).items()
        if isinstance(value, Sealed)
    }
    assert {"child.name", "child.health", "cases.situation", "account.name"} <= sealed


PLAIN = {
    *("account.language", "account.role", "account_password.hash"),
    *("enrolment.purpose", "enrolment.ended_as", "passkey.relying_party", "staff_session.means"),
    *("assessment.kind", "assessment.risk"),
    *("audit.act", "audit.actor_kind", "audit.article", "audit_head.key"),
    *("breach.actor", "breach.article", "breach.duty"),
    "case_category.code",
    *("mistaken_referral.mistake", "supplement_signature.capacity"),
    *("supervision_question.about", "supervision_question.duty", "question_turn.turn"),
    *("follow_up_word.became", "services_letter.sent_by", "services_letter_word.came"),
    *("inquiry.abroad", "inquiry.means", "inquiry_answer.how"),
    *("cases.number", "cases.phase", "cases.risk", "cases.rules_version"),
    "child.status",
    *("referral_receipt.language", "referral_receipt.way"),
    "closure.ground",
    "opinion.outcome",
    *("family_notice.how", "family_notice.taken_back_by", "family_word.how"),
    *("family_person.relation", "fact.name"),
    *("contact_change.ended_as", "contact_change.means", "contact_change.superior_language"),
    "heartbeat.name",
    *("life.key", "life.kind"),
    *("life.language", "signed_text.paper"),
    *("life.stalled_reference", "life.stalled_step", "life.waiting_for"),
    *("meeting_request.means", "hand_service.what", "claim_outcome.found"),
    *("signal_answer.kind", "assessment_limit.counted_from", "annex_wording.line"),
    *("log_entry.kind", "log_entry.seen"),
    *("contact_schedule.watch", "log_entry.whose_doing"),
    *("monitored_action.indicator", "table_findings.means"),
    *("contribution.aim", "contribution.means", "goal_criterion.criterion", "goal_criterion.mark"),
    *("decision_record.subject", "decision_record.dissented", "signature_reminder.duty"),
    *("superior_service.means", "institution_superior.institution"),
    "institution_superior.language",
    *("participant.part", "participant_word.word", "typed_day.what"),
    *(
        "meeting.agenda_approval",
        "meeting.kind",
        "meeting.place",
        "meeting.stated_risk",
        "member.left_as",
        "member.under",
        "member_link.purpose",
        "member_link.closed_by",
    ),
    *("message.article", "message.channel", "message.key", "message.message_id"),
    *("message.recipient", "message.reply", "message.status", "message.template"),
    *("municipality.name_sq", "municipality.name_sr", "municipality.slug"),
    *("open_duty.actor", "open_duty.article", "open_duty.duty", "coming_step.act"),
    *(
        "plan.kind",
        "own_progress.status",
        "plan_action.aim",
        "plan_action.of_centre",
        "plan_action.status",
        "progress.status",
        "progress.day_answer",
        "reported_action.status",
        "reported_action.done_on",
        "reported_action.asked_until",
    ),
    *("professional.institution", "professional.kind", "professional.language"),
    *("professional.superior_language", "professional.unit", "review.risk"),
    *("signature.method", "signature.paper", "signature.role"),
    *("step_attempt.article", "step_attempt.error", "step_attempt.outcome"),
    *("step_attempt.reference", "step_attempt.step", "wakeup.reason"),
}
"""Codes, names of offices and words of ours; nothing of a person."""
