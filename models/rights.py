"""What each role may do with each table, down to the column: decision 0149.

`python -m models.rights` writes `0001_what_each_may.sql`; a test compares the two, and another one
asks the database. A row is read and added by whoever acts; a column that no act ever changes the
portal does not change, whatever is asked of it. The worker, which nobody reaches from outside, has
the triggers before it.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from core.database_roles import OF_THE_RECORD, PORTAL, REPORTS, SIGN_IN, WORKER
from models import Base

FILE: Final = Path(__file__).parent / "migrations" / "versions" / "0001_what_each_may.sql"

LIFE: Final = "ended_at flow_run_id activations last_look wake_at waiting_for language"
STALL: Final = " stalled_at stalled_step stalled_reference"

CHANGED: Final[Mapping[str, str]] = {
    "absence_notice": "about notified_at served_on taken_back_at",
    "account": "role language convener disabled_at email_index name_sealed email_sealed"
    " phone_sealed",
    "account_password": "hash set_at",
    "age_finding": "found_on",
    "agenda_item": "taken_back_at taken_back_by_id",
    "appointment": "appointed_on ended_on announced_at",
    "assessment": "made_on",
    "attendance": "present reason_sealed meeting_id",
    "breach": "actor limit_on over_on happened_on struck_on corrected",
    "cases": "phase referred_on announced_at manager_id conflict_on risk composed_at"
    " review_opened_on version sealed_at seal trail_entries trail_end",
    "chair_correction": "meeting_id",
    "child": "birth_estimated_sealed status_sealed name_sealed birth_date_sealed gender_sealed"
    " ethnicity_sealed birth_place_sealed residence_sealed whereabouts_sealed health_sealed"
    " disability_sealed other_sealed",
    "claim": "asked_on",
    "claim_outcome": "found_on",
    "closure": "needs_services_sealed services_unsaid asked_at approved_by_id approved_at"
    " approval_entered_at returned_at return_entered_at answered_at accepted_on"
    " accepted_entered_at accepted_entered_by_id meeting_id decided_on declined_on fell_at"
    " fell_by_id approval_lacked had_fallen_at stood_again_at decision_recorded_at digest"
    " signatures_asked_at after_eighteen_sealed head_note_sealed accepted_by_sealed"
    " accepted_letter_sealed fell_for_sealed",
    "coming_step": "on_day",
    "confirmation": "confirmed_at used_at",
    "contact_change": "ended_at ended_as means decided_by_id called_at called_person_sealed"
    " called_number_sealed refusal_sealed",
    "decision_record": "meeting_id",
    "demo_clock": "offset_seconds",
    "deputy": "ended_on ended_by_id ended_at",
    "disputed_number": "ended_at ended_as decided_by_id basis_sealed",
    "dissent": "meeting_id",
    "enrolment": "tries ended_at ended_as",
    "fact": "known_on",
    "family_notice": "meeting_id notified_on how present marked_on taken_back_on taken_back_by"
    " not_notified_reason_sealed views_sealed",
    "family_person": "relation alleged_perpetrator_sealed died officer_id name_sealed"
    " contact_sealed died_on_sealed",
    "guest_invitation": "meeting_id",
    "heartbeat": "beat_at",
    "information": "given_on meeting_id",
    "life": LIFE + STALL,
    "meeting": "number kind starts_at place agenda stated_risk asked_at agreed_by_id agreed_at"
    " agreement_entered_at countered_at counter_entered_at countered_by_id suggested_at invited_at"
    " reports_asked_at held_at recorded_at corrections chaired_by_id chaired_by_member_id"
    " cancelled_at cancel_entered_at called_off_at misplaced_at unplanned agenda_approval"
    " short_notice_reason_sealed no_assessment_reason_sealed counter_note_sealed"
    " chaired_by_words_sealed agenda_changes_sealed",
    "member": "left_on left_as left_recorded_at asked_at declared_at declared_on conflict"
    " confidential_at signed_on declared_on_paper refused_on refused_at refused_on_paper"
    " reason_sealed left_for_sealed refusal_sealed",
    "member_link": "revoked_at closed_by",
    "member_session": "ended_at",
    "message": "context link_id status queued_at not_before lease_until attempts accepted_at reply",
    "minutes": "meeting_id sent_at approved_on approved_in_id digest signatures_asked_at"
    " text_sealed corrections_sealed written_at",
    "one_time_code": "tries used_at",
    "open_duty": "position duty actor due_on article is_ours meeting_id member_ids count",
    "participant": "meeting_id",
    "participant_presence": "present meeting_id",
    "participant_word": "said_on",
    "passkey": "sign_count used_at",
    "plan": "adopted_on sent_at",
    "plan_action": "status dropped_on",
    "professional": "language superior_language standing left_at name_sealed email_sealed"
    " phone_sealed superior_name_sealed superior_email_sealed",
    "record_correction": "meeting_id",
    "recovery_code": "used_at",
    "referral_receipt": "address_sealed sent_at accepted_at handed_on handed_at given_by_id"
    " answers_id managed",
    "reminder": "due_on sent_at",
    "report_date": "taken_back_at taken_back_by_id",
    "report_request": "due_on put_again_at received_on received_at on_paper answered_in_id"
    " last_chance_on confirmed_by_id confirmed_at notified_at withdrawn_at served_on fell_told_on"
    " done_sealed concerns_sealed",
    "reported_action": "status done_on asked_until ended_by_id",
    "review": "settled_on",
    "review_rhythm": "set_on",
    "sent_form": "answer_sealed",
    "signal_answer": "since",
    "signature": "signed_on ended_by_id",
    "staff_session": "seen_at ended_at factor_at",
    "standing_instruction": "ended_at",
    "standing_seat": "ended_on ended_at ended_by_id reason_sealed",
    "step_attempt": "ended_at outcome error reference",
    "totp_secret": "confirmed_at last_step",
    "wakeup": "taken_at",
}
"""The columns that acts change. Beside them stands what the triggers let change, and when."""

TRAIL: Final[Mapping[str, str]] = {
    "audit": "",
    "audit_lane": "",
    "audit_seal": WORKER,
    "audit_head": WORKER,
    "audit_check": WORKER,
}
"""The trail's tables, and who adds to one beside its function: the sealer alone. Nobody changes a
row: decision 0153."""
TRAIL_IS_WRITTEN: Final = "audit_write(jsonb)"

STAGED: Final = "demo_clock"
"""Where it has a row, the program says what time it is (0153): no portal begins a demo."""

HELD: Final = frozenset({"annex_wording", "municipality"})
"""Held with FOR UPDATE and never changed; Postgres asks for a right to change something (docs,
SELECT, The Locking Clause), and that is the key, which rows refer to."""

SIGN_IN_MAY: Final[Mapping[str, str]] = {
    "account": "read hold",
    "account_password": "read add change",
    "confirmation": "read change",
    "demo_clock": "read",
    "enrolment": "read change",
    "member_session": "add",
    "message": "add",
    "one_time_code": "read change",
    "passkey": "read add change delete",
    "recovery_code": "read add change delete",
    "sent_form": "read add delete",
    "sign_in_attempt": "read add delete",
    "staff_session": "read add change delete",
    "totp_secret": "read add change delete",
}
"""All that signing in has to do with; nothing of a case is in it."""
SIGN_INS_OWN: Final = frozenset(
    {"account_password", "passkey", "recovery_code", "sign_in_attempt", "totp_secret"}
)
"""Nobody else writes there. What opens something nobody else reads: `SECRETS`."""
SIGN_IN_ONLY: Final[Mapping[str, str]] = {
    "enrolment": "tries",
    "staff_session": "factor_at",
    "one_time_code": "tries used_at",
    "confirmation": "confirmed_at",
}
"""What the portal does not change: no code is tried or used there, and no word confirmed."""
BEGUN_ELSEWHERE: Final = frozenset({STAGED, "member_session", "heartbeat", "step_attempt"})
"""What the portal never adds: a sign-in begins a session (0155), the engine tells of itself."""

SIGN_INS_COLUMNS: Final[Mapping[str, str]] = {"confirmation": "confirmed_at"}
"""Of what it changes, where that is not all that acts change."""

DELETED: Final[Mapping[str, str]] = {
    "open_duty": "reckoned anew",
    "coming_step": "reckoned anew",
    "heartbeat": "over by the clock",
    "sign_in_attempt": "over by the clock",
    "staff_session": "over by the clock",
    "sent_form": "over by the clock",
    "totp_secret": "opens nothing any more",
    "recovery_code": "opens nothing any more",
    "passkey": "opens nothing any more",
}
"""All that is ever deleted, and why it may be."""

SYSTEM_ONLY: Final[Mapping[str, str]] = {
    "life": "flow_run_id activations" + STALL,
    "heartbeat": "beat_at",
    "step_attempt": "ended_at outcome error reference",
    "wakeup": "taken_at",
}
"""What no person's act changes: how the engine stands."""

