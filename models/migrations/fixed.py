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
    (
        "declaration_stays",
        "member",
        # a conflict that comes up later is declared over it: Art. 10(2)
        "OLD.declared_at IS NOT NULL AND (NEW.declared_at, NEW.conflict, NEW.declared_on_paper)"
        " IS DISTINCT FROM (OLD.declared_at, OLD.conflict, OLD.declared_on_paper) AND"
        " (NEW.declared_at >= OLD.declared_at AND NEW.conflict AND NOT OLD.conflict) IS NOT TRUE",
        (),
    ),
    (
        "confidentiality_stays",
        "member",
        "OLD.confidential_at IS NOT NULL AND NEW.confidential_at IS DISTINCT FROM"
        " OLD.confidential_at",
        (),
    ),
    ("attendance_stays", "attendance", "true", ()),
    ("assessment_stays", "assessment", "true", ()),
    ("review_stays", "review", "true", ()),
    ("progress_stays", "progress", "true", ()),
    ("plan_stays", "plan", "true", ("sent_at",)),
    ("plan_action_stays", "plan_action", "true", ("status",)),
)
_NEVER_DELETED: Final = (
    *("signed_text", "signature", "minutes", "attendance", "closure", "member"),
    *("assessment", "plan", "plan_action", "review", "progress", "meeting", "cases"),
)
"""Not by the owner either; what the application may delete at all says `guards.DELETES`."""

_AFTER_THE_FACT: Final = """
CREATE FUNCTION text_is_laid_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM minutes WHERE id = NEW.paper_id AND approved_on IS NOT NULL) OR
        EXISTS (SELECT FROM closure WHERE id = NEW.paper_id AND decided_on IS NOT NULL)
    THEN
        RAISE EXCEPTION '%: what is approved or decided is not laid anew', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER text_laid_in_time BEFORE INSERT ON signed_text FOR EACH ROW
    EXECUTE FUNCTION text_is_laid_in_time();

CREATE FUNCTION attendance_is_recorded_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM minutes WHERE meeting_id = NEW.meeting_id AND digest IS NOT NULL) THEN
        RAISE EXCEPTION '%: the minutes that say who was there are laid', TG_NAME USING
            ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attendance_recorded_in_time BEFORE INSERT ON attendance FOR EACH ROW
    EXECUTE FUNCTION attendance_is_recorded_in_time();
"""


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


FIXED: Final = "".join(
    [
        *(STAYS, _AFTER_THE_FACT),
        *(_trigger(*each) for each in _FIXED),
        *map(_undeleted, _NEVER_DELETED),
    ]
)
UNDO: Final = """
DROP FUNCTION IF EXISTS stays_as_written() CASCADE;
DROP FUNCTION IF EXISTS text_is_laid_in_time() CASCADE;
DROP FUNCTION IF EXISTS attendance_is_recorded_in_time() CASCADE;
"""
