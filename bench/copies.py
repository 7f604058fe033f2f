"""Many cases from one: its rows copied within the database, each under an id of its own.

Sealed values are bound to the row they were sealed for, so that a copy's names cannot be opened:
it fills lists and indexes, and its own page is not for reading.
"""

from dataclasses import dataclass
from typing import Any, Final, LiteralString
from uuid import UUID

from psycopg import Connection, sql
from sqlalchemy import Column, Table, Uuid, select
from sqlalchemy.dialects.postgresql import ARRAY

from core import crypto
from models import Base
from models.base import Sealed
from models.case import Child
from models.closure import Closure
from models.session import unit_of_work

OF_LIFE = "{0} = %(life)s"
OF_MEETINGS = "{0} IN (SELECT id FROM meeting WHERE life_id = %(life)s)"
OF_MEMBERS = "{0} IN (SELECT id FROM member WHERE life_id = %(life)s)"
OF_CASE = "{0} IN (SELECT id FROM {1} WHERE case_id = %(life)s)"
PAPERS = (
    "paper_id IN (SELECT minutes.id FROM minutes JOIN meeting ON meeting.id = meeting_id"
    " WHERE life_id = %(life)s UNION SELECT id FROM closure WHERE case_id = %(life)s)"
)
WHOSE = {
    "life": "id = %(life)s",
    "cases": "id = %(life)s",
    **dict.fromkeys(("child", "family_person", "fact", "appointment"), "case_id"),
    **dict.fromkeys(("standing_instruction", "assessment", "plan", "report_request"), "case_id"),
    **dict.fromkeys(("review", "closure", "information", "claim"), "case_id"),
    **dict.fromkeys(("log_entry", "signal_answer", "report_date", "inquiry"), "case_id"),
    **dict.fromkeys(("contribution", "monitoring_form", "table_findings"), "case_id"),
    **dict.fromkeys(("member", "meeting", "wakeup", "step_attempt", "audit"), "life_id"),
    **dict.fromkeys(("message", "open_duty", "coming_step", "signature_reminder"), "life_id"),
    **dict.fromkeys(
        ("attendance", "agenda_item", "dissent", "family_notice", "family_word", "minutes"),
        OF_MEETINGS.format("meeting_id"),
    ),
    **dict.fromkeys(("breach", "participant", "last_call"), "life_id"),
    **dict.fromkeys(("member_link", "confirmation"), OF_MEMBERS.format("member_id")),
    "participant_word": "participant_id IN (SELECT id FROM participant WHERE life_id = %(life)s)",
    "one_time_code": "confirmation_id IN (SELECT confirmation.id FROM confirmation"
    " JOIN member ON member.id = member_id WHERE life_id = %(life)s)",
    "plan_action": OF_CASE.format("plan_id", "plan"),
    "monitored_action": OF_CASE.format("form_id", "monitoring_form"),
    "own_progress": "action_id IN (SELECT plan_action.id FROM plan_action"
    " JOIN plan ON plan.id = plan_id WHERE case_id = %(life)s)",
    "progress": OF_CASE.format("review_id", "review"),
    "reminder": OF_CASE.format("request_id", "report_request"),
    **dict.fromkeys(
        ("report_correction", "reported_action"), OF_CASE.format("request_id", "report_request")
    ),
    **dict.fromkeys(("signed_text", "signature"), PAPERS),
    "claim_outcome": OF_CASE.format("claim_id", "claim"),
    "inquiry_answer": OF_CASE.format("inquiry_id", "inquiry"),
    "answer_taken_back": "answer_id IN (SELECT inquiry_answer.id FROM inquiry_answer"
    " JOIN inquiry ON inquiry.id = inquiry_id WHERE case_id = %(life)s)",
    "inquiry_withdrawal": OF_CASE.format("inquiry_id", "inquiry"),
    **dict.fromkeys(("supervision_question", "monitoring_visit", "decision_record"), "case_id"),
    "question_turn": OF_CASE.format("question_id", "supervision_question"),
    "follow_up": OF_CASE.format("visit_id", "monitoring_visit"),
    "follow_up_word": "follow_up_id IN (SELECT follow_up.id FROM follow_up"
    " JOIN monitoring_visit ON monitoring_visit.id = visit_id WHERE case_id = %(life)s)",
    "record_taken_back": OF_CASE.format("record_id", "decision_record"),
    "decision_option": OF_CASE.format("record_id", "decision_record"),
    "left_contribution": OF_CASE.format("contribution_id", "contribution"),
    **dict.fromkeys(("call_asked", "meeting_request"), "life_id"),
    "request_answer": "request_id IN (SELECT id FROM meeting_request WHERE life_id = %(life)s)",
}
"""Each table that holds rows of a case, and which of them are the case's."""
LOOSE = {"paper_id", "subject_id"}  # ids of copied rows without a foreign key
UNIQUE: Final[dict[tuple[str, str], LiteralString]] = {
    **dict.fromkeys(
        (("life", "key"), ("cases", "number"), ("message", "key"), ("message", "message_id")),
        "{} || '-' || n",
    ),
    ("member_link", "token_digest"): "sha256({} || n::text::bytea)",
    ("audit", "number"): "nextval('audit_number_seq')",
    ("audit", "lane"): "-n",  # a lane of its own; nobody reads the digests of copies
}
OPENED: Final[tuple[tuple[Sealed[Any], type[Base]], ...]] = (
    *((Child.status, Child), (Child.birth_date, Child), (Child.birth_estimated, Child)),
    *((Closure.ground, Closure), (Closure.needs_services, Closure)),
)
"""Sealed anew for each copy: every look at a case reads them."""
SPREAD: Final[dict[str, LiteralString]] = {
    "municipality_id": "(%(places)s::uuid[])[1 + n %% cardinality(%(places)s::uuid[])]",
    "manager_id": "md5(n %% cardinality(%(places)s::uuid[]) || ':' || n %% %(each)s::int)::uuid",
    **dict.fromkeys(
        ("professional_id", "recipient_id"),
        "md5({}::text || n %% (cardinality(%(places)s::uuid[]) * %(people)s::int))::uuid",
    ),
}
PROFESSIONALS: Final[LiteralString] = (
    "INSERT INTO professional ({columns}) SELECT {picked} FROM professional,"
    " generate_series(0, cardinality(%(places)s::uuid[]) * %(people)s::int - 1) AS n"
    " WHERE id IN (SELECT professional_id FROM member WHERE life_id = %(life)s)"
    " ON CONFLICT DO NOTHING"
)
"""Who sits at the tables of each of the other centres."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The centres and officers that copies are spread over; without it they stay where they are."""

    municipalities: list[UUID]
    managers_each: int = 10
    people_each: int = 1
    """How many stand in each centre for one who sat at the table that is copied."""


