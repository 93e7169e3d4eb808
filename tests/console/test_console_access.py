"""Who may open which page: every route for every role, and for nobody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.routing import BaseRoute, Mount

from app.showing import office
from console.pages import router
from panel.organisation import Role
from tests.console.office_world import World, opened

A, C, F, R = Role.ADMINISTRATOR, Role.COORDINATOR, Role.FACILITATOR, Role.READER
ANYBODY: frozenset[Role] = frozenset()
EVERY_ROLE = frozenset(Role)

# One row for each page. A new page without a row fails below.
MATRIX: dict[tuple[str, str], frozenset[Role]] = {
    ("GET", "/console/enter/{token}"): ANYBODY,
    ("POST", "/console/enter/{token}"): ANYBODY,
    ("GET", "/console/login"): ANYBODY,
    ("POST", "/console/login"): ANYBODY,
    ("GET", "/console/language/{code}"): ANYBODY,
    ("POST", "/console/logout"): ANYBODY,
    ("GET", "/console/{elsewhere:path}"): ANYBODY,
    ("POST", "/console/{elsewhere:path}"): ANYBODY,
    ("GET", "/console"): EVERY_ROLE,
    ("GET", "/console/password"): EVERY_ROLE,
    ("POST", "/console/password"): EVERY_ROLE,
    ("GET", "/console/units"): frozenset({A, C}),
    ("POST", "/console/units"): frozenset({A, C}),
    ("GET", "/console/units/{unit}"): frozenset({A, C}),
    ("POST", "/console/units/{unit}/name"): frozenset({A, C}),
    ("POST", "/console/units/{unit}/places"): frozenset({A}),
    ("GET", "/console/units/{unit}/close"): frozenset({A, C}),
    ("POST", "/console/units/{unit}/close"): frozenset({A, C}),
    ("POST", "/console/units/{unit}/reopen"): frozenset({A, C}),
    ("GET", "/console/units/{unit}/door"): frozenset({A, C}),
    ("GET", "/console/units/{unit}/slips"): frozenset({A, C}),
    ("POST", "/console/units/{unit}/slips"): frozenset({A, C}),
    ("GET", "/console/units/{unit}/cards"): frozenset({A, C}),
    ("POST", "/console/units/{unit}/cards"): frozenset({A, C}),
    ("GET", "/console/chat"): frozenset({C, F}),
    ("POST", "/console/chat"): frozenset({C, F}),
    ("POST", "/console/chat/unlink"): frozenset({C, F}),
    ("GET", "/console/rounds"): frozenset({C}),
    ("GET", "/console/rounds/preview"): frozenset({C}),
    ("POST", "/console/rounds"): frozenset({C}),
    ("POST", "/console/rounds/{wave}/undo"): frozenset({C}),
    ("POST", "/console/rounds/{wave}/start"): frozenset({C}),
    ("GET", "/console/summaries"): frozenset({C, F}),
    ("GET", "/console/summaries/{week}"): frozenset({C, F}),
    ("GET", "/console/summaries/{week}/correction"): frozenset({F}),
    ("POST", "/console/summaries/{week}/correction"): frozenset({F}),
    ("GET", "/console/summaries/{week}/{form}"): frozenset({C, F}),
    ("GET", "/console/years/{year}"): frozenset({C, F}),
    ("GET", "/console/notes"): frozenset({F}),
    ("POST", "/console/notes/{note}/read"): frozenset({F}),
    ("GET", "/console/notes/{note}/answer"): frozenset({F}),
    ("POST", "/console/notes/{note}/answer"): frozenset({F}),
    ("GET", "/console/notes/{note}/back"): frozenset({F}),
    ("POST", "/console/notes/{note}/back"): frozenset({F}),
    ("GET", "/console/reading"): frozenset({R}),
    ("POST", "/console/reading/close"): frozenset({R}),
    ("POST", "/console/reading/{text}"): frozenset({R}),
    ("POST", "/console/reading/{text}/back"): frozenset({R}),
    ("GET", "/console/panel"): frozenset({C, F}),
    ("GET", "/console/panel/new"): frozenset({F}),
    ("POST", "/console/panel/new"): frozenset({F}),
    ("POST", "/console/panel"): frozenset({F}),
    ("POST", "/console/panel/{question}/back"): frozenset({F}),
    ("GET", "/console/decisions"): frozenset({C, F}),
    ("GET", "/console/decisions/new"): frozenset({F}),
    ("POST", "/console/decisions/new"): frozenset({F}),
    ("POST", "/console/decisions"): frozenset({F}),
    ("GET", "/console/staff"): frozenset({A}),
    ("POST", "/console/staff"): frozenset({A}),
    ("POST", "/console/staff/{member}/link"): frozenset({A}),
    ("GET", "/console/staff/{member}"): frozenset({A}),
    ("POST", "/console/staff/{member}"): frozenset({A}),
    ("GET", "/console/staff/{member}/remove"): frozenset({A}),
    ("POST", "/console/staff/{member}/remove"): frozenset({A}),
    ("GET", "/console/names"): frozenset({A}),
    ("POST", "/console/names"): frozenset({A}),
    ("POST", "/console/names/remove"): frozenset({A}),
    ("GET", "/console/requests"): EVERY_ROLE,  # each sees their own
    ("POST", "/console/requests/{request}/open"): EVERY_ROLE,
    ("POST", "/console/requests/{request}/done"): EVERY_ROLE,
    ("GET", "/console/readers"): frozenset({A}),
    ("POST", "/console/readers"): frozenset({A}),
    ("POST", "/console/readers/remove"): frozenset({A}),
    ("GET", "/console/meeting"): frozenset({F}),
    ("POST", "/console/meeting"): frozenset({F}),
    ("GET", "/console/health"): frozenset({A}),
}
FOR_STAFF = sorted((row for row in MATRIX if MATRIX[row]), key=str)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give one organisation to all these tests: they only knock."""
    with opened(Path(tmp_path_factory.mktemp("access"))) as one:
        yield one