SECRETS: Final[Mapping[str, str]] = {
    "account_password": "hash",
    "totp_secret": "secret_sealed",
    "recovery_code": "digest",
    "passkey": "credential_id public_key",
    "enrolment": "code_digest",
    "staff_session": "token_digest",
    "member_session": "token_digest",
    "one_time_code": "code_digest code_sealed",
    "member_link": "token_sealed",
    "contact_change": "token_sealed",
    "sent_form": "answer_sealed",
    "data_key": "wrapped",
    "ring_key": "proof",
}
"""What opens something: no report reads it."""


def changed(role: str, table: str) -> list[str]:
    """The columns of the table that this role may change."""
    found = CHANGED.get(table, "id" if table in HELD else "").split()
    if role == SIGN_IN:
        may = SIGN_IN_MAY.get(table, "")
        own = SIGN_INS_COLUMNS.get(table, "").split() or found
        return ["id"] if "hold" in may else own if "change" in may else []
    if role != PORTAL or table in SIGN_INS_OWN:
        return []
    kept = f"{SYSTEM_ONLY.get(table, '')} {SIGN_IN_ONLY.get(table, '')}".split()
    return [column for column in found if column not in kept]


def changes_all(role: str, table: str) -> bool:
    return role == WORKER and table not in TRAIL and table not in SIGN_INS_OWN


