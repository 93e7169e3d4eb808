"""The control surface and the page: two more ways in and out of the world."""

import asyncio
import re

import aiohttp

from tests.telegram_server import TelegramServer
from tests.telegram_server.conftest import Calling
from tests.telegram_server.wire import Json


async def test_a_script_in_another_process_can_be_a_person(
    server: TelegramServer, call: Calling
) -> None:
    async with aiohttp.ClientSession(f"{server.url}/control/") as session:
        async with session.post("people", json={"first_name": "Onni", "id": 77}) as answer:
            assert (await answer.json())["id"] == 77
        async with session.post("people/77/start", json={"code": "RIVER"}) as answer:
            changes = (await answer.json())["changes"]
        (update,) = (await call("getUpdates"))["result"]
        assert update["message"]["text"] == "/start RIVER"
        rows = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}

        async def next_screen() -> Json:
            params = {"after": changes, "timeout": 5}
            async with session.get("people/77", params=params) as answer:
                screen: Json = await answer.json()
                return screen

        waiting = asyncio.create_task(next_screen())
        await asyncio.sleep(0.05)
        await call("sendMessage", chat_id=77, text="Welcome", reply_markup=rows)
        seen = (await waiting)["messages"][-1]
        assert (seen["text"], seen["rows"][0][0]["text"]) == ("Welcome", "Go")
        async with session.post("people/77/tap", json={"button": "Go"}) as answer:
            assert (await answer.json())["unanswered_taps"] == 1
        async with session.post("people/77/tap", json={"button": "Nowhere"}) as answer:
            assert answer.status == 400
        async with session.post("faults", json={"method": "getMe", "kind": "forbidden"}) as answer:
            assert answer.status == 200
        assert (await call("getMe"))["error_code"] == 403
        async with session.post("advance", json={"seconds": 151}) as answer:
            assert answer.status == 200
        async with session.get("state") as answer:
            state = await answer.json()
        assert state["calls"]["sendMessage"] == 1
        assert state["faults_struck"] == [["getMe", None, "forbidden"]]
        assert state["complaints"] == []


async def test_a_developer_can_chat_on_the_page_without_javascript(
    server: TelegramServer, call: Calling
) -> None:
    async with aiohttp.ClientSession(server.url) as session:
        form = {"first_name": "<Aino>", "language": "fi"}
        async with session.post("/people", data=form) as answer:
            home = answer.url.path
            assert "&lt;Aino&gt;" in await answer.text()
        async with session.post(f"{home}/start", data={"code": "RIVER"}) as answer:
            assert answer.url.path == home
        (aino,) = server.world.people.values()
        rows = {"inline_keyboard": [[{"text": "<Yes>", "callback_data": 'a"b'}]]}
        text = "<b>Hi</b> 😀 &lt;script&gt;"
        message = {"chat_id": aino.id, "text": text, "parse_mode": "HTML", "reply_markup": rows}
        await call("sendMessage", **message)
        async with session.get(f"{home}/chat") as answer:
            page = await answer.text()
        assert "/start RIVER" in page
        assert "<b>Hi</b> 😀 &lt;script&gt;" in page
        assert re.search(r'name=data value="a&quot;b">&lt;Yes&gt;</button>', page)
        data = {"message_id": aino.last.id, "data": 'a"b'}
        async with session.post(f"{home}/forge_tap", data=data) as answer:
            assert answer.url.path == f"{home}/chat"
        assert aino.taps[0].data == 'a"b'
        for action in ("photo", "voice", "document", "block", "unblock"):
            async with session.post(f"{home}/{action}") as answer:
                assert answer.status == 200
        async with session.get("/") as answer:
            assert f"/people/{aino.id}" in await answer.text()
