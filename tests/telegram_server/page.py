"""A page without JavaScript on which a developer is a Telegram user and talks to the bot."""

from collections.abc import Awaitable, Callable
from html import escape
from mimetypes import guess_type

from aiohttp import web

from tests.telegram_server.control import act, person_from
from tests.telegram_server.person import Button, Person, Seen
from tests.telegram_server.world import World

_STYLE = """<meta charset=utf-8><meta name=viewport content="width=device-width"><style>
body{font:16px/1.4 sans-serif;max-width:34rem;margin:0 auto;padding:.5rem;background:#dfe7ec}
iframe{width:100%;height:65vh;border:0;background:#cfdbe3}form{display:inline}
.m{margin:.4rem 0;padding:.5rem .8rem;border-radius:.8rem;background:#fff;white-space:pre-wrap}
.newest{display:flex;flex-direction:column-reverse;overflow:auto;max-height:95vh}
.person{margin-left:20%;background:#d9f7c9}.m+.k{margin-bottom:.6rem}.k button{margin:.1rem}
</style>"""
_TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code",
         "pre": "pre", "blockquote": "blockquote", "spoiler": "mark", "text_link": "u"}  # fmt: skip


def _rich(seen: Seen) -> str:
    """The text with its entities as tags; offsets count UTF-16 units, so it is cut as UTF-16."""
    raw = seen.text.encode("utf-16-le")
    marks: dict[int, str] = {}
    for entity in seen.entities:
        if tag := _TAGS.get(entity["type"]):
            start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
            marks[start] = marks.get(start, "") + f"<{tag}>"
            marks[end] = f"</{tag}>" + marks.get(end, "")
    cuts = sorted({0, len(raw), *marks})
    pieces = zip(cuts, [*cuts[1:], None], strict=True)
    return "".join(marks.get(a, "") + escape(raw[a:b].decode("utf-16-le")) for a, b in pieces)


def _form(person: Person, action: str, inner: str) -> str:
    return f'<form method=post action="/people/{person.id}/{action}">{inner}</form> '


def _button(person: Person, seen: Seen, button: Button) -> str:
    if button.url:
        return f'<a href="{escape(button.url)}" target=_top>{escape(button.text)}</a> '
    hidden = f"<input type=hidden name=message_id value={seen.id}>"
    data = f'<button name=data value="{escape(button.data)}">{escape(button.text)}</button>'
    return _form(person, "forge_tap", hidden + data)


def _bubble(person: Person, seen: Seen) -> str:
    keys = "<br>".join("".join(_button(person, seen, b) for b in row) for row in seen.rows)
    name = escape(seen.file_name or "attachment")
    file = f'<br><a href="/file/{seen.file}" target=_top>{name}</a>' if seen.file else ""
    edited = " <small>edited</small>" if seen.edited else ""
    return (
        f'<div class="m {seen.sender}">{_rich(seen)}{file}{edited}</div><div class=k>{keys}</div>'
    )


def _chat(person: Person) -> str:
    notices = "".join(f"<p><em>{escape(text)}</em>" for text in person.notices[-1:])
    keys = [key for row in person.reply_keyboard for key in row]
    menu = [f'<button name=text value="{escape(k)}">{escape(k)}</button>' for k in keys]
    body = "".join(_bubble(person, seen) for seen in person.messages)
    fresh = "<meta http-equiv=refresh content=2>"
    shown = body + notices + _form(person, "say", "".join(menu))
    return f"{_STYLE}{fresh}<div class=newest><div>{shown}</div></div>"


def _phone(person: Person) -> str:
    switch = "unblock" if person.blocked else "block"
    plain = "".join(_form(person, a, f"<button>{a}</button>") for a in ("photo", "voice", switch))
    say = _form(person, "say", "<input name=text autofocus size=34> <button>say</button>")
    start = _form(
        person, "start", "<input name=code placeholder=code size=12><button>start</button>"
    )
    file = _form(
        person, "document", "<input name=file_name value=a.txt size=12><button>send</button>"
    )
    title = f"<a href=/>all</a> <b>{escape(person.first_name)}</b> {person.id}"
    frame = f"<iframe name=chat src=/people/{person.id}/chat></iframe>"
    return f"{_STYLE}<p>{title}</p>{frame}<p>{say}</p><p>{start}{plain}{file}</p>"


def _html(text: str) -> web.Response:
    return web.Response(text=f"<!doctype html>{text}", content_type="text/html")


def page_routes(world: World) -> list[web.RouteDef]:
    """/ with everybody, /people/ID to be one of them, and /file/ID for what was sent."""

    async def everybody(request: web.Request) -> web.Response:
        people = "".join(
            f"<li><a href=/people/{p.id}>{escape(p.first_name)} ({p.id})</a>"
            for p in world.people.values()
        )
        fields = "<input name=first_name value=Aino> <input name=language value=fi size=3>"
        form = f"<form method=post action=/people>{fields} <button>new person</button></form>"
        wrong = "".join(f"<li>{escape(text)}" for text in world.complaints[-20:])
        return _html(f"{_STYLE}<h1>People</h1><ul>{people}</ul>{form}<ul>{wrong}</ul>")

    async def join(request: web.Request) -> web.Response:
        told = await request.post()
        person = world.person(str(told["first_name"]), language=str(told["language"]))
        raise web.HTTPSeeOther(f"/people/{person.id}")

    def shown(view: Callable[[Person], str]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def show(request: web.Request) -> web.Response:
            return _html(view(person_from(world, request)))

        return show

    async def do(request: web.Request) -> web.Response:
        person, action = person_from(world, request), request.match_info["action"]
        act(person, action, dict(await request.post()))
        inside = action == "forge_tap" or request.headers.get("Sec-Fetch-Dest") == "iframe"
        raise web.HTTPSeeOther(f"/people/{person.id}{'/chat' if inside else ''}")

    async def file(request: web.Request) -> web.Response:
        upload = world.files[request.match_info["file"]]
        kind = guess_type(upload.name)[0] or "application/octet-stream"
        return web.Response(body=upload.content, content_type=kind)

    return [
        web.get("/", everybody),
        web.post("/people", join),
        web.get(r"/people/{person:\d+}", shown(_phone)),
        web.get(r"/people/{person:\d+}/chat", shown(_chat)),
        web.post(r"/people/{person:\d+}/{action}", do),
        web.get("/file/{file}", file),
    ]
