"""Which rows the portal's role sees: the second wall, written from the tables themselves (0149).

`python -m models.walls` writes `…_the_second_wall.sql`. A table that leads to a life is seen by
whoever sees that life; how it leads there is what `models/whose_key.py` finds, or said here. A test
compares file, generator and database, so that a new table stands behind the wall or fails.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Final

from core.database_roles import OWNER, PORTAL, REPORTS, SIGN_IN, WORKER
from models import Base
from models.migrations import files
from models.whose_key import ways

KIND: Final = "the_second_wall"

Ways = tuple[tuple[str, tuple[str, ...]], ...]

LEADS: Final[Mapping[str, Ways]] = {
    "contact_change": (("life_id", ()),),
    "disputed_number": (("professional_id", ("professional",)),),
    "disowned_address": (("professional_id", ("professional",)),),
    "member_link": (("member_id", ("member",)),),
    "superior_link": (("case_id", ()),),
    "calendar_feed": (("professional_id", ("professional",)), ("account_id", ("account",))),
    "one_time_code": (("professional_id", ("professional",)),),
    "member_session": (("professional_id", ("professional",)),),
    "member_authenticator": (("professional_id", ("professional",)),),
    "identity_check": (("member_id", ("member",)),),
    "standing_seat": (("professional_id", ("professional",)),),
    "seat_term": (("seat_id", ("standing_seat",)),),
    "signed_month": (("manager_id", ("account",)),),
    "month_remark": (("signed_month_id", ("signed_month",)),),
    "supplement_signature": (("supplement_id", ("supplement",)),),
    "waiting_page": (("brought_by_id", ("account",)),),
    "audit": (("life_id", ()),),
    "audit_seal": (("life_id", ()),),
}
"""Tables of which no foreign key tells whose they are, or another than the key they stand under."""
OVERSEEN: Final = frozenset({"step_attempt", "wakeup", "message", "open_duty", "standing_seat"})
"""How the engine stands, by numbers and names of steps and duties, and whether a roundtable has its
members: an administrator mends it (0022)."""
CODES: Final = frozenset(
    {"identity_check", "one_time_code", "member_session", "disputed_number"}
    | {"member_authenticator", "disowned_address"}
)
"""Of somebody whom an administrator sees, as who sits at a municipality's table; not theirs."""
OF_THE_LINK: Final = "(SELECT (door_seat()).{})"
OF_THE_NOTICE: Final = "(SELECT (superior_door()).{})"
OF_THE_CHANGE: Final = "(SELECT changed_person())"
OF_THE_CONFIRMED: Final = "(SELECT confirmed_person())"
OF_THE_SEAT: Final = "(SELECT id FROM member_link WHERE member_id = (SELECT (door_seat()).id))"
"""Its links, looked up once a statement and not once a row."""
OF_WHO_COMES: Final = (
    f"professional_id IN ({OF_THE_LINK.format('professional_id')}, {OF_THE_CHANGE})"
)
OF_THE_LINK_OR_CONFIRMED: Final = (
    f"professional_id IN ({OF_THE_LINK.format('professional_id')}, {OF_THE_CONFIRMED})"
)
"""What was said of a contact behind a link ends with the contact that a code has confirmed."""
OWN_SEAT: Final[Mapping[str, str]] = {
    "member": "member.id = (SELECT (door_seat()).id)",
    "message": f"link_id IN {OF_THE_SEAT} OR recipient_id = {OF_THE_CHANGE}"
    " OR life_id IS NULL AND invites(recipient_id, key)",
    "call_asked": "call_asked.member_id = (SELECT (door_seat()).id)",
    "contact_change": "token_digest = (SELECT borne('change'))",
    "wakeup": "EXISTS (SELECT FROM life WHERE life.id = life_id AND life.kind = 'reminders')",
}
"""What a mailed link reads and writes before its code, with all that hangs on it: of no other. A
change of contact that is over is still there for its own link, which says so; the life of a
centre's reminders is told that it has something to look at, and shows nothing. Of a head's own the
invitation of a case manager (0163). Of a call whether it is still to come, and no word of it."""
AT_SIGN_IN: Final[Mapping[str, str]] = {
    "message": "life_id IS NULL",
    "one_time_code": OF_WHO_COMES,
    "confirmation": f"member_id = {OF_THE_LINK.format('id')}",
    "member_session": f"professional_id = {OF_THE_LINK.format('professional_id')}",
    "member_authenticator": f"professional_id IN ({OF_THE_LINK.format('professional_id')},"
    " (SELECT offered_person()))",
}
"""What the role of sign-in sees behind the wall: to an officer about a sign-in, which names no
case, and of a member what hangs on the link that came with the request."""