def copy_case(
    connection: Connection, life: UUID, first: int, last: int, spread: Elsewhere | None = None
) -> None:
    """Copies number `first` to `last` of one case; as the superuser, past triggers and keys."""
    connection.execute("SET session_replication_role = replica")
    values = {
        "life": life,
        "first": first,
        "last": last,
        "places": spread.municipalities if spread else [],
        "each": spread.managers_each if spread else 0,
        "people": spread.people_each if spread else 0,
    }
    if spread:
        connection.execute(_professionals(), values)
    for name, whose in WHOSE.items():
        where = whose if " " in whose else OF_LIFE.format(whose)
        connection.execute(_copied(Base.metadata.tables[name], where, spread), values)
    for sealed, table in OPENED:
        _seal_anew(connection, sealed, table, values)
    connection.execute("SET session_replication_role = DEFAULT")


def _professionals() -> sql.Composed:
    table = Base.metadata.tables["professional"]
    of_place = {"id": SPREAD["professional_id"], "municipality_id": SPREAD["municipality_id"]}
    return sql.SQL(PROFESSIONALS).format(
        columns=sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns),
        picked=sql.SQL(", ").join(
            sql.SQL(of_place.get(column.name, "{}")).format(sql.Identifier(column.name))
            for column in table.columns
        ),
    )


