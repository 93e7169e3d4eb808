"""The person's side over HTTP with JSON, for scripts and tests in another process."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from tests.telegram_server.faults import Fault
from tests.telegram_server.person import Person
from tests.telegram_server.wire import Json
from tests.telegram_server.world import World

ACTIONS: dict[str, Callable[[Person, Json], object]] = {
    "say": lambda person, told: person.say(told["text"]),
    "start": lambda person, told: person.start(told.get("code", "")),
    "tap": lambda person, told: person.tap(told["button"]),
    "forge_tap": lambda person, told: person.forge_tap(int(told["message_id"]), told["data"]),
    "photo": lambda person, told: person.send_photo(told.get("caption", "")),
    "voice": lambda person, told: person.send_voice(),
    "document": lambda person, told: person.send_document(told.get("file_name", "notes.txt")),
    "block": lambda person, told: person.block(),
    "unblock": lambda person, told: person.unblock(),
}


def person_from(world: World, request: web.Request) -> Person:
    """The person a path names. Raises HTTPNotFound."""
    person = world.people.get(int(request.match_info["person"]))
    if person is None:
        raise web.HTTPNotFound(text="nobody has this id")
    return person


def act(person: Person, action: str, told: Json) -> None:
    """Let a person do one of ACTIONS. Raises HTTPNotFound or HTTPBadRequest with the reason."""
    if action not in ACTIONS:
        raise web.HTTPNotFound(text=f"a person can {', '.join(ACTIONS)}")
    try:
        ACTIONS[action](person, told)
    except (LookupError, ValueError) as error:
        raise web.HTTPBadRequest(text=f"{action}: {error}") from None


def described(person: Person) -> Json:
    """A person and their chat as JSON."""
    return {
        "id": person.id,
        "first_name": person.first_name,
        "blocked": person.blocked,
        "changes": person.changes,
        "messages": [asdict(seen) for seen in person.messages],
        "notices": person.notices,
        "unanswered_taps": sum(not tap.answered for tap in person.taps),
        "reply_keyboard": person.reply_keyboard,
    }


class _Control:
    def __init__(self, world: World) -> None:
        self._world = world

    async def add_person(self, request: web.Request) -> web.Response:
        told = await request.json()
        try:
            return web.json_response(described(self._world.person(**told)))
        except (TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=str(error)) from None

    async def people(self, request: web.Request) -> web.Response:
        return web.json_response([described(person) for person in self._world.people.values()])

    async def show(self, request: web.Request) -> web.Response:
        """`?after=N&timeout=S` waits until the chat has changed more than N times."""
        person = person_from(self._world, request)
        after = int(request.query.get("after", -1))
        try:
            timeout = float(request.query.get("timeout", 0))
            await person.until(lambda someone: someone.changes > after, timeout)
        except TimeoutError:
            pass
        return web.json_response(described(person))

    async def do(self, request: web.Request) -> web.Response:
        person = person_from(self._world, request)
        told = await request.json() if request.can_read_body else {}
        act(person, request.match_info["action"], told)
        return web.json_response(described(person))

    async def add_fault(self, request: web.Request) -> web.Response:
        try:
            self._world.faults.add(Fault(**await request.json()))
        except TypeError as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        return web.json_response(True)

    async def clear_faults(self, request: web.Request) -> web.Response:
        self._world.faults.clear()
        return web.json_response(True)

    async def state(self, request: web.Request) -> web.Response:
        world = self._world
        told: dict[str, Any] = {
            "complaints": world.complaints,
            "calls": dict(world.call_counts),
            "faults_struck": world.faults.struck,
            "updates_waiting": len(world.updates.waiting()),
            "checked_against_spec": world.spec is not None,
        }
        return web.json_response(told)

    async def advance(self, request: web.Request) -> web.Response:
        self._world.advance(float((await request.json())["seconds"]))
        return web.json_response(self._world.now())


def control_routes(world: World) -> list[web.RouteDef]:
    """All of /control."""
    control = _Control(world)
    return [
        web.post("/control/people", control.add_person),
        web.get("/control/people", control.people),
        web.get(r"/control/people/{person:\d+}", control.show),
        web.post(r"/control/people/{person:\d+}/{action}", control.do),
        web.post("/control/faults", control.add_fault),
        web.delete("/control/faults", control.clear_faults),
        web.get("/control/state", control.state),
        web.post("/control/advance", control.advance),
    ]
