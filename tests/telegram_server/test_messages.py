"""What a bot may send, edit and delete, what is refused, and what the person then sees."""

import json

import aiohttp
import pytest

from tests.telegram_server import Person, Rates, TelegramServer, World
from tests.telegram_server.conftest import Calling

ROWS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]]}  # fmt: skip  # noqa: E501


@pytest.fixture
def aino(world: World) -> Person:
    """Somebody who has started the bot."""
    person = world.person("Aino")
    person.start()
    return person


async def test_a_bot_cannot_write_first(world: World, call: Calling) -> None:
    stranger = world.person()
    refused = await call("sendMessage", chat_id=stranger.id, text="hi")
    assert refused["description"] == "Bad Request: chat not found"


async def test_a_blocked_bot_gets_403_until_it_is_unblocked(aino: Person, call: Calling) -> None:
    aino.block()
    refused = await call("sendMessage", chat_id=aino.id, text="hi")
    assert refused["error_code"] == 403
    assert refused["description"] == "Forbidden: bot was blocked by the user"
    aino.unblock()
    assert (await call("sendMessage", chat_id=aino.id, text="hi"))["ok"]
    assert aino.last.text == "hi"


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": "   \n "}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>open", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "1 < 2", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<img src=x>", "parse_mode": "HTML"}, "can't parse entities"),
        (
            {"text": "q", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "ä" * 33}]]}},  # noqa: E501
            "BUTTON_DATA_INVALID",
        ),
    ],
)  # fmt: skip
async def test_what_telegram_would_not_take_is_refused(
    aino: Person, call: Calling, params: dict[str, object], reason: str
) -> None:
    refused = await call("sendMessage", chat_id=aino.id, **params)
    assert refused["error_code"] == 400
    assert reason in refused["description"]
    assert len(aino.messages) == 1


async def test_the_longest_text_and_button_pass(aino: Person, call: Calling) -> None:
    rows = {"inline_keyboard": [[{"text": "a", "callback_data": "ä" * 32}]]}
    sent = await call("sendMessage", chat_id=aino.id, text="😀" * 2048, reply_markup=rows)
    assert sent["ok"]
    aino.tap("ä" * 32)


async def test_html_becomes_entities_counted_in_utf16(aino: Person, call: Calling) -> None:
    text = " 😀 <b>bold &amp; <i>both</i></b> /stop "
    sent = await call("sendMessage", chat_id=aino.id, text=text, parse_mode="HTML")
    assert sent["result"]["text"] == "😀 bold & both /stop"
    found = [(e["type"], e["offset"], e["length"]) for e in sent["result"]["entities"]]
    assert found == [("bold", 3, 11), ("italic", 10, 4), ("bot_command", 15, 5)]


async def test_an_edit_changes_what_the_person_sees(aino: Person, call: Calling) -> None:
    sent = await call("sendMessage", chat_id=aino.id, text="How are you?", reply_markup=ROWS)
    number = sent["result"]["message_id"]
    assert aino.last.buttons == ["Yes", "No"]
    await call("editMessageText", chat_id=aino.id, message_id=number, text="Thanks")
    assert (aino.last.id, aino.last.text, aino.last.buttons) == (number, "Thanks", [])
    assert aino.last.edited
    edit = {"chat_id": aino.id, "message_id": number, "reply_markup": ROWS}
    await call("editMessageReplyMarkup", **edit)
    assert aino.last.buttons == ["Yes", "No"]
    again = await call("editMessageReplyMarkup", **edit)
    assert again["description"].startswith("Bad Request: message is not modified")


async def test_an_edit_without_change_is_refused(aino: Person, call: Calling) -> None:
    sent = await call("sendMessage", chat_id=aino.id, text="same", reply_markup=ROWS)
    edit = {"chat_id": aino.id, "message_id": sent["result"]["message_id"], "text": "same "}
    refused = await call("editMessageText", **edit, reply_markup=ROWS)
    assert "message is not modified" in refused["description"]
    assert (await call("editMessageText", **edit))["ok"]
    assert "not modified" in (await call("editMessageText", **edit))["description"]


async def test_what_is_not_there_or_not_the_bots_cannot_be_edited(
    aino: Person, call: Calling
) -> None:
    missing = await call("editMessageText", chat_id=aino.id, message_id=99, text="x")
    assert missing["description"] == "Bad Request: message to edit not found"
    own = aino.messages[0].id
    theirs = await call("editMessageText", chat_id=aino.id, message_id=own, text="x")
    assert theirs["description"] == "Bad Request: message can't be edited"


