"""What whoever chairs declared on paper, entered by the head: Art. 10(2), 18(2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from identity.access import NotThere
from identity.declaring import declares
from identity.heads_word import take_for_head
from models.life import Life
from models.people import Account
from models.session import Work
from rules.basis import Article
from rules.participants import Word, check_paper_of_chair


@dataclass(frozen=True, slots=True)
class PaperOfChair:
    """Whose paper, of which day, where it lies; and who enters it as head of the centre."""

    account_id: UUID
    by: UUID
    on: date | None
    lies: str = ""
    not_known: bool = False


def signer(work: Work, life: Life, word: Word, paper: PaperOfChair) -> Account | None:
    """The officer whose paper it is, where they declare at this table."""
    take_for_head(work, life.municipality_id, paper.by, Article(18, "2"), at=life.id)
    own = paper.account_id == paper.by
    check_paper_of_chair(word, own=own, lies=paper.lies, not_known=paper.not_known)
    officer = work.session.get(Account, paper.account_id)
    if officer is None or officer.municipality_id != life.municipality_id:
        raise NotThere
    return declares(work, life, officer)
