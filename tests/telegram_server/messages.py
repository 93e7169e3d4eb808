"""Sending, editing and deleting messages, with the refusals Telegram has for them."""

import struct
from collections.abc import Callable
from typing import Any

from tests.telegram_server.faults import NOT_MODIFIED
from tests.telegram_server.formatting import formatted
from tests.telegram_server.person import Person
from tests.telegram_server.wire import ApiError, Json, Params, Upload, bad_request, utf16_length
from tests.telegram_server.world import World

_DELETABLE_FOR = 48 * 3600
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def send_message(world: World, params: Params) -> Json:
    """A text message."""
    person = _writable(world, params)
    return _deliver(world, person, params, _text(params))


def send_photo(world: World, params: Params) -> Json:
    """A picture; its size is read from PNG files, others are shown as 640 x 480."""
    person = _writable(world, params)
    file_id, upload = _file(world, params, "photo")
    if not upload.content.startswith(_PICTURES) and upload.content != b"emulated":
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = 640, 480
    if upload.content.startswith(_PICTURES[0]) and len(upload.content) >= 24:
        width, height = struct.unpack(">II", upload.content[16:24])
    size = _described(file_id, upload) | {"width": width, "height": height}
    return _deliver(world, person, params, {"photo": [size]} | _caption(params))


def send_document(world: World, params: Params) -> Json:
    """A file."""
    person = _writable(world, params)
    file_id, upload = _file(world, params, "document")
    document = _described(file_id, upload) | {"file_name": upload.name}
    return _deliver(world, person, params, {"document": document} | _caption(params))


def send_chat_action(world: World, params: Params) -> bool:
    """'Typing …': only checks that the bot may write."""
    _writable(world, params)
    if not params.text("action"):
        raise bad_request("wrong parameter action in request")
    return True


def edit_message_text(world: World, params: Params) -> Json:
    """New text and keyboard; without reply_markup the keyboard goes."""
    person, old = _editable(world, params)
    content = _text(params)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    bare = {k: v for k, v in old.items() if k not in ("text", "entities", "link_preview_options")}
    return _replace(world, person, old, bare | content, params)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """New keyboard, or none."""
    person, old = _editable(world, params)
    return _replace(world, person, old, dict(old), params)


def delete_message(world: World, params: Params) -> bool:
    """Remove one message for both sides."""
    person = _chat(world, params)
    number = params.integer("message_id")
    if number not in person.history:
        raise bad_request("message to delete not found")
    return _delete(world, person, [number])


def delete_messages(world: World, params: Params) -> bool:
    """Remove 1-100 messages; those not found are skipped."""
    person = _chat(world, params)
    numbers = params.structure("message_ids") or []
    if not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified or too many")
    return _delete(world, person, [number for number in numbers if number in person.history])


def _delete(world: World, person: Person, numbers: list[int]) -> bool:
    too_old = world.now() - _DELETABLE_FOR
    if any(person.history[number]["date"] < too_old for number in numbers):
        raise bad_request("message can't be deleted for everyone")
    for number in numbers:
        del person.history[number]
    person.touch()
    return True


def _chat(world: World, params: Params) -> Person:
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    person = world.people.get(params.integer("chat_id"))
    if person is None or not person.met:
        raise bad_request("chat not found")
    return person


def _writable(world: World, params: Params) -> Person:
    person = _chat(world, params)
    if person.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    return person


def _editable(world: World, params: Params) -> tuple[Person, Json]:
    person = _writable(world, params)
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    old = person.history.get(params.integer("message_id"))
    if old is None:
        raise bad_request("message to edit not found")
    if not old["from"]["is_bot"]:
        raise bad_request("message can't be edited")
    return person, old


def _deliver(world: World, person: Person, params: Params, content: Json) -> Json:
    markup = params.structure("reply_markup") or {}
    inline = _inline_keyboard(markup)
    if world.rates:
        world.rates.charge(person.id, world.now())
    message: Json = {
        "message_id": world.next_message_id(),
        "from": world.bot,
        "chat": person.chat,
        "date": int(world.now()),
        **content,
    }
    replied = (params.structure("reply_parameters") or {}).get("message_id")
    if replied in person.history:
        message["reply_to_message"] = person.history[replied]
    if params.flag("protect_content"):
        message["has_protected_content"] = True
    if inline:
        message["reply_markup"] = {"inline_keyboard": inline}
    elif "keyboard" in markup:
        person.reply_keyboard = [
            [key if isinstance(key, str) else key["text"] for key in row]
            for row in markup["keyboard"]
        ]
    elif markup.get("remove_keyboard"):
        person.reply_keyboard = []
    person.put(message)
    return message


def _replace(world: World, person: Person, old: Json, new: Json, params: Params) -> Json:
    inline = _inline_keyboard(params.structure("reply_markup") or {})
    new.pop("reply_markup", None)
    if inline:
        new["reply_markup"] = {"inline_keyboard": inline}
    if new == old:
        raise bad_request(NOT_MODIFIED)
    if world.rates:
        world.rates.charge(person.id, world.now())
    new["edit_date"] = int(world.now())
    person.put(new)
    return new


def _text(params: Params) -> Json:
    mode, entities = params.text("parse_mode"), params.structure("entities")
    text, found = formatted(params.text("text"), mode, entities)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > 4096:
        raise bad_request("message is too long")
    preview = params.structure("link_preview_options")
    extra = {"link_preview_options": preview} if preview else {}
    return {"text": text} | ({"entities": found} if found else {}) | extra


def _caption(params: Params) -> Json:
    mode, entities = params.text("parse_mode"), params.structure("caption_entities")
    text, found = formatted(params.text("caption"), mode, entities)
    if utf16_length(text) > 1024:
        raise bad_request("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": found} if found else {})


def _inline_keyboard(markup: Json) -> list[list[Json]]:
    rows: list[list[Json]] = [row for row in markup.get("inline_keyboard", []) if row]
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise bad_request('can\'t parse inline keyboard button: Field "text" is empty')
        if len(button) == 1:
            raise bad_request("Text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    return rows


def _file(world: World, params: Params, name: str) -> tuple[str, Upload]:
    given = params.file(name)
    if isinstance(given, Upload):
        return world.store_file(given), given
    if given not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return given, world.files[given]


def _described(file_id: str, upload: Upload) -> Json:
    return {
        "file_id": file_id,
        "file_unique_id": f"u-{file_id}",
        "file_size": len(upload.content),
    }


SENDING: dict[str, Callable[[World, Params], Any]] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}
EDITING: dict[str, Callable[[World, Params], Any]] = {
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