@pytest.fixture(scope="module")
def browsers(shared: World) -> dict[Role, httpx.AsyncClient]:
    """Give a browser for each role."""
    return {role: shared.as_(role) for role in Role}


def routes(world: World) -> list[tuple[str, str]]:
    """Every method and path that the router answers."""
    found: list[tuple[str, str]] = []
    each: BaseRoute
    for each in router(office(world.house)).routes:
        if isinstance(each, Mount):
            assert each.path == "/console/static"
            continue
        route: Any = each
        found += [(method, route.path) for method in route.methods]
    return found


async def knock(client: httpx.AsyncClient, method: str, path: str, world: World) -> httpx.Response:
    """Open a page about things that exist, with an empty form."""
    given = {
        "unit": world.home.id,
        "wave": "round-2026-W47",
        "question": "panel_00000000",
        "week": "2026-W46",
        "year": "2026",
        "form": "json",
        "note": "0000",
        "text": "0000",
        "member": "0000",
        "request": "0000",
    }
    return await client.request(method, path.format(**given))


def test_every_page_has_its_row(shared: World) -> None:
    assert sorted(routes(shared)) == sorted(MATRIX)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("method", "path"), FOR_STAFF)
async def test_a_page_opens_for_its_roles_and_for_no_other(
    shared: World, browsers: dict[Role, httpx.AsyncClient], method: str, path: str, role: Role
) -> None:
    answer = await knock(browsers[role], method, path, shared)
    if role in MATRIX[method, path]:
        assert answer.status_code in (200, 303, 404, 422)
        assert not answer.headers.get("location", "").startswith("/console/login")
    else:
        assert answer.status_code == 403
        assert "another role" in answer.text


@pytest.mark.parametrize(("method", "path"), FOR_STAFF)
async def test_who_is_not_logged_in_is_sent_to_the_login(
    shared: World, method: str, path: str
) -> None:
    answer = await knock(shared.stranger(), method, path, shared)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/console/login?to=/console")


async def test_somebody_without_a_role_sees_nothing(shared: World) -> None:
    client = shared.as_()
    assert {(await knock(client, *row, shared)).status_code for row in FOR_STAFF} == {403}


async def test_a_menu_offers_only_what_opens(
    shared: World, browsers: dict[Role, httpx.AsyncClient]
) -> None:
    for role, client in browsers.items():
        page = (await client.get("/console")).text
        for method, path in FOR_STAFF:
            if method == "GET" and f'href="{path}"' in page:
                assert role in MATRIX[method, path]


async def test_whoever_may_have_to_read_requests_finds_them_in_the_menu(
    browsers: dict[Role, httpx.AsyncClient],
) -> None:
    for client in browsers.values():
        _, _, after = (await client.get("/console")).text.partition('<nav class="menu"')
        assert 'href="/console/requests"' in after.partition("</nav>")[0]
