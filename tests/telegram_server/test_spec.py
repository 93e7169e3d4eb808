"""The check against the Bot API description finds what is wrong, and is really used."""

from collections.abc import AsyncIterator

import pytest

from tests.telegram_server import TelegramServer, World
from tests.telegram_server.conftest import Calling
from tests.telegram_server.methods import METHODS
from tests.telegram_server.spec import Spec, spec_path
from tests.telegram_server.wire import Params, Upload


@pytest.fixture
def spec() -> Spec:
    """The description, or a loud word that no traffic was checked on this machine."""
    found = Spec.load()
    if found is None:
        pytest.skip(
            f"no Bot API description at {spec_path()} (KUULOLLA_BOT_API_SPEC names another place): "
            "requests and answers of the emulator were checked nowhere in this run"
        )
    return found


def test_a_good_request_passes(spec: Spec) -> None:
    markup = '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}'
    params = Params({"chat_id": "5", "text": "123", "reply_markup": markup})
    assert spec.check_request("sendMessage", params) == []
    upload = Params({"chat_id": 5, "photo": "attach://x"}, {"x": Upload("a.png", b"")})
    assert spec.check_request("sendPhoto", upload) == []


def test_unknown_missing_and_mistyped_parameters_are_named(spec: Spec) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "calback_data": "b"}]]}
    params = Params({"chat_id": 5, "txt": "hi", "protect_content": "maybe", "reply_markup": markup})
    found = " | ".join(spec.check_request("sendMessage", params))
    assert "unknown parameter txt" in found
    assert "required parameter text is missing" in found
    assert "sendMessage.protect_content" in found
    assert "calback_data" in found


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"date": "today"}, "Message.date"),
        ({"date": True}, "Message.date"),
        ({"chat": {"id": 1}}, "Chat.type is missing"),
        ({"mood": "fine"}, "no field mood"),
        ({"photo": {}}, "Array of PhotoSize expected"),
    ],
)
def test_a_wrong_update_is_found_deep_inside(
    spec: Spec, change: dict[str, object], complaint: str
) -> None:
    message = {"message_id": 1, "date": 2, "chat": {"id": 1, "type": "private"}}
    assert spec.check_update({"update_id": 1, "message": message}) == []
    found = spec.check_update({"update_id": 1, "message": message | change})
    assert complaint in " | ".join(found).replace("Update.message", "Message")


def test_a_wrong_answer_is_found(spec: Spec) -> None:
    assert spec.check_answer("deleteMessage", True) == []
    assert spec.check_answer("deleteMessage", None) != []
    assert spec.check_answer("editMessageText", None) != []
    assert spec.check_answer("getUpdates", [{}]) != []


def test_every_emulated_method_exists(spec: Spec) -> None:
    for method in METHODS:
        assert not any("no such" in found for found in spec.check_request(method, Params({})))


class TestTheServer:
    """Complaints are recorded, and the call goes on, as on the real server."""

    @pytest.fixture
    async def server(self, spec: Spec) -> AsyncIterator[TelegramServer]:
        async with TelegramServer(World()) as served:
            yield served

    async def test_records_a_complaint_and_answers_nevertheless(
        self, server: TelegramServer, call: Calling
    ) -> None:
        aino = server.world.person()
        aino.start()
        assert (await call("sendMessage", chat_id=aino.id, text="hi", mood="good"))["ok"]
        assert server.world.complaints == ["sendMessage: unknown parameter mood"]
        assert aino.last.text == "hi"
