"""Drafts of long forms: kept on the server, found again on another machine: decision 0229.

A draft is one officer's and no record. It is sealed with the key of its case, seen by nobody else,
gone in the transaction in which the form is sent, and forgotten after some weeks.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import delete, select
from starlette.responses import Response

from core.i18n import N_
from core.sealed import KeyDestroyed
from identity import access
from identity.access import NotThere
from models.form_draft import FormDraft
from models.session import Work
from portal import security
from portal.forms import MEANT, FormModel, Gap, Sheet
from portal.typed import Typed
from portal.web import Page

M = TypeVar("M", bound=FormModel)
R = TypeVar("R", bound=Response)

PRESS: Final = "draft"
"""The name of the buttons that keep a draft, or throw it away."""
DROP: Final = "drop"
NOT_KEPT: Final = frozenset({PRESS, MEANT, "more", security.TOKEN_FIELD, security.ONCE_FIELD})
KINDS: Final = (
    (re.compile(r"/cases/new"), N_("Referral"), ""),
    (re.compile(r"/cases/([^/]+)/assessment"), N_("Initial assessment"), "?again=yes"),
    (re.compile(r"/cases/([^/]+)/assessment/comprehensive"), N_("Assessment"), "?again=yes"),
    (re.compile(r"/cases/([^/]+)/plan/initial"), N_("Initial plan"), "?again=yes"),
    (re.compile(r"/cases/([^/]+)/plan"), N_("Unified plan"), ""),
    (re.compile(r"/cases/([^/]+)/review"), N_("Review"), ""),
    (re.compile(r"/cases/([^/]+)/closure"), N_("Proposal to close the case"), ""),
    (re.compile(r"/meetings/([0-9a-f-]{36})/minutes"), N_("Minutes"), "?write=yes"),
)
"""The pages whose forms are kept, what they are called, and how their form is opened again."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One draft, as a list names it."""

    words: str
    """Still to be translated."""
    number: str
    """The case's; empty of a referral and of minutes."""
    href: str
    kept_at: datetime


def taken_up(page: Page, work: Work, sheet: Sheet[M]) -> Sheet[M]:
    """The form as this officer left it, where it was not sent; else as it is."""
    row = _row(work, page.path)
    if row is None:
        return sheet
    try:
        typed: Typed = row.typed or {}
    except KeyDestroyed:
        return sheet
    sheet.typed, sheet.kept_at = typed, row.kept_at
    return sheet


def beside(typed: Typed, rows: str, names: str, subjects: Sequence[str]) -> Typed:
    """What a draft says in each row, beside the subject that the row names, as the page lists them
    by now: a version that came meanwhile may have another order, and other subjects. What is said
    of none of them is left out."""
    row_of = re.compile(rf"{rows}\.\d+(?=\.)")
    places = {
        row[0]: f"{rows}.{subjects.index(values[0])}"
        for name, values in typed.items()
        if (row := row_of.match(name))
        and name == f"{row[0]}.{names}"
        and values
        and values[0] in subjects
    }
    found: dict[str, list[str]] = {}
    for name, values in typed.items():
        row = row_of.match(name)
        if row is None:
            found[name] = values
        elif row[0] in places:
            found[places[row[0]] + name[row.end() :]] = values
    return found


def with_script(response: R) -> R:
    """What is typed into this page is kept by itself, where scripts run."""
    response.headers["Content-Security-Policy"] = security.UPLOAD_POLICY
    return response


def sent(work: Work, path: str) -> None:
    """In the act that this page's form is for, wherever it is done: its draft is gone with it."""
    theirs = FormDraft.account_id == work.actor.id, FormDraft.page == path
    work.session.execute(delete(FormDraft).where(*theirs))


def submit(
    page: Page,
    sheet: Sheet[M],
    act: Callable[[M], Response],
    again: Callable[[], Response],
    check: Callable[[], Iterable[Gap]] | None = None,
) -> Response:
    """`page.submit`, where nothing but a draft is wanted; the act says `sent` where it is done."""
    press = sheet.value(PRESS)
    if not press:
        return page.submit(sheet, act, again, check)
    with page.work() as work:
        life = _life(work, page.path)
        if press == DROP:
            sent(work, page.path)
        else:
            sheet.kept_at = keep(work, page.path, sheet.typed, life)
    if press == DROP:
        return page.go(page.path, done=N_("The draft is thrown away."))
    return again()


def keep(work: Work, path: str, typed: Typed, life: UUID | None) -> datetime:
    """Keep what stands in the form, in place of what was kept before."""
    row, at = _row(work, path), work.clock.now()
    if row is None:
        assert work.actor.id is not None  # an officer is in
        row = FormDraft(account_id=work.actor.id, page=path, life_id=life)
        work.session.add(row)
    row.typed = {name: values for name, values in typed.items() if name not in NOT_KEPT}
    row.kept_at = at
    work.session.flush()
    return at


def own(work: Work) -> Sequence[KeptDraft]:
    """What the officer who acts has not sent, the newest first."""
    query = select(FormDraft.page, FormDraft.kept_at).where(FormDraft.account_id == work.actor.id)
    found = []
    for path, at in work.session.execute(query.order_by(FormDraft.kept_at.desc())):
        for form, words, opens in KINDS:
            if match := form.fullmatch(path):
                number = match[1] if match.groups() and path.startswith("/cases/") else ""
                found.append(KeptDraft(words, number, f"{path}{opens}", at))
    return found


def _row(work: Work, path: str) -> FormDraft | None:
    theirs = FormDraft.account_id == work.actor.id, FormDraft.page == path
    return work.session.scalars(select(FormDraft).where(*theirs)).first()


def _life(work: Work, path: str) -> UUID | None:
    """Of which life a page is, for whoever may open it; raises `NotThere`."""
    place = next((m for form, _, _ in KINDS if (m := form.fullmatch(path))), None)
    if place is None:
        raise NotThere
    if not place.groups():
        return None
    if path.startswith("/cases/"):
        return access.case_for(work, place[1]).id
    return access.meeting_for(work, UUID(place[1])).life_id