def _seal_anew(
    connection: Connection, sealed: Sealed[Any], table: type[Base], values: dict[str, Any]
) -> None:
    """Under the ring: the copies have no data key of their own."""
    with unit_of_work(read_only=True) as work:
        of_case = table.__table__.c.case_id == values["life"]
        rows = work.session.scalars(select(table).where(of_case)).all()
        words = {row.id: sealed.text(row) for row in rows}
    copy = "md5(%(id)s::text || n)::uuid FROM generate_series(%(first)s::int, %(last)s::int) AS n"
    for row_id, said in words.items():
        if said is None:
            continue
        ids = connection.execute(f"SELECT {copy}", {"id": row_id, **values}).fetchall()
        with connection.cursor() as cursor:
            cursor.executemany(
                sql.SQL("UPDATE {} SET {} = %s WHERE id = %s").format(
                    sql.Identifier(table.__tablename__), sql.Identifier(sealed.column)
                ),
                [
                    (crypto.ring().seal(said, f"{table.__tablename__}.{sealed.name}.{id}"), id)
                    for (id,) in ids
                ],
            )


def _copied(table: Table, where: str, spread: Elsewhere | None) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    picked = sql.SQL(", ").join(_value(table, column, spread) for column in table.columns)
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {picked} FROM {table}, "
        "generate_series(%(first)s::int, %(last)s::int) AS n WHERE {where}"
    ).format(
        table=sql.Identifier(table.name),
        columns=columns,
        picked=picked,
        where=sql.SQL(where),
    )


def _value(table: Table, column: Column[object], spread: Elsewhere | None) -> sql.Composable:
    """What one column of copy `n` holds."""
    name = sql.Identifier(table.name, column.name)
    return sql.SQL(_expression(table, column, spread)).format(name)


def _expression(table: Table, column: Column[object], spread: Elsewhere | None) -> LiteralString:
    if spread and column.name in SPREAD:
        return SPREAD[column.name]
    if (table.name, column.name) in UNIQUE:
        return UNIQUE[table.name, column.name]
    if isinstance(column.type, ARRAY):
        return "ARRAY(SELECT md5(id::text || n)::uuid FROM unnest({}) AS id)"
    return "md5({}::text || n)::uuid" if _is_of_a_copy(table, column) else "{}"


def _is_of_a_copy(table: Table, column: Column[object]) -> bool:
    if not isinstance(column.type, Uuid):
        return False
    is_loose = column.name in LOOSE or (table.name == "audit" and column.name == "life_id")
    aims = {key.column.table.name for key in column.foreign_keys}
    return column.primary_key or is_loose or bool(aims & WHOSE.keys())


OF_A_MEETING: Final = {
    "meeting": "life_id = %(life)s AND cancelled_at IS NULL",
    "attendance": OF_MEETINGS.format("meeting_id"),
    "report_request": "case_id = %(life)s AND meeting_id IS NOT NULL",
    "reminder": OF_CASE.format("request_id", "report_request"),
}
"""What one more meeting of the same table brings with it."""


def copy_meetings(connection: Connection, life: UUID, first: int, last: int) -> None:
    """The meetings of one case again, as held, with who came and who was to report."""
    connection.execute("SET session_replication_role = replica")
    for name, where in OF_A_MEETING.items():
        table = Base.metadata.tables[name]
        columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
        picked = sql.SQL(", ").join(_of_meeting(table, column) for column in table.columns)
        query = sql.SQL(
            "INSERT INTO {table} ({columns}) SELECT {picked} FROM {table}, "
            "generate_series(%(first)s::int, %(last)s::int) AS n WHERE {where}"
        ).format(table=sql.Identifier(name), columns=columns, picked=picked, where=sql.SQL(where))
        connection.execute(query, {"life": life, "first": first, "last": last})
    connection.execute("SET session_replication_role = DEFAULT")


def _of_meeting(table: Table, column: Column[object]) -> sql.Composable:
    name = sql.Identifier(table.name, column.name)
    aims = {key.column.table.name for key in column.foreign_keys}
    if column.primary_key or aims & OF_A_MEETING.keys():
        return sql.SQL("md5({}::text || n)::uuid").format(name)
    if (table.name, column.name) == ("meeting", "number"):
        return sql.SQL("{} + 100 * n").format(name)
    if column.name in {"held_at", "recorded_at"}:
        return sql.SQL("COALESCE({}, starts_at)").format(name)
    sealed = column.name.endswith("_sealed")  # for the row it was written in
    return sql.SQL("NULL") if sealed else name
