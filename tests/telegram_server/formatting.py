"""Turns parse_mode HTML and bare commands into message entities the way Telegram does."""

import re
from html.parser import HTMLParser

from tests.telegram_server.wire import Json, bad_request, utf16_length

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
    "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_ESCAPES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(@\w+)?")


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.entities: list[Json] = []
        self._open: list[tuple[str, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}"')
        entity: Json = {"type": _TAGS[tag], "offset": utf16_length(self.text)}
        if tag == "a":
            entity["url"] = dict(attrs).get("href") or ""
        self._open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad_request(f'can\'t parse entities: Unmatched end tag "{tag}"')
        entity = self._open.pop()[1]
        entity["length"] = utf16_length(self.text) - entity["offset"]
        if entity["length"]:
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise bad_request('can\'t parse entities: Unsupported start tag ""')
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += _ESCAPES.get(name, f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += chr(int(name[1:], 16) if name[0] in "xX" else int(name))

    def finish(self) -> None:
        self.close()
        if self._open:
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to \"{self._open[-1][0]}\""
            )


def commands_in(text: str) -> list[Json]:
    """The bot_command entities Telegram adds by itself."""
    if "/" not in text:
        return []
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for match in _COMMAND.finditer(text)
    ]


def formatted(text: str, parse_mode: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """Text without markup and its entities; blanks around the text are cut off.

    Only HTML and plain text are emulated. Raises ApiError 400 for markup that does not parse.
    """
    found = list(entities or [])
    if parse_mode.lower() == "html":
        markup = _Markup()
        markup.feed(text)
        markup.finish()
        text, found = markup.text, markup.entities
    elif parse_mode:
        raise bad_request(f"parse mode {parse_mode} is not emulated, only HTML is")
    stripped = text.lstrip()
    cut, text = utf16_length(text) - utf16_length(stripped), stripped.rstrip()
    end = utf16_length(text)
    shifted = [_clipped(entity, cut, end) for entity in found]
    kept = [entity for entity in shifted if entity["length"] > 0] + commands_in(text)
    return text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _clipped(entity: Json, cut: int, end: int) -> Json:
    start = max(entity["offset"] - cut, 0)
    stop = min(entity["offset"] - cut + entity["length"], end)
    return {**entity, "offset": start, "length": stop - start}
