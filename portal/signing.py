"""Putting one's word under a paper: the password once more, or somebody's word on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypedDict
from uuid import UUID

from pydantic import StringConstraints

from core.clock import Clock
from core.i18n import N_
from identity import credentials, passwords, tries
from identity.tries import Allowance
from models.people import Account
from models.session import Work
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.too_many import too_many
from portal.web import Page
from queries.signatures import Signatures
from rules.basis import Basis
from rules.defaults import DEFAULTS
from rules.sign_in_limits import LIMITS
from rules.signing import RefusalWithoutReason, SignatureMethod


class UnderText(FormModel):
    """A word under a text: the form says which version of it was read."""

    shown: Line = ""

    @property
    def digest(self) -> bytes:
        """The digest of the text that stood on the page; one that is none fits no text."""
        try:
            return bytes.fromhex(self.shown)
        except ValueError:
            return b""


class OwnWord(TypedDict):
    """What an officer says under a text by their own password."""

    method: SignatureMethod
    reason: str | None
    shown: bytes
    confirmed: bool


class Refusable(UnderText):
    """A word that may be a refusal; its reason is asked, and none may be stated: Art. 10(1)."""

    reason: Annotated[Prose, Ask(N_("Remark, or reason of a refusal"), open=True)] = ""
    unstated: Annotated[bool, Ask(N_("No reason for the refusal is stated."))] = False
    why: ClassVar[Basis | None] = None
    """On what a reason is asked for, where that is not Art. 10(1)."""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A refusal is recorded with its reason, or that none is stated: Art. 10(1), 17(5)."""
        silent = not sheet.value("reason").strip() and not sheet.has("unstated", "yes")
        if silent and cls.is_refusal(sheet):
            yield "reason", RefusalWithoutReason(cls.why)

    @classmethod
    def is_refusal(cls, sheet: Sheet[Any]) -> bool:
        return bool(sheet.value("word") == "refuse")

    @property
    def said(self) -> str | None:
        """The remark or reason; None where the refusal states none."""
        return self.reason.strip() or (None if self.unstated else "")


class Sign(Refusable):
    """The chair signs, or refuses: the password stands for the hand."""

    called: ClassVar[str] = "own"
    password: Annotated[
        str,
        StringConstraints(strip_whitespace=False, max_length=passwords.LONGEST),
        Ask(N_("Your password"), missing=N_("Write your password.")),
    ]
    word: Literal["sign", "refuse"] = "sign"

    @property
    def own_word(self) -> OwnWord:
        refused = self.word == "refuse"
        method = SignatureMethod.REFUSED if refused else SignatureMethod.PASSWORD
        return {"method": method, "reason": self.said, "shown": self.digest, "confirmed": True}

    @property
    def done(self) -> str:
        return N_("Your refusal is on record.") if self.word == "refuse" else N_("You have signed.")


class SignForm(Sign):
    """The closing form: Art. 17(5)."""

    called: ClassVar[str] = "form"
    why: ClassVar[Basis | None] = DEFAULTS.WHY_UNSIGNED


class OnPaper(Refusable):
    """A member's signature that came on paper, or their refusal."""

    member_id: Annotated[UUID, Ask(N_("Member"), missing=N_("Choose who it is."))]
    method: Annotated[
        Literal[SignatureMethod.PAPER, SignatureMethod.REFUSED],
        Ask(N_("What came"), missing=N_("Choose what came.")),
    ]
    on: Happened

    @classmethod
    def is_refusal(cls, sheet: Sheet[Any]) -> bool:
        return bool(sheet.value("method") == SignatureMethod.REFUSED)


class FormOnPaper(OnPaper):
    """The closing form: Art. 17(5)."""

    why: ClassVar[Basis | None] = DEFAULTS.WHY_UNSIGNED


def on_paper(page: Page, found: Signatures) -> list[tuple[UUID | None, str]]:
    """Whose word may come on paper: members, and who chaired, where that is not the reader."""
    reader = page.visitor.account_id if page.visitor else None
    lines = [(line.member_id, line.name) for line in found.open_to_members]
    chair = found.chair_awaited
    if chair is not None and chair.account_id != reader:
        lines.append((chair.account_id, chair.name))
    return lines


@dataclass(frozen=True, slots=True)
class Signing:
    """Whether a member was chosen from that list, or the officer who chaired."""

    member_id: UUID | None = None
    account_id: UUID | None = None


def whose(work: Work, chosen: UUID) -> Signing:
    is_officer = work.session.get(Account, chosen) is not None
    return Signing(account_id=chosen) if is_officer else Signing(member_id=chosen)


def is_confirmed(page: Page, clock: Clock, sheet: Sheet[Any], form: Sign) -> bool:
    """Whether the password is the reader's; if not, `sheet` says so. Tries are counted first."""
    assert page.visitor is not None  # the route asks for an officer
    account = page.visitor.account_id
    allowed = [Allowance.of(str(account), "signature.account", LIMITS.SIGNATURE)]
    try:
        with page.sign_in_work() as work:
            counted = tries.count(work, clock, allowed)
            stored = credentials.password_of(work, account)
    except tries.TooManyTries as error:
        trouble = too_many(page, error)
    else:
        right = passwords.matches(form.password, stored)
        with page.sign_in_work() as work:
            if right:
                tries.take_back(work, counted)
                return True
            work.record("signature refused: wrong password")
        page.status = 422
        trouble = page.say.gettext("This is not your password. Nothing is signed yet.")
    sheet.refuse("password", trouble)
    return False