AT_THE_DOOR: Final[Mapping[str, str]] = {
    "breach": "NOT corrected AND struck_on IS NULL",
    "call_asked": f"member_id = {OF_THE_LINK.format('id')} AND ended_at IS NULL",
    "coming_step": "true",
    "confirmation": f"member_id = {OF_THE_LINK.format('id')}",
    "contact_change": f"professional_id = {OF_THE_CHANGE}",
    "disowned_address": OF_THE_LINK_OR_CONFIRMED,
    "disputed_number": OF_THE_LINK_OR_CONFIRMED,
    "life": "ended_at IS NULL",
    "member_link": "EXISTS (SELECT FROM member WHERE member.id = member_id"
    f" AND professional_id = {OF_THE_CONFIRMED})",
    "member_session": f"professional_id = {OF_THE_CONFIRMED}",
    "message": "true",
    "one_time_code": OF_WHO_COMES,
    "open_duty": "true",
    "professional": f"id = {OF_THE_CONFIRMED}",
    "superior_reply": f"recorded_by_id IS NULL AND id = {OF_THE_NOTICE.format('id')}"
    f" AND request_id IS NOT DISTINCT FROM {OF_THE_NOTICE.format('request_id')}"
    f" AND absence_id IS NOT DISTINCT FROM {OF_THE_NOTICE.format('absence_id')}",
    "wakeup": "true",
}
"""What a mailed link adds or changes before a code has let anybody in, or that of a new contact: it
tells an officer, asks for a code, and has the duties reckoned anew. All else of a life, and who
sits at its table, is changed from inside."""
GONE: Final = ("erasure", "erased_record", "legal_hold")
OF_ONESELF: Final[Mapping[str, str]] = {
    "form_draft": "account_id = (SELECT seen_officer())",
    **dict.fromkeys(GONE, "municipality_id = (SELECT seen_centre())"),
}
"""What an officer alone sees, or the centre, whoever sees the life that it is about."""

LIFTED: Final = "session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted'"
"""In a function of the owner's that somebody else calls, and where the owner says so by name."""


def leading() -> dict[str, Ways]:
    """Every table that leads to a life, and the columns by which it does."""
    found: dict[str, Ways] = {}
    for name in sorted(Base.metadata.tables):
        if name not in {"life", "professional"} and (led := LEADS.get(name) or ways(name)):
            found[name] = led
    return found


def walled() -> list[str]:
    return sorted({"life", "professional", *GONE, *leading()})


ADDED: Final[Mapping[str, str]] = {
    "life": " WITH CHECK (ARRAY[id, municipality_id] && (SELECT shown_lives())"
    " OR kind = 'reminders' AND municipality_id = (SELECT door_centre()))"
}
"""What may be added beside what is seen: a link opens the reminders of its centre, once."""


def condition(table: str) -> str:
    """Of a row of this table, in the words of a policy."""
    if table == "life":
        return "hidden_at IS NULL AND ARRAY[id, municipality_id] && (SELECT shown_lives())"
    if table == "professional":
        return (
            "municipality_id = (SELECT seen_centre()) OR (SELECT oversees())"
            " OR EXISTS (SELECT FROM member WHERE member.professional_id = professional.id)"
        )
    if table in OF_ONESELF:
        return OF_ONESELF[table]
    seen = list(_seen(table, leading()[table]))
    if table in OWN_SEAT:
        seen.append(OWN_SEAT[table])
    if table in OVERSEEN:
        seen.append("(SELECT oversees())")
    found = " OR ".join(seen)
    return f"(SELECT oversees()) IS NOT TRUE AND ({found})" if table in CODES else found


