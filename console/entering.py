"""Coming in and going out: the one-time link, the password, the session's cookie, the language."""

from starlette.responses import Response

from console.fields import Mistake
from console.gate import LANGUAGE
from console.sessions import let_in, let_out
from console.visiting import HOME, NOBODY, Visit, inside
from conversations.phrases import LANGUAGES, Phrase, say
from panel.refusals import Refused

USED_UP = say(
    "This link has been used, or it is older than three days. "
    "Ask your administrator for a new one. "
    "On the server itself the command is: kuulolla staff link --login YOUR-LOGIN"
)
WRONG = say(
    "Login and password do not fit together. If you have forgotten the password, ask your "
    "administrator for a new login link (on the server: kuulolla staff link --login YOUR-LOGIN)."
)
LEFT = say("You have logged out, on every device.")
YEAR = 365 * 24 * 3600


def link(visit: Visit) -> Response:
    """The page of a one-time link: a button, because link previews fetch pages, too."""
    return visit.draw("enter.html", token=visit.given["token"])


def use_link(visit: Visit) -> Response:
    """The button was pressed: the link is used up now."""
    session = visit.office.staff.enter_by_link(visit.given["token"])
    if session is None:
        return visit.draw("message.html", 410, kindly=USED_UP)
    member = visit.office.staff.in_session(session)
    known = member is not None and member.has_password
    return let_in(visit, visit.go("" if known else "/password"), session)


def login(visit: Visit) -> Response:
    """The login form, or the start page for those who are inside."""
    if visit.me is not NOBODY:
        return visit.go("")
    said = LEFT if visit.query.raw("said") == "left" else None
    return visit.draw("login.html", to=inside(visit.query.raw("to")), said=said)


def use_password(visit: Visit) -> Response:
    """Login and password."""
    name = visit.form.raw("login").strip().lower()
    to = inside(visit.form.raw("to"))
    try:
        session = visit.office.staff.enter_by_password(
            name, visit.form.raw("password"), visit.source
        )
    except Refused as too_often:
        visit.office.trouble(type(too_often).__name__)
        return visit.again("login.html", too_often, 429, to=to)
    if session is None:
        return visit.again("login.html", Mistake("password", WRONG), to=to)
    return let_in(visit, visit.go(to.removeprefix(HOME)), session)


def password(visit: Visit) -> Response:
    """The form for a new password."""
    return visit.draw("password.html")


def set_password(visit: Visit) -> Response:
    """Set a password, written twice; everywhere else this person is logged out."""
    wanted = visit.form.raw("password")
    try:
        if wanted != visit.form.raw("again"):
            raise Mistake("again", say("The two passwords are not alike. Please write them again."))
        visit.office.staff.set_password(visit.me.id, wanted, visit.session)
    except Refused as problem:
        return visit.again("password.html", problem)
    visit.did("set password")
    return visit.go("?said=password")


def leave(visit: Visit) -> Response:
    """Log out: every session of this person ends."""
    if visit.session:
        visit.office.staff.leave(visit.session)
    return let_out(visit, visit.go("/login?said=left"))


def language(visit: Visit) -> Response:
    """Choose the console's language on this device."""
    response = visit.go(inside(visit.query.raw("to")).removeprefix(HOME))
    if visit.given["code"] in LANGUAGES:
        response.set_cookie(
            LANGUAGE,
            visit.given["code"],
            max_age=YEAR,
            path=HOME,
            secure=visit.secure,
            httponly=True,
            samesite="lax",
        )
    return response


def nowhere(visit: Visit) -> Response:
    """Any address that is no page; with a stroke too many at its end it may be one."""
    if visit.path.endswith("/"):
        return visit.go(visit.path.removeprefix(HOME).rstrip("/"))
    kindly: Phrase = say("There is no such page here. It may have been moved.")
    return visit.draw("message.html", 404, kindly=kindly)
