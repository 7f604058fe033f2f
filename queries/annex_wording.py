"""The official Serbian words of Annex 1 that hold, and all that was entered: Art. 20(1)."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.annex_wording import AnnexWording, WordingTakenBackRow
from models.session import Work
from rules.annex_wording import official


def entered(work: Work) -> Sequence[AnnexWording]:
    """All of them, the newest first."""
    query = select(AnnexWording).options(
        joinedload(AnnexWording.entered_by),
        selectinload(AnnexWording.taken_back).joinedload(WordingTakenBackRow.taken_back_by),
    )
    return work.session.scalars(query.order_by(AnnexWording.entered_at.desc())).all()


def in_force(rows: Sequence[AnnexWording]) -> Mapping[str, AnnexWording]:
    """The row of each line that counts."""
    by_facts = {row.facts: row for row in rows}
    return {line: by_facts[facts] for line, facts in official(by_facts).items()}


def gazettes(official: Mapping[str, AnnexWording]) -> Sequence[tuple[str, date]]:
    """Where the words that count are printed, each gazette once."""
    found = {(each.gazette or "", each.published_on) for each in official.values()}
    return sorted(found, key=lambda each: (each[1], each[0]))


def words_of(official: Mapping[str, AnnexWording]) -> dict[str, str]:
    return {line: each.words or "" for line, each in official.items()}
