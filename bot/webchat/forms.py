"""Reads what a page sent: never raises on odd input, and never reads without end."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from fastapi import HTTPException, Request

from conversations.phrases import LANGUAGES
from conversations.replies import CARRIES_DRAFT, LONGEST_TOKEN, Act, Reply
from locales import pick

MOST_BYTES = 256 * 1024  # 2,000 characters need 18 kB at most; longer texts get a kind word
MOST_PATIENCE = 4 * 1024 * 1024  # read and thrown away, so that the browser hears the answer
MOST_FIELDS = 64
LONGEST_CODE = 40
FILLING = "."
NOTHING_DONE = Reply(Act.GO_ON)


@dataclass(frozen=True, slots=True)
class Posted:
    """One form. ``reply`` is what the person did; a form without a button is typed words.

    ``draft`` is text on its way that is not to be lost; ``talk`` is a practice talk's record;
    ``tablet``: the device is shared.
    """

    reply: Reply = NOTHING_DONE
    text: str = ""
    draft: str = ""
    code: str = ""
    who: str = ""
    language: str = ""
    talk: str = ""
    tablet: bool = False

    @property
    def written(self) -> str:
        """Whatever words the form carries."""
        return self.text or self.draft


async def read_form(request: Request) -> Posted:
    """The form of a request. Raises HTTPException 413 for more than ``MOST_BYTES``."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MOST_BYTES:
            body += chunk
        elif size > MOST_PATIENCE:
            break
    if size > MOST_BYTES:
        raise HTTPException(413)
    return posted(bytes(body))


def posted(body: bytes) -> Posted:
    """Make sense of a url-encoded body; what makes none is left out."""
    try:
        fields = parse_qs(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        fields = {}
    first = {name: values[0] for name, values in fields.items()}
    form = Posted(
        text=first.get("text", ""),
        draft=first.get("draft", ""),
        code=tidy(first.get("code", "")),
        who=first.get("who", ""),
        language=first.get("lang", ""),
        talk=first.get("talk", ""),
        tablet="tablet" in first,
    )
    ticks = sum({1 << int(tick) for tick in fields.get("tick", ()) if _is_place(tick)})
    return replace(form, reply=_reply(first, form, ticks))


def tidy(typed: str) -> str:
    """A code as it is kept: upper case, without the hyphen and spaces it is printed with.

    What has no letter or digit at all becomes a code that cannot exist, not 'no code'.
    """
    code = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())[:LONGEST_CODE]
    return code or "-" * bool(typed.strip())


def padded(reply: Reply) -> str:
    """The reply as a page's button carries it, always as long.

    Encryption hides what is sent, not how much: whoever runs the home's network would know a
    skipped question, and 'yes' from 'no', by the length of a form.
    """
    return reply.token().ljust(LONGEST_TOKEN, FILLING)


def _reply(first: dict[str, str], form: Posted, ticks: int) -> Reply:
    step = first.get("step", "")
    token = first.get("reply")
    if token is None:
        at = int(step) if _is_place(step) else None
        return Reply(Act.WORDS, at, text=form.text, talk=first.get("of", "")[:4])
    reply = Reply.parse(token.rstrip(FILLING)) or Reply(Act.GO_ON)
    if reply.act is Act.DONE:
        return replace(reply, ticks=reply.ticks | ticks)
    return replace(reply, text=form.draft) if reply.act in CARRIES_DRAFT else reply


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 3


def language_of(request: Request, form: Posted | None = None) -> str:
    """The language somebody chose on the page, else the one their browser asks for."""
    for wish in (form.language if form else "", request.query_params.get("lang", "")):
        if wish in LANGUAGES:
            return wish
    return pick(request.headers.get("accept-language"))
