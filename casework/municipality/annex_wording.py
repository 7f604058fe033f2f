"""The official Serbian words of Annex 1, entered by the administrator: Art. 20(1)."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from identity.access import administrator_of
from models.annex_wording import AnnexWording, WordingTakenBackRow
from models.session import Work
from rules.annex_wording import check_taking_back, check_wording


def enter(
    work: Work, *, lines: Mapping[str, str], gazette: str, published_on: date
) -> list[AnnexWording]:
    """One row for each line beside what was entered before."""
    administrator = administrator_of(work)
    said = check_wording(lines, gazette, published_on, work.clock.today())
    rows = [
        AnnexWording(
            line=line,
            words=words,
            gazette=gazette.strip(),
            published_on=published_on,
            entered_at=work.clock.now(),
            entered_by_id=administrator.id,
        )
        for line, words in said.items()
    ]
    work.session.add_all(rows)
    work.session.flush()
    work.record("annex wording entered", "20(1)", lines=len(rows), published_on=published_on)
    return rows


def take_back(work: Work, wordings: Collection[UUID], reason: str) -> None:
    """They count no more; what was entered before them counts again."""
    administrator = administrator_of(work)
    query = (
        select(AnnexWording).where(AnnexWording.id.in_(wordings)).with_for_update(key_share=True)
    )
    found = work.session.scalars(query).all()
    check_taking_back([each.taken_back is not None for each in found], reason)
    for each in found:
        work.session.add(
            WordingTakenBackRow(
                wording_id=each.id,
                reason=reason.strip(),
                taken_back_at=work.clock.now(),
                taken_back_by_id=administrator.id,
            )
        )
    work.session.flush()
    work.record("annex wording taken back", "20(1)", lines=len(found))
