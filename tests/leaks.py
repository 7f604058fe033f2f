"""The leak scan: what is known of a child, in every spelling, looked for where it must not be."""

import base64
import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote, quote_plus

import psycopg
from psycopg import sql

from casework.case.referral import ChildRecord
from rules.composition import ChildStatus
from simulation import words
from simulation.words import Family

BIRTH = date(2019, 2, 27)

CANARY = Family(
    child=ChildRecord(
        name="Zzbardha Qanarija",
        status=ChildStatus.RESIDENT,
        birth_date=BIRTH,
        gender="vajzë kanarinë",
        ethnicity="kanariote",
        birth_place="Spitali i Kanarinave",
        residence="Rruga e Kanarinës 4711",
        whereabouts="Banesa e Kanarinës 1174",
        health="diagnozë kanarinitis",
        disability="aftësi kanarine e kufizuar",
        other="shënim kanarin",
    ),
    brother="Zzogu Qanarija",
    father="Zzeqir Qanarija",
    mother="Zzana Qanarija",
    situation="Zzbardha u gjet te kanarinat e fqinjit.",
)


def needles() -> list[str]:
    """Everything that people wrote down about the child in the story."""
    child = CANARY.child
    record = [value for value in map(_words, vars_of(child)) if value]
    family = [CANARY.brother, CANARY.father, CANARY.mother, CANARY.situation]
    told = [words.SUMMARY, words.FATHERS_VIEWS, words.CLOSING, words.REVIEW_FINDING, words.GOAL]
    told += [words.BEST_INTEREST, words.INITIAL.safety, words.COMPREHENSIVE.care, words.TOO_YOUNG]
    return record + family + told + [f"{BIRTH:%d.%m.%Y}"]


def vars_of(child: ChildRecord) -> list[object]:
    names = [name for name in ChildRecord.__dataclass_fields__ if name not in {"status"}]
    return [getattr(child, name) for name in names]


def _words(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def spellings(text: str) -> set[bytes]:
    """The text as it might stand somewhere: encoded, escaped, in capitals, without diacritics."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = {text, text.upper(), text.lower(), plain, plain.upper(), plain.lower()}
    found |= {json.dumps(text)[1:-1], quote(text), quote_plus(text), text.encode().hex()}
    found.add("\\x" + text.encode().hex())
    encoded = {each.encode() for each in found}
    # base64 of the text at each of the three offsets it may have within a longer whole
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + text.encode())
        encoded.add(whole[4 if shift else 0 : len(whole) - 4])
    return {each for each in encoded if len(each) >= 8}


HAYSTACK = {needle: spellings(needle) for needle in needles()}


def found_in(content: bytes) -> list[str]:
    """The needles that stand in `content`, in any spelling."""
    return [needle for needle, forms in HAYSTACK.items() if any(form in content for form in forms)]


def in_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below `folder` that holds a needle, and which one."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for needle in found_in(path.read_bytes()):
                yield str(path.relative_to(folder)), needle


def in_database(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[tuple[str, str]]:
    """Every table whose rows, written out as text, hold a needle."""
    tables = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
    ).fetchall()
    for schema, table in tables:
        query = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(str(schema), str(table)))
        text = "\n".join(str(row[0]) for row in connection.execute(query))
        for needle in found_in(text.encode()):
            yield f"{schema}.{table}", needle