def _seen(table: str, led: Ways) -> Iterator[str]:
    columns = Base.metadata.tables[table].columns
    sure = next((each for each in led if not columns[each[0]].nullable), None)
    for column, parents in [sure] if sure else led:
        if not parents:
            yield f"EXISTS (SELECT FROM open_life WHERE open_life.id = {table}.{column})"
        for parent in parents:
            if parent == "account":
                yield (
                    f"EXISTS (SELECT FROM account WHERE account.id = {table}.{column}"
                    " AND account.municipality_id = (SELECT seen_centre()))"
                )
            else:
                # Not EXISTS, for which Postgres reads the whole parent where it expects many rows:
                # a value is looked up by its key, for the rows that the question is about (0159).
                yield f"(SELECT true FROM {parent} WHERE {parent}.id = {table}.{column})"  # noqa: S608


OF_ONES_CENTRE: Final = "of_ones_centre(professional_id)"
ABOUT_WHAT_IS_SEEN: Final = (
    "life_id IS NOT NULL AND NOT starts_with(key, 'sign_in/')"
    " AND EXISTS (SELECT FROM life WHERE life.id = life_id)"
    " OR life_id IS NULL AND ((SELECT oversees()) OR (SELECT seen_centre()) IS NOT NULL"
    " OR recipient_id = (SELECT changed_person()) AND NOT starts_with(key, 'sign_in/'))"
)
"""A message names a life that is seen, or none and is an officer's: a link has no other. The
key is unique, so that one with the key of an alarm would be the alarm, whatever it is about."""
NOT_OF_A_CASE: Final = (
    "(SELECT oversees()) IS NOT TRUE"
    " OR EXISTS (SELECT FROM life WHERE life.id = life_id AND life.kind <> 'case')"
)
"""Of a child's case an administrator reads how it stands; who heads a centre changes what its
municipal table owes."""
NARROWER: Final = (
    (
        "life",
        "FOR UPDATE",
        "USING",
        "EXISTS (SELECT FROM open_life WHERE open_life.id = life.id) OR (SELECT oversees())",
    ),
    ("member", "FOR INSERT", "WITH CHECK", OF_ONES_CENTRE),
    ("message", "FOR INSERT", "WITH CHECK", ABOUT_WHAT_IS_SEEN),
    ("professional", "FOR UPDATE", "USING", "(SELECT oversees()) IS NOT TRUE"),
    ("open_duty", "FOR DELETE", "USING", NOT_OF_A_CASE),
    ("open_duty", "FOR UPDATE", "USING", NOT_OF_A_CASE),
    ("contact_change", "FOR INSERT", "WITH CHECK", OF_ONES_CENTRE),
)
"""What is seen and not changed, or not added: nobody makes somebody of another centre their own."""


def policies() -> Iterator[str]:
    for table in walled():
        owners = "true" if table == "life" else LIFTED
        yield f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON {table} TO {PORTAL} USING (
    {condition(table)}){ADDED.get(table, "")};
CREATE POLICY whole_record ON {table} TO {WORKER}, {REPORTS} USING (true);
CREATE POLICY by_name ON {table} TO {OWNER} USING ({owners});"""
        yield _inside(table)
        if table in AT_SIGN_IN:
            yield f"CREATE POLICY at_sign_in ON {table} TO {SIGN_IN} USING ({AT_SIGN_IN[table]});"


def _inside(table: str) -> str:
    may = f" OR {AT_THE_DOOR[table]}" if table in AT_THE_DOOR else ""
    return (
        f"CREATE POLICY from_inside ON {table} AS RESTRICTIVE TO {PORTAL} USING (true)"
        f" WITH CHECK ((SELECT is_inside()){may});"
    )


def named(what: str) -> str:
    return "narrower" if what != "FOR DELETE" else "narrower_to_delete"


def script() -> str:
    """The file as it is to be."""
    head = "-- Who sees a row: written by `python -m models.walls`, where the reasons stand.\n"
    narrower = (
        f"CREATE POLICY {named(what)} ON {table}"
        f" AS RESTRICTIVE {what} TO {PORTAL} {how} ({condition});"
        for table, what, how, condition in NARROWER
    )
    return head + "\n".join([*policies(), "", *narrower]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(files.write(KIND, script()))
