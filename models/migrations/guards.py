"""What the database itself refuses: the application's role, and the append-only audit chain."""

from typing import Final

from models.migrate import APP_ROLE

DELETES: Final = (
    *("owed_duty", "step_to_come", "heartbeat"),
    *("sign_in_attempt", "staff_session", "sent_form"),
)
"""All that the application ever deletes: what is reckoned anew, and what is over by the clock."""

GRANTS = f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {APP_ROLE};
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {APP_ROLE};
GRANT DELETE ON {", ".join(DELETES)} TO {APP_ROLE};
REVOKE UPDATE ON audit FROM {APP_ROLE};
REVOKE INSERT, UPDATE ON alembic_version FROM {APP_ROLE};
"""

AUDIT_CHAIN = f"""
CREATE SEQUENCE audit_number_seq AS bigint OWNED BY audit.number;
GRANT USAGE ON SEQUENCE audit_number_seq TO {APP_ROLE};

CREATE FUNCTION audit_link(entry audit, previous bytea) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(coalesce(previous, ''::bytea) || convert_to(concat_ws('|',
        entry.number, entry.id, extract(epoch FROM entry.at), entry.life_id, entry.municipality_id,
        entry.actor_kind, entry.actor_id, entry.act, entry.article, entry.detail), 'UTF8'))
$$;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- one writer a chain at a time; numbers are given under the lock, so that they follow the chain
    PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || coalesce(NEW.life_id::text, ''), 0));
    NEW.number := nextval('audit_number_seq');
    -- IS NOT DISTINCT FROM would serve both, and use no index. Under `=` the planner may walk the
    -- numbers back until it meets the life, long for one at rest; this order has one index only.
    IF NEW.life_id IS NULL THEN
        SELECT chain INTO NEW.previous FROM audit
            WHERE life_id IS NULL ORDER BY number DESC LIMIT 1;
    ELSE
        SELECT chain INTO NEW.previous FROM audit
            WHERE life_id BETWEEN NEW.life_id AND NEW.life_id
            ORDER BY life_id DESC, number DESC LIMIT 1;
    END IF;
    NEW.chain := audit_link(NEW, NEW.previous);
    RETURN NEW;
END $$;
CREATE TRIGGER audit_chain BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER audit_never_changes BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
"""

UNDO = """
DROP TRIGGER IF EXISTS audit_chain ON audit;
DROP TRIGGER IF EXISTS audit_never_changes ON audit;
DROP TRIGGER IF EXISTS audit_never_emptied ON audit;
DROP FUNCTION IF EXISTS audit_chain();
DROP FUNCTION IF EXISTS audit_is_append_only();
DROP FUNCTION IF EXISTS audit_link(audit, bytea);
"""