async def test_messages_of_two_days_can_be_deleted_and_older_ones_not(
    world: World, aino: Person, call: Calling
) -> None:
    await call("sendMessage", chat_id=aino.id, text="old")
    old = aino.last.id
    world.advance(48 * 3600 + 60)
    refused = await call("deleteMessage", chat_id=aino.id, message_id=old)
    assert refused["description"] == "Bad Request: message can't be deleted for everyone"
    for text in ("one", "two"):
        await call("sendMessage", chat_id=aino.id, text=text)
    assert (await call("deleteMessages", chat_id=aino.id, message_ids=[old + 1, old + 2, 999]))[
        "ok"
    ]
    assert [seen.text for seen in aino.messages] == ["/start", "old"]
    gone = await call("deleteMessage", chat_id=aino.id, message_id=old + 1)
    assert gone["description"] == "Bad Request: message to delete not found"


async def test_a_tap_is_answered_once_and_in_time(
    world: World, aino: Person, call: Calling
) -> None:
    await call("sendMessage", chat_id=aino.id, text="?", reply_markup=ROWS)
    tap = aino.tap("Yes")
    assert tap is not None
    assert not tap.answered
    answer = {"callback_query_id": tap.id, "text": "Saved", "show_alert": True}
    assert (await call("answerCallbackQuery", **answer))["result"] is True
    assert (tap.answered, tap.alert, aino.notices) == (True, True, ["Saved"])
    late = aino.tap("n")
    assert late is not None
    world.advance(151)
    refused = await call("answerCallbackQuery", callback_query_id=late.id)
    assert refused["error_code"] == 400
    assert "query is too old" in refused["description"]


async def test_a_person_can_only_tap_what_is_on_the_screen(aino: Person, call: Calling) -> None:
    await call("sendMessage", chat_id=aino.id, text="?", reply_markup=ROWS)
    with pytest.raises(LookupError):
        aino.tap("Maybe")
    aino.forge_tap(aino.last.id, "maybe")
    update = (await call("getUpdates"))["result"][-1]
    assert update["callback_query"]["data"] == "maybe"
    assert update["callback_query"]["message"]["text"] == "?"


async def test_a_reply_keyboard_button_says_its_text(aino: Person, call: Calling) -> None:
    keyboard = {"keyboard": [[{"text": "Fine"}, {"text": "Not so"}]]}
    await call("sendMessage", chat_id=aino.id, text="?", reply_markup=keyboard)
    assert aino.tap("Not so") is None
    assert aino.messages[-1].text == "Not so"
    await call("sendMessage", chat_id=aino.id, text="ok", reply_markup={"remove_keyboard": True})
    with pytest.raises(LookupError):
        aino.tap("Fine")


async def test_photos_voice_and_hostile_file_names_arrive(
    world: World, aino: Person, call: Calling
) -> None:
    aino.send_photo("look")
    aino.send_voice()
    aino.send_document("../../<script>.pdf")
    photo, voice, document = [u["message"] for u in (await call("getUpdates"))["result"][-3:]]
    assert photo["caption"] == "look"
    assert voice["voice"]["duration"] == 3
    assert document["document"]["file_name"] == "../../<script>.pdf"


async def test_a_hasty_bot_is_told_to_wait(world: World, aino: Person, call: Calling) -> None:
    world.rates = Rates(overall=100, chat=0.5, chat_burst=2)
    for _ in range(2):
        assert (await call("sendMessage", chat_id=aino.id, text="x"))["ok"]
    refused = await call("sendMessage", chat_id=aino.id, text="x")
    assert refused["error_code"] == 429
    assert refused["parameters"] == {"retry_after": 2}
    assert refused["description"] == "Too Many Requests: retry after 2"
    world.advance(2)
    assert (await call("sendMessage", chat_id=aino.id, text="x"))["ok"]


async def test_get_form_multipart_and_json_say_the_same(
    server: TelegramServer, aino: Person
) -> None:
    params = {"chat_id": str(aino.id), "text": "hei", "reply_markup": json.dumps(ROWS)}
    url = f"{server.url}/bot{server.world.token}/sendmessage"
    multipart = aiohttp.FormData(params, default_to_multipart=True)
    async with aiohttp.ClientSession() as session:
        for request in (
            session.get(url, params=params),
            session.post(url, data=params),
            session.post(url, data=multipart),
            session.post(url, json=params),
        ):
            async with request as answer:
                assert (await answer.json())["ok"]
    assert [seen.buttons for seen in aino.messages[1:]] == [["Yes", "No"]] * 4


async def test_a_wrong_token_and_an_unknown_method_are_told_apart(
    server: TelegramServer, call: Calling
) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/bot1:x/getMe") as bad:
        assert bad.status == 401
    assert (await call("sendHugs"))["description"] == "Not Found: method not found"
    assert server.world.complaints.pop() == "sendHugs: not a method of the emulator"
