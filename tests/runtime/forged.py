"""What somebody does to a closed life who has the superuser's password, and what is found."""

from typing import LiteralString

from queries.trail_faults import Fault

LAID_IN: LiteralString = """
    INSERT INTO signature SELECT (jsonb_populate_record(word, jsonb_build_object(
        'id', gen_random_uuid(), 'account_id', (
            SELECT id FROM account WHERE id <> word.account_id AND role = 'head' LIMIT 1
        )))).*
    FROM signature AS word WHERE paper = 'minutes' AND account_id IS NOT NULL LIMIT 1
"""
SAID_ONCE_MORE: LiteralString = """
    DO $$ DECLARE word record; BEGIN
        SELECT * INTO word FROM audit WHERE detail ? 'given' ORDER BY number LIMIT 1;
        UPDATE signature SET role = role WHERE id = (word.detail ->> 'signature')::uuid;
        PERFORM audit_write(jsonb_build_array(jsonb_build_object('at', now(), 'life', word.life_id,
            'kind', 'system', 'act', word.act, 'detail', word.detail)));
    END $$
"""
IN_NOBODYS_NAME: LiteralString = """
    DO $$ DECLARE word signature; BEGIN
        SELECT * INTO word FROM signature WHERE paper = 'minutes' AND account_id IS NOT NULL
            LIMIT 1;
        word.id := gen_random_uuid();
        word.account_id := (
            SELECT id FROM account WHERE role = 'head' AND id <> word.account_id LIMIT 1);
        INSERT INTO signature SELECT word.*;
        PERFORM audit_write(jsonb_build_array(jsonb_build_object('at', word.signed_at,
            'kind', 'system', 'act', 'minutes signed', 'detail', jsonb_build_object(
            'signature', word.id, 'given', encode(sha256(convert_to(jsonb_build_array(
                word.id, word.paper, word.paper_id,
                word.member_id, word.account_id, word.role, word.method, encode(word.digest, 'hex'),
                (extract(epoch FROM word.signed_at) * 1000000)::bigint, word.signed_on,
                word.entered_by_id, word.confirmation_id, word.reason_sealed IS NOT NULL
            )::text, 'UTF8')), 'hex')))));
    END $$
"""
FORGED: tuple[tuple[LiteralString, Fault], ...] = (
    ("UPDATE audit SET act = 'other' WHERE act = 'meeting held'", Fault.CHANGED),
    ("UPDATE signed_text SET digest = 'x' WHERE paper = 'closure'", Fault.PAPER),
    ("UPDATE signed_text SET text_sealed = NULL WHERE paper = 'minutes'", Fault.PAPER),
    ("UPDATE minutes SET digest = 'x'", Fault.PAPER),
    ("UPDATE signature SET digest = 'x' WHERE paper = 'closure'", Fault.PAPER),
    ("UPDATE signature SET signed_on = signed_on - 1 WHERE paper = 'minutes'", Fault.WORD),
    (
        "UPDATE signature SET ended_by_id = gen_random_uuid() WHERE entered_by_id IS NOT NULL",
        Fault.WORD,
    ),
    (
        "UPDATE signature SET signed_at = signed_at + interval '1 h' WHERE paper = 'declarations'",
        Fault.WORD,
    ),
    ("DELETE FROM signature WHERE paper = 'closure' AND account_id IS NOT NULL", Fault.WORD),
    (LAID_IN, Fault.WORD),
    (SAID_ONCE_MORE, Fault.WORD),
    (IN_NOBODYS_NAME, Fault.WORD),
    ("UPDATE signature SET reason_sealed = 'x'", Fault.WORD),
    (
        "DELETE FROM signed_text WHERE paper = 'declarations'",
        Fault.PAPER,
    ),
    (
        "UPDATE cases SET phase = 'closure', sealed_at = NULL, seal = NULL, trail_end = NULL,"
        " trail_entries = NULL",
        Fault.FILE,
    ),
    ("DELETE FROM cases", Fault.FILE),
    ("UPDATE cases SET trail_entries = 1, trail_end = 'x'", Fault.FILE),
    ("UPDATE plan SET adopted_on = adopted_on + 1", Fault.FILE),
)
