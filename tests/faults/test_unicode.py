"""C-13: no text there is brings anything down, changes the size of a box, or turns what is read."""

from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.reading import UpdateReader
from bot.webchat.forms import posted
from conversations.replies import Reply
from conversations.screens import LONGEST_TEXT
from conversations.writing import clean, length
from language.danger import notice
from language.masking import mask
from storage.sealing import BOX_BYTES, make_pair, open_box, seal

# Embeddings, overrides and isolates.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
PRIVATE, PUBLIC = make_pair()
TRIES = 150
# What breaks programs: surrogates, NUL, overrides, zero width, stacked marks, signs of two units.
HARD = "\ud800\udfff\x00\u202e\u2066\u200b\u200d\ufeff\u0301\u0e49\U0001f9d1\uffff\r\n\t<&'\"|:/"
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(HARD)), max_size=300)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
CHAT = st.fixed_dictionaries({"id": st.integers(1, 2**52), "type": st.sampled_from(["private"])})
SENDER = st.fixed_dictionaries(
    {"id": st.integers(1, 2**52), "is_bot": st.booleans(), "first_name": TEXTS},
    optional={"language_code": TEXTS},
)
MESSAGE = st.fixed_dictionaries(
    {"message_id": st.integers(1, 2**31), "date": st.integers(0, 2**31), "chat": CHAT},
    optional={
        "from": SENDER,
        "text": TEXTS | TEXTS.map(lambda text: f"/start {text}") | TEXTS.map("/{}".format),
        "caption": TEXTS,
        "photo": JSON,
        "voice": JSON,
        "media_group_id": TEXTS,
    },
)
TAP = st.fixed_dictionaries(
    {"id": TEXTS, "from": SENDER, "chat_instance": TEXTS},
    optional={"message": MESSAGE, "data": TEXTS, "game_short_name": TEXTS},
)
KINDS = ("message", MESSAGE), ("edited_message", MESSAGE), ("callback_query", TAP)
UPDATES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    [st.fixed_dictionaries({"update_id": st.integers(0, 2**53), kind: has}) for kind, has in KINDS]
)


@settings(max_examples=TRIES)
@given(st.lists(UPDATES, max_size=4))
def test_every_update_that_fits_the_bot_api_is_read(updates: list[dict[str, Any]]) -> None:
    reader = UpdateReader()
    for update in updates:
        received = reader.read(update)
        assert received is None or received.incoming.address.channel == "telegram"


@settings(max_examples=TRIES)
@given(
    st.dictionaries(
        st.sampled_from(["text", "draft", "code", "who", "lang", "talk", "do", "tick", "tablet"]),
        TEXTS,
    )
)
def test_every_form_is_read(fields: dict[str, str]) -> None:
    form = posted(urlencode(fields, errors="surrogatepass").encode())
    assert isinstance(form.written, str)


@settings(max_examples=TRIES)
@given(st.binary(max_size=400))
def test_every_body_is_a_form(body: bytes) -> None:
    assert isinstance(posted(body).written, str)
    assert isinstance(posted(b"text=" + quote(body).encode()).text, str)


@settings(max_examples=TRIES)
@given(TEXTS)
def test_no_text_breaks_the_masks_or_the_watch_for_danger(text: str) -> None:
    cleaned = clean(text)
    assert isinstance(mask(cleaned), str)
    notice(cleaned)
    notice(text)


@settings(max_examples=TRIES)
@given(TEXTS)
def test_what_is_kept_cannot_turn_what_stands_behind_it(text: str) -> None:
    cleaned = clean(f"before{text}after")
    assert not set(cleaned) & TURNING
    assert cleaned.isascii() or cleaned.encode()
    assert clean(cleaned) == cleaned


@settings(max_examples=TRIES // 3)
@given(TEXTS, st.sampled_from(["a", "\u0301", "ä", "\U0001f9d1", "\u0628", '"', "\x7f", "\ufffd"]))
def test_every_text_that_is_not_too_long_fits_a_box_of_one_size(text: str, filling: str) -> None:
    cleaned = clean(text)
    room = LONGEST_TEXT - length(cleaned)
    cleaned += filling * (room // length(filling))
    assert length(cleaned) <= LONGEST_TEXT
    record = {"item": "words", "value": cleaned, "person": "0" * 32}
    sealed = seal(record, PUBLIC)
    assert len(sealed) == BOX_BYTES
    assert open_box(sealed, PRIVATE) == record


@settings(max_examples=TRIES)
@given(TEXTS)
def test_a_buttons_data_is_a_reply_or_nothing(data: str) -> None:
    reply = Reply.parse(data)
    assert reply is None or Reply.parse(reply.token()) == reply
