"""What stays as it was written: signed texts and signatures, and the rows they were made from."""

from typing import Final

STAYS: Final = """
CREATE FUNCTION stays_as_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- the arguments name the columns that may still change
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: this row stays as it was written', TG_NAME USING
        ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
"""

_OPINIONS: Final = (
    *("child_opinion_sealed", "child_no_opinion_reason_sealed"),
    *("parent_opinion_sealed", "parent_no_opinion_reason_sealed", "opinions_on"),
)
_SIGNING: Final = ("digest", "signatures_asked_at")

# name, table, when (of an UPDATE), columns that may still change
_FIXED: Final = (
    ("signed_text_stays", "signed_text", "true", ()),
    ("signature_stays", "signature", "true", ()),
    (
        "minutes_laid_stay",
        "minutes",
        # another text is another version, and only until the table has approved it
        "OLD.digest IS NOT NULL AND (NEW.digest IS NULL OR NEW.digest = OLD.digest)",
        ("sent_at", "approved_on", "approved_in_id", "signatures_asked_at"),
    ),
    (
        "minutes_approved_stay",
        "minutes",
        "OLD.approved_on IS NOT NULL",
        ("sent_at", "signatures_asked_at"),
    ),
    (
        "assessment_approved_stays",
        "closure",
        "OLD.approved_at IS NOT NULL",
        (*_OPINIONS, "answered_at", "meeting_id", "decided_on", "declined_on", *_SIGNING),
    ),
    (
        "closing_form_stays",
        "closure",
        "OLD.decided_on IS NOT NULL",
        ("answered_at", "signatures_asked_at"),
    ),
    (
        "former_proposal_stays",
        "closure",
        "OLD.declined_on IS NOT NULL OR OLD.returned_at IS NOT NULL",
        ("answered_at",),
    ),
    ("seat_left_stays", "member", "OLD.left_on IS NOT NULL", ()),
    ("plan_stays", "plan", "true", ("sent_at",)),
    ("plan_action_stays", "plan_action", "true", ("status",)),
)
_NEVER_DELETED: Final = ("signed_text", "signature")


def _trigger(name: str, table: str, when: str, may_change: tuple[str, ...]) -> str:
    columns = ", ".join(f"'{column}'" for column in may_change)
    return (
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when})"
        f" EXECUTE FUNCTION stays_as_written({columns});\n"
    )


def _undeleted(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION stays_as_written();\n"
    )


FIXED: Final = STAYS + "".join(
    [*(_trigger(*each) for each in _FIXED), *map(_undeleted, _NEVER_DELETED)]
)
UNDO: Final = "DROP FUNCTION IF EXISTS stays_as_written() CASCADE;\n"
