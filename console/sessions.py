"""The session's cookie: whose session it is, and when something was last done in it.

The moment travels in the cookie, sealed, and is renewed with every page: no click is written down,
and a copy of the cookie is of no use half an hour later, whatever its owner does meanwhile.
"""

from datetime import datetime, timedelta

from starlette.responses import Response

from console.ports import Office
from console.visiting import HOME, Visit

SESSION = "kuulolla_staff"
IDLE = timedelta(minutes=30)


def cookie(office: Office, session: str) -> str:
    """The cookie of a session in which something has just been done."""
    return office.cookies.seal(f"{session} {office.clock().isoformat()}".encode())


def session_in(office: Office, sent: str) -> str:
    """The session of a cookie; empty for a foreign one, and when nothing was done for too long."""
    session, _, moment = (office.cookies.open(sent) or b"").decode().partition(" ")
    if not moment or office.clock() > datetime.fromisoformat(moment) + IDLE:
        return ""
    return session


def let_in(visit: Visit, response: Response, session: str) -> Response:
    """Set the session's cookie. Lax and not Strict: the link in Monday's message has to work."""
    response.set_cookie(
        SESSION,
        cookie(visit.office, session),
        path=HOME,
        secure=visit.secure,
        httponly=True,
        samesite="lax",
    )
    return response


def let_out(visit: Visit, response: Response) -> Response:
    """Take the session's cookie away."""
    response.delete_cookie(SESSION, path=HOME, secure=visit.secure, httponly=True, samesite="lax")
    return response


def renew(visit: Visit, response: Response) -> Response:
    """Something was done just now; a page that sets or takes the cookie itself knows better."""
    own = any(each.startswith(f"{SESSION}=") for each in response.headers.getlist("set-cookie"))
    return response if own else let_in(visit, response, visit.session)