def read(role: str, table: str) -> list[str] | None:
    """The columns that this role reads; None for all of them."""
    if role == SIGN_IN:
        may = SIGN_IN_MAY.get(table, "")
        # to add what is there once, Postgres reads by what it is known (docs, INSERT)
        return None if "read" in may else ["key"] if table == "message" else []
    if role == REPORTS or table in SIGN_INS_OWN or table == "enrolment":
        secret = SECRETS.get(table, "").split()
        columns = [each.name for each in Base.metadata.tables[table].columns]
        return [name for name in columns if name not in secret] if secret else None
    return None


def adds(role: str, table: str) -> bool:
    if table in TRAIL:
        return TRAIL[table] == role
    if role == SIGN_IN:
        return "add" in SIGN_IN_MAY.get(table, "")
    if role == REPORTS or _is_sign_ins(table):
        return False
    return role != PORTAL or table not in BEGUN_ELSEWHERE


def deletes(role: str, table: str) -> bool:
    if role == SIGN_IN:
        return "delete" in SIGN_IN_MAY.get(table, "")
    return role != REPORTS and table in DELETED and not _is_sign_ins(table)


def _is_sign_ins(table: str) -> bool:
    """Whose rows come and go by signing in alone."""
    return table in SIGN_INS_OWN or table == "staff_session"


def grants() -> Iterator[str]:
    for role in OF_THE_RECORD:
        yield f"\n-- {role}\nGRANT USAGE ON SCHEMA public TO {role};"
        for table in sorted(Base.metadata.tables):
            rights = list(_rights(role, table))
            if rights:
                yield f"GRANT {', '.join(rights)} ON {table} TO {role};"
        if role != SIGN_IN:
            yield f"GRANT SELECT ON alembic_version TO {role};"


def _rights(role: str, table: str) -> Iterator[str]:
    columns = read(role, table)
    if columns is None:
        yield "SELECT"
    elif columns:
        yield f"SELECT ({', '.join(columns)})"
    if adds(role, table):
        yield "INSERT"
    if deletes(role, table):
        yield "DELETE"
    if changes_all(role, table):
        yield "UPDATE"
    elif columns := changed(role, table):
        yield f"UPDATE ({', '.join(columns)})"


def script() -> str:
    """The file as it is to be."""
    head = (
        "-- What each role may do, column by column: written by `python -m models.rights`, where"
        " the reasons stand.\n\nREVOKE ALL ON SCHEMA public FROM PUBLIC;\n"
    )
    trail = f"\nGRANT EXECUTE ON FUNCTION {TRAIL_IS_WRITTEN} TO {PORTAL}, {WORKER}, {SIGN_IN};\n"
    return head + "\n".join(grants()) + "\n" + trail


if __name__ == "__main__":
    sys.stdout.write(f"{FILE.write_text(script(), encoding='utf-8')} letters in {FILE.name}\n")
