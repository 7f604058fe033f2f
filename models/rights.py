"""What each role may do with each table, down to the column: decision 0149.

`python -m models.rights` writes `…_what_each_may.sql`; a test compares the two, another one asks
the database. A row is read and added by whoever acts; a column that no act ever changes nobody
changes but the owner, whatever is asked of portal or worker.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Final

from core.database_roles import OF_THE_RECORD, PORTAL, REPORTS, SIGN_IN, WORKER
from models import Base
from models.changed_columns import CHANGED, STALL
from models.migrations import files

KIND: Final = "what_each_may"

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
    "member_authenticator": "read change",
    "member_session": "add",
    "message": "add",
    "one_time_code": "read change",
    "passkey": "read add change delete",
    "recovery_code": "read add change delete",
    "sent_form": "read add change delete",
    "sign_in_attempt": "read add delete",
    "staff_session": "read add change delete",
    "totp_secret": "read add change delete",
}
"""All that signing in has to do with; nothing of a case is in it."""
SIGN_INS_OWN: Final = frozenset(
    {"account_password", "passkey", "recovery_code", "sign_in_attempt", "totp_secret"}
)
"""Nobody else writes there. What opens something nobody else reads: `SECRETS`."""
BEGUN_BY_OFFICERS: Final = frozenset({"enrolment", "member_authenticator"})
"""An officer begins it and ends it; what opens it they do not read."""
SIGN_IN_ONLY: Final[Mapping[str, str]] = {
    "enrolment": "tries",
    "staff_session": "factor_at",
    "one_time_code": "tries used_at",
    "confirmation": "confirmed_at identity_check_id authenticator_id",
    "member_authenticator": "secret_sealed shown_at confirmed_at tries last_step",
}
"""What nobody else changes: no code is tried or used elsewhere, and no word confirmed."""
IN_A_DEMO: Final = frozenset({"one_time_code", "confirmation"})
"""There the worker types people's codes; a trigger refuses it where no demo is on record."""
BEGUN_ELSEWHERE: Final = frozenset(
    {STAGED, "member_session", "heartbeat", "step_attempt", "municipality", "page_code"}
    | {"mail_complaint"}
)
"""What the portal never adds: a sign-in begins a session (0155), the engine tells of itself, which
centres there are is none of a page's, a code is good where its page is of a sealed file, and of a
complaint a mail server tells."""
OWNERS: Final = frozenset({"ring_key", "backup", "restored_copy", "erased_record"})
"""What the owner alone adds: which keys it is sealed with, what is known of copies, what is
gone."""

SIGN_INS_COLUMNS: Final[Mapping[str, str]] = {
    "confirmation": "confirmed_at identity_check_id authenticator_id",
    "member_authenticator": "secret_sealed shown_at confirmed_at tries last_step ended_at ended_as",
    "sent_form": "given_back",
}
"""Of what it changes, where that is not all that acts change."""

DELETED: Final[Mapping[str, str]] = {
    "open_duty": "reckoned anew",
    "coming_step": "reckoned anew",
    "heartbeat": "over by the clock",
    "file_piece": "of a file that was removed, as a trigger asks",
    "sign_in_attempt": "over by the clock",
    "staff_session": "over by the clock",
    "sent_form": "over by the clock",
    "form_draft": "sent, thrown away, or over by the clock",
    "totp_secret": "opens nothing any more",
    "recovery_code": "opens nothing any more",
    "passkey": "opens nothing any more",
}
"""All that is ever deleted, and why it may be."""

SYSTEM_ONLY: Final[Mapping[str, str]] = {
    "archive_order": "state tries touched_at papers of_papers entries ended_at fault file_id",
    "export_order": "state tries touched_at ended_at fault file_id",
    "later_print": "broken_on",
    "life": "flow_run_id activations" + STALL,
    "heartbeat": "beat_at detail",
    "page_code": "broken_on",
    "reminder": "message_id taken_at held_up",
    "last_call": "taken_at",
    "signature_reminder": "message_id taken_at",
    "restored_copy": "stopped_at resumed_at counted_as_sent",
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
    "member_authenticator": "token_digest secret_sealed",
    "one_time_code": "code_digest code_sealed",
    "member_link": "token_sealed",
    "superior_link": "token_sealed",
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
    if role == REPORTS or table in SIGN_INS_OWN:
        return []
    if role == PORTAL:
        kept = f"{SYSTEM_ONLY.get(table, '')} {SIGN_IN_ONLY.get(table, '')}"
    else:
        kept = "" if table in IN_A_DEMO else SIGN_IN_ONLY.get(table, "")
    return [column for column in found if column not in kept.split()]


def read(role: str, table: str) -> list[str] | None:
    """The columns that this role reads; None for all of them."""
    if role == SIGN_IN:
        may = SIGN_IN_MAY.get(table, "")
        # to add what is there once, Postgres reads by what it is known (docs, INSERT)
        return None if "read" in may else ["key"] if table == "message" else []
    if role == REPORTS or table in SIGN_INS_OWN or table in BEGUN_BY_OFFICERS:
        secret = SECRETS.get(table, "").split()
        columns = [each.name for each in Base.metadata.tables[table].columns]
        return [name for name in columns if name not in secret] if secret else None
    return None


def adds(role: str, table: str) -> bool:
    if table in TRAIL:
        return TRAIL[table] == role
    if role == SIGN_IN:
        return "add" in SIGN_IN_MAY.get(table, "")
    if role == REPORTS or table in OWNERS or _is_sign_ins(table):
        return False
    return role != PORTAL or table not in BEGUN_ELSEWHERE


def deletes(role: str, table: str) -> bool:
    if role == SIGN_IN:
        return "delete" in SIGN_IN_MAY.get(table, "")
    is_theirs = table in DELETED and "delete" not in SIGN_IN_MAY.get(table, "")
    return is_theirs and (role == WORKER or (role == PORTAL and table not in SYSTEM_ONLY))


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
    if columns := changed(role, table):
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
    sys.stdout.write(files.write(KIND, script()))
