"""From no table to this edition of the record and back."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Table, UniqueConstraint, create_engine, insert, inspect, select, text
from sqlalchemy.orm import Session

from core.ids import new_id
from deployments.backup_file import Manifest
from deployments.postgres import DatabaseProvider
from deployments.restore import pause
from models import Base, edition, migrate
from models.base import EnumText
from models.case import Member
from models.life import Life
from models.mail_complaint import MailComplaint
from models.outbox import Message
from models.people import Municipality, Professional
from models.pool import owners_engine
from models.session import WRITE_TRAIL

NOW = datetime(2026, 9, 7, 8, tzinfo=UTC)


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


SCHEMA = text("""
    SELECT concat_ws(' ', attrelid::regclass || '.' || attname,
        format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0
UNION ALL
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
        AND contype <> 't'
UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
""")
"""Columns with type and default, constraints (NOT NULL is one, a trigger is none) and indexes, in
Postgres's words."""
FUNCTIONS = text("SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace")


def schema(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return {line for line in connection.scalars(SCHEMA) if "alembic_version" not in line}


def fill(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        place = Municipality(slug="ferizaj", name_sq="Ferizaj", name_sr="Uroševac")
        session.add(place)
        session.flush()
        life = Life(kind="case", key="R-26-1001", municipality_id=place.id, began_at=NOW)
        session.add(life)
        session.flush()
        entry = {"at": NOW.isoformat(), "kind": "system", "act": "begun", "detail": {}}
        session.execute(WRITE_TRAIL, {"entries": json.dumps([entry])})


def test_up_with_a_row_down_and_up_again(empty: str) -> None:
    engine = owners_engine(empty)
    try:
        for _ in range(2):
            migrate.upgrade(empty)
            assert tables(engine) == set(Base.metadata.tables)
            fill(engine)
            migrate.downgrade(empty, "base")
            assert tables(engine) == set()
            assert migrate.current(empty) is None
            with engine.connect() as connection:
                assert connection.scalar(FUNCTIONS) == 0
        migrate.upgrade(empty)
        migrate.upgrade(empty)  # what is there already is left alone
        with Session(engine) as session:
            assert session.scalars(select(Life)).all() == []
        functions = text("SELECT count(*) FROM pg_proc WHERE proname LIKE 'audit%'")
        with engine.connect() as connection:
            assert connection.scalar(functions) == 4
    finally:
        engine.dispose()


@pytest.mark.usefixtures("configured")
def test_complaints_that_were_mails_have_rows_of_their_own(empty: str) -> None:
    engine = owners_engine(empty)
    try:
        migrate.upgrade(empty, "0022")
        with Session(engine) as session, session.begin():
            member = _complained(session)
        migrate.upgrade(empty)
        with Session(engine) as session:
            (found,) = session.scalars(select(MailComplaint)).all()
        assert (found.member_id, found.mail_id) == (member, None)
        assert (found.said_on, found.said_at) == (NOW.date(), NOW)
    finally:
        engine.dispose()


def _complained(session: Session) -> UUID:
    place = Municipality(slug="ferizaj", name_sq="Ferizaj", name_sr="Uroševac")
    session.add(place)
    session.flush()
    life = new_id()
    session.execute(  # of that edition, which knew no later column
        insert(Life).values(
            id=life, kind="case", key="R-26-1001", municipality_id=place.id, began_at=NOW
        )
    )
    doctor = Professional(
        municipality_id=place.id,
        kind="1.5",
        institution="QKMF Ferizaj",
        name="Dr. Arta Bytyqi",
        email="arta.bytyqi@qkmf.example",
        language="sq",
    )
    session.add(doctor)
    session.flush()
    member = Member(
        life_id=life,
        professional_id=doctor.id,
        under="4(1)",
        reason="health",
        selected_on=NOW.date(),
        selected_recorded_at=NOW,
    )
    session.add(member)
    session.flush()
    said = {"obstacle": "unwanted", "member_id": str(member.id), "told_on": NOW.date().isoformat()}
    for obstacle in ("unwanted", "paper"):
        message = Message(
            key=f"members/obstacle:{obstacle}",
            life_id=life,
            template="members/obstacle",
            article="6(1.1)",
            recipient="account",
            recipient_id=new_id(),
            context=said | {"obstacle": obstacle},
            status="obsolete",
            queued_at=NOW,
            not_before=NOW,
            message_id=f"<{obstacle}@qps.example>",
        )
        session.add(message)
    return member.id


@pytest.mark.parametrize("revision", ["0001", "head"])
def test_a_copy_of_each_edition_is_paused(empty: str, revision: str) -> None:
    """As it is put back, before what is missing runs."""
    engine = owners_engine(empty)
    manifest = Manifest("Qendra", NOW, "", revision, {}, (), {})
    try:
        migrate.upgrade(empty, revision)
        with engine.begin() as connection:
            connection.exec_driver_sql(pause(Path("tryeza.age"), manifest))
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT file FROM restored_copy")) == "tryeza.age"
    finally:
        engine.dispose()
        migrate.upgrade(empty)


@pytest.mark.usefixtures("configured")
def test_tables_and_migrations_do_not_differ(postgres: DatabaseProvider) -> None:
    migrate.check(postgres.url("tryeza_owner"))


def test_tables_and_migrations_agree_on_every_definition(empty: str) -> None:
    """More than Alembic compares: checks, what an index covers, what a key does on a deletion."""
    engine = create_engine(empty)
    try:
        migrate.upgrade(empty)
        migrated = schema(engine)
        migrate.downgrade(empty, "base")
        Base.metadata.create_all(engine)
        declared = schema(engine)
        Base.metadata.drop_all(engine)
    finally:
        engine.dispose()
    assert migrated ^ declared == set()
    assert len(migrated) > sum(len(table.columns) for table in Base.metadata.tables.values())


@pytest.mark.usefixtures("configured")
def test_the_database_takes_the_words_of_each_enum_and_no_other(
    postgres: DatabaseProvider,
) -> None:
    asked = text(
        "SELECT conname, pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE contype = 'c'"
    )
    engine = create_engine(postgres.url("tryeza_owner"))
    with engine.connect() as connection:
        known = {row.conname: row.rule for row in connection.execute(asked)}
    engine.dispose()
    for table, column, words in enum_columns():
        rule = known.get(f"ck_{table}_{column}", "")
        assert set(re.findall(r"'([\w.]+)'", rule)) == {str(word) for word in words}, column


def enum_columns() -> Iterator[tuple[str, str, type[StrEnum]]]:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, EnumText):
                yield table.name, column.name, column.type.words


def test_migrations_have_one_head() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
    assert scripts.get_heads() == [edition.wanted()]


def test_every_constraint_has_a_name() -> None:
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"a nameless constraint of {table.name}"


NOT_SEARCHED_BY = {
    *(
        "erasure.noticed_by_id",
        "erasure.hidden_by_id",
        "erasure.decided_by_id",
        "erasure.ended_by_id",
    ),
    *("legal_hold.placed_by_id", "legal_hold.lifted_by_id", "retention_rule.entered_by_id"),
    "erased_record.decided_by_id",
    *("assessment.recorded_by_id", "plan.assessment_id"),
    *("assessment.meeting_id", "plan.meeting_id", "closure.meeting_id", "minutes.approved_in_id"),
    *("family_word.person_id", "family_word.recorded_by_id"),  # with the meeting's id before it
    "review.plan_id",
    *("meeting.proposed_by_id", "meeting.agreed_by_id", "report_request.confirmed_by_id"),
    *("report_request.answered_in_id", "report_request.follows_id"),
    "report_request.action_id",  # asked of the questions only, which have an index
    *("closure.proposed_by_id", "closure.approved_by_id"),
    "closure.fell_by_id",
    *("plan_action.former_id", "review_rhythm.meeting_id", "review_rhythm.recorded_by_id"),
    *("opinion.person_id", "opinion.recorded_by_id"),
    *("signature_reminder.member_id", "signature_reminder.account_id"),
    *("last_call.member_id", "last_call.account_id"),  # the same
    *("closure.accepted_entered_by_id", "age_finding.meeting_id", "age_finding.recorded_by_id"),
    *("supervision_question.asked_by_id", "question_turn.recorded_by_id"),
    *("signed_month.signed_by_id", "month_remark.recorded_by_id"),
    *("monitoring_visit.recorded_by_id", "monitoring_visit.corrects_id"),
    *("follow_up.recorded_by_id", "follow_up_word.recorded_by_id"),
    *("services_letter.recorded_by_id", "services_letter_word.recorded_by_id"),
    *("referral_receipt.recorded_by_id", "referral_receipt.given_by_id"),
    "referral_receipt.answers_id",
    *("standing_seat.entered_by_id", "standing_seat.ended_by_id", "seat_term.entered_by_id"),
    "services_letter.corrects_id",  # with the case's id before it
    "account_change.changed_by_id",
    *("enrolment.begun_by_id", "totp_secret.account_id"),  # two of its indexes hold half each
    *("supplement.entered_by_id", "supplement.corrects_id"),  # with the case's id before it
    *("supplement_signature.account_id", "supplement_signature.digest"),
    *("mistaken_referral.decided_by_id", "participant.meeting_id"),
    *("paper_case.recorded_by_id", "paper_word.recorded_by_id"),
    *("referral_day.recorded_by_id", "appointment_day.recorded_by_id", "typed_day.recorded_by_id"),
    *("report_correction.corrected_by_id", "reported_action.ended_by_id"),
    *("signature_correction.corrected_by_id", "signature.entered_by_id"),
    *("identity_check.professional_id", "identity_check.checked_by_id"),  # with the seat's id
    *("confirmation.identity_check_id", "confirmation.authenticator_id"),
    *("member_session.identity_check_id", "signature.identity_check_id"),
    *("report_request.identity_check_id", "member_authenticator.ended_by_id"),
    *("earlier_case_link.linked_by_id", "earlier_case_link_end.taken_back_by_id"),
    "earlier_case_link.supplement_id",  # with the earlier case's id before it
    *("guest_invitation.meeting_id", "guest_invitation.recorded_by_id"),
    "invitation_taken_back.recorded_by_id",
    *("appointment.appointed_by_id", "standing_instruction.given_by_id"),
    *("signature.member_id", "signature.account_id", "open_duty.meeting_id"),
    *("contact_change.asked_by_id", "contact_change.decided_by_id", "replacement.recorded_by_id"),
    *("disputed_number.decided_by_id", "disowned_address.decided_by_id"),
    *("succession.recorded_by_id", "departure_seen.seen_by_id"),
    *("meeting_request.recorded_by_id", "request_answer.answered_by_id"),
    *("information.recorded_by_id", "claim.asked_by_id", "claim.information_id"),
    *("log_entry.recorded_by_id", "log_entry.officer_id", "decision_record.recorded_by_id"),
    "contact_schedule.person_id",
    *("report_date.set_by_id", "report_date.taken_back_by_id", "inquiry.asked_by_id"),
    *("inquiry_answer.member_id", "inquiry_answer.recorded_by_id"),
    *("inquiry_withdrawal.withdrawn_by_id", "answer_taken_back.taken_back_by_id"),
    "record_taken_back.taken_back_by_id",
    "assessment_limit.entered_by_id",
    *("annex_wording.entered_by_id", "wording_taken_back.taken_back_by_id"),
    *("contribution.recorded_by_id", "left_contribution.recorded_by_id"),
    "plan_action.contribution_id",  # with the plan's id before it
    *("monitoring_form.plan_id", "monitoring_form.recorded_by_id"),  # with the case's id before it
    *("monitored_action.action_id", "table_findings.recorded_by_id"),
    *("claim_outcome.member_id", "claim_outcome.recorded_by_id", "signal_answer.answered_by_id"),
    *("meeting.countered_by_id", "hand_service.member_id", "hand_service.recorded_by_id"),
    *("meeting.chaired_by_id", "meeting.chaired_by_member_id", "substitute_chair.named_by_id"),
    *("chair_correction.was_account_id", "chair_correction.was_member_id"),
    *("chair_correction.recorded_by_id", "conflict_withdrawal.recorded_by_id"),
    *("record_correction.recorded_by_id", "presence_correction.member_id"),
    "misplaced_meeting.recorded_by_id",
    *("presence_correction.person_id", "presence_correction.participant_id"),
    *("meeting_room.kept_by_id", "room_arrival.member_id"),  # by the meeting
    "form_draft.life_id",  # with the officer's id and the page before it
    *("late_coming.member_id", "late_coming.recorded_by_id"),  # by the meeting
    *("agenda_item.added_by_id", "agenda_item.taken_back_by_id", "dissent.recorded_by_id"),
    *("superior_service.recorded_by_id", "superior_reply.recorded_by_id"),
    *("institution_superior.recorded_by_id", "own_progress.recorded_by_id"),
    *("deputy.appointed_by_id", "deputy.ended_by_id"),
    *("participant.recorded_by_id", "participant_word.recorded_by_id"),
    *("fact.recorded_by_id", "family_person.officer_id"),  # with the case's id before it
    "contact_change.life_id",  # asked of the open ones only, which have an index
    *("told_notice.message_id", "told_notice.recorded_by_id"),  # with the case's id before it
    *("protocol_number.recorded_by_id", "office_number.recorded_by_id"),  # the same
    *("stored_file.brought_by_id", "stored_file.brought_by_member_id"),  # with the life's id
    "file_piece.life_id",  # with the file's id before it
    *("file_removal.removed_by_id", "file_removal.removed_by_member_id"),  # the same
    *("file_before_meeting.meeting_id", "file_before_meeting.said_by_id"),
    "original_opening.opened_by_id",
    *("filed_page.filed_by_id", "signature_scan.life_id", "signature_scan.said_by_id"),
    *("waiting_page.ended_by_id", "waiting_page.filed_page_id"),
    *("page_taken_back.taken_by_id", "declaration_seen.said_by_id"),
    *("made_paper.meeting_id", "made_paper.member_id", "made_paper.made_by_id"),  # by its number
    "section_word.recorded_by_id",  # asked of a case
    *("archive_order.asked_by_id", "archive_order.file_id"),  # with the case's id before it
    *(
        "record_export.begun_by_id",
        "export_request.authorised_by_id",
        "export_request.person_id",
        "export_request.recorded_by_id",
    ),
    *("export_decision.decided_by_id", "export_approval.approved_by_id"),  # asked of an export
    *("export_order.approval_id", "export_order.file_id", "export_end.case_id"),
    *("export_end.order_id", "export_end.recorded_by_id"),
    *("page_code.municipality_id", "later_print.municipality_id"),  # by the code itself
    "call_asked.ended_by_id",
    *("annual_report.saved_by_id", "annual_report.approved_by_id", "annual_report.meeting_id"),
    *("annual_handing.entered_by_id", "annual_handing.given_by_id"),
    *("disputed_number.member_id", "disowned_address.member_id"),  # the same
    *("emergency.confirmed_by_id", "emergency.ended_by_id", "emergency.reviewed_by_id"),
    *("signature.digest", "minutes.digest", "closure.digest"),  # with the paper's id before it
}
"""Foreign keys that no question begins with: their own row is found first, another way."""


def test_every_foreign_key_that_is_searched_by_has_an_index() -> None:
    """An index on all rows; one on some of them serves only who asks for those."""
    bare = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.foreign_keys and column.name not in _leading(table)
    }
    assert bare == NOT_SEARCHED_BY


def _leading(table: Table) -> set[str]:
    """The columns that an index over the whole table begins with."""
    whole = [
        index for index in table.indexes if index.dialect_options["postgresql"]["where"] is None
    ]
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    firsts = [next(iter(index.columns)) for index in whole if index.columns]
    firsts += [next(iter(key.columns)) for key in (*unique, table.primary_key)]
    return {column.name for column in firsts}
