"""Every route once more with the portal's own checks switched off: what is left is the database
(18(1), 18(2), decision 0149)."""

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from types import FunctionType
from typing import Any, Final

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text, true

from core.database_roles import WORKER
from deployments.postgres import DatabaseProvider
from identity import access, member_links
from identity.access import NotThere
from identity.member_links import Guest
from models import Base, pool, session, walls
from models.case import Child, FamilyPerson, Member
from models.life import Life
from models.people import MemberLink, Professional
from models.session import Work, unit_of_work
from tests.builders import OTHER_CENTRES_MANAGER, OTHER_HEAD, SILENT, ACase
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import link_of
from tests.portal.test_doors import NOT_COMPARED, OPEN, Places, app, case, routes_of, visit

__all__ = ["app", "case"]

ENOUGH: Final = 21
"""Pages that tell something, to know that a walk finds what there is."""


def any_life(work: Work, life_id: Any, role: object = None) -> Life:
    """Whoever asks, as if nobody had thought of a check."""
    life = work.session.get(Life, life_id)
    if life is None:
        raise NotThere
    return life


def any_guest(work: Work, session_token: str, link: MemberLink) -> Guest:
    """Without a code."""
    return Guest(work.session.get_one(Member, link.member_id), link)


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first wall is off, wherever its questions were imported by name."""
    instead: dict[Callable[..., Any], Callable[..., Any]] = {
        access._let_in: any_life,
        access.visible_cases: lambda *_, **__: true(),
        access.of_officer: lambda *_, **__: true(),
        access.runs: lambda *_, **__: True,
        access.runs_case: lambda *_, **__: True,
        access.only_while: lambda *_, **__: None,
        member_links.leads_in: lambda *_: True,
        member_links.guest_for: any_guest,
    }
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if isinstance(value, FunctionType) and value.__name__ in {f.__name__ for f in instead}:
                monkeypatch.setattr(module, name, instead.get(value, value))


def telltales(case: ACase) -> set[str]:
    """Names that only somebody who reads the case could show."""
    place = case.row().municipality_id
    with unit_of_work() as work:
        found = {each.name for each in work.session.scalars(select(FamilyPerson))}
        found |= {each.name for each in work.session.scalars(select(Child))}
        members = select(Professional).join(Member, Member.professional_id == Professional.id)
        found |= {each.name for each in work.session.scalars(members)}
        elsewhere = select(Professional).where(Professional.municipality_id != place)
        found -= {each.name for each in work.session.scalars(elsewhere)}
    assert len(found) > 8
    return {name for name in found if name} | {case.row().number}


def rows_of(case: ACase) -> dict[str, list[str]]:
    """What stands in the tables that name the case."""
    found = {}
    with unit_of_work() as work:
        for name in walls.walled():
            for column in {"life_id", "case_id"} & set(Base.metadata.tables[name].columns.keys()):
                query = text(f"SELECT t::text FROM {name} t WHERE {column} = :case ORDER BY 1")
                found[name] = list(work.session.scalars(query, {"case": case.case}))
    return {name: rows for name, rows in found.items() if name not in NOT_COMPARED}


def told(
    browser: Browser, app: FastAPI, at: Places, names: set[str], *, members: bool = False
) -> Iterator[str]:
    """The routes whose answer says what is in a case, or that there is one."""
    for method, path in routes_of(app):
        if path.startswith(OPEN) or path.startswith("/l/") is not members:
            continue
        address = at(path)
        shown = visit(browser, method, address).text
        seen = sorted(name for name in names if name not in address and name in shown)
        if seen:
            yield f"{method} {path}: {', '.join(seen)}"


@pytest.mark.article("18(1)")
@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("email", [OTHER_HEAD, OTHER_CENTRES_MANAGER])
def test_another_centres_officer_finds_nothing_where_nobody_checks(
    app: FastAPI, case: ACase, sign_in: SignIn, email: str
) -> None:
    stranger, before = sign_in(email), rows_of(case)
    assert list(told(stranger, app, Places(case), telltales(case))) == []
    assert rows_of(case) == before


@pytest.mark.article("18(2)")
@pytest.mark.usefixtures("unguarded")
def test_a_link_without_its_code_tells_nothing_where_nobody_checks(
    app: FastAPI, case: ACase, sign_in: SignIn
) -> None:
    browser, at = sign_in("nobody@here.example"), Places(case)
    at.values["token"] = link_of(SILENT, "report").removeprefix("/l/")
    browser.get("/sign-in")
    names = telltales(case) - {case.row().number}  # which the declarations name
    assert list(told(browser, app, at, names, members=True)) == []


@pytest.mark.usefixtures("unguarded")
def test_with_neither_wall_the_walk_would_show_the_case(
    app: FastAPI,
    case: ACase,
    sign_in: SignIn,
    postgres: DatabaseProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stranger = sign_in(OTHER_CENTRES_MANAGER)
    served = pool.engine_for(postgres.url(WORKER))
    monkeypatch.setattr(session, "engine", lambda: served)
    seen = list(islice(told(stranger, app, Places(case), telltales(case)), ENOUGH))
    assert any(each.startswith("GET /cases/{number}:") for each in seen)
    assert len(seen) == ENOUGH
