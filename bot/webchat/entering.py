"""Lets people in and out: the code they come with, the cookie that knows them, and leaving."""

import secrets
from dataclasses import dataclass
from typing import Protocol

from fastapi import Request, Response

from conversations import doorways
from conversations.channels import DOOR, ON_PAGES, SLIP
from conversations.codes import network
from conversations.guessing import TOO_MANY_GUESSES, is_guess, is_held
from conversations.listening import Listener
from conversations.phrases import say
from conversations.ports import Address, Incoming, Invitation, Outgoing
from conversations.replies import Arrival, Reply
from conversations.screens import Screen

COOKIE = "chat"
CHAT = "/chat"  # the cookie's path: no other page ever sees it
ELSEWHERE = "https://www.ilmatieteenlaitos.fi/"  # the weather: nobody wonders who looks at it
SHARED_SECONDS = 600  # what a cookie lives on a shared device without a tap, whatever its scripts
KEEP_YOUR_SLIP = say("Keep your slip. With its code you can come back here, on any device.")
WAS_IT_YOU = say("Somebody has been here on this device before. Was it you?")
IT_WAS_ME = say("Yes, it was me")
NOT_ME = say("No, I am somebody else")


class Cookies(Protocol):
    """Makes a cookie's value that only we can read or write."""

    def seal(self, plain: bytes, /) -> str:
        """The cookie's value."""

    def open(self, value: str, /) -> bytes | None:
        """What was sealed; None for anything else."""


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Knows a visitor by the cookie. ``secure``: the public address is https."""

    cookies: Cookies
    secure: bool

    def visitor(self, request: Request) -> Address | None:
        """Who sent this request, if they are inside."""
        who = Address.of_key(self._read(request)[0])
        return who if who.channel in ON_PAGES and who.value else None

    def tablet(self, request: Request) -> str:
        """The door's code on a shared device; empty on one's own."""
        return self._read(request)[1]

    def let_in(self, response: Response, address: Address, tablet: str = "") -> Response:
        """Set the cookie; it ends with the browser's session, on a shared device much sooner."""
        value = self.cookies.seal(b" ".join((address.key(), tablet.encode())))
        response.set_cookie(
            COOKIE,
            value,
            max_age=SHARED_SECONDS if tablet else None,
            path=CHAT,
            secure=self.secure,
            httponly=True,
            samesite="strict",
        )
        return response

    def let_out(self, response: Response) -> Response:
        """Take the cookie away."""
        response.delete_cookie(
            COOKIE, path=CHAT, secure=self.secure, httponly=True, samesite="strict"
        )
        return response

    def _read(self, request: Request) -> tuple[str, str]:
        """What the cookie holds: who, and the code of a shared device's door."""
        plain = self.cookies.open(request.cookies.get(COOKIE, "")) or b""
        who, _, tablet = plain.decode("utf-8", "replace").partition(" ")
        return who, tablet


@dataclass(frozen=True, slots=True)
class Known:
    """What a code and a cookie say together, before anybody is let in.

    ``returning`` is the owner of a used slip; ``midway`` says that a talk of theirs is open.
    ``closed``: the code is of a unit that has closed, and opens nothing any more.
    ``held``: the code was not looked at, as too many wrong ones came from there.
    """

    returning: Address | None = None
    midway: bool = False
    invitation: Invitation | None = None
    inside: bool = False
    closed: bool = False
    held: bool = False

    @property
    def could_be_the_same(self) -> bool:
        """Whether the person inside may have come again; a slip always is somebody new."""
        return self.inside and self.invitation is not None and not self.invitation.single_use


def source_of(request: Request) -> str:
    """Where a code comes from; empty if that may be everybody. Nothing keeps it."""
    return network(request.client.host, public=True) if request.client else ""


def know(listener: Listener, code: str, source: str, visitor: Address | None = None) -> Known:
    """Look a code up, and whether the visitor's cookie still means somebody.

    Only a code that opens nothing is written down, for where it came from.
    """
    known = _look_up(listener, code, source, visitor)
    if known.held:
        listener.trouble(TOO_MANY_GUESSES)
    elif is_guess(code, source) and not (known.returning or known.invitation or known.closed):
        with listener.books.writing() as book:
            book.guessed(source)
    return known


def _look_up(listener: Listener, code: str, source: str, visitor: Address | None) -> Known:
    slip = Address(SLIP, code)
    with listener.books.reading() as book:
        if is_held(book, code, source):
            return Known(held=True)
        returning = slip if code and book.contact(slip) else None
        talk = book.dialog(slip) if returning else None
        invitation = book.invitation(code) if code else None
        closed = invitation is not None and listener.office.has_closed(invitation.unit)
        return Known(
            returning,
            midway=talk is not None and not talk.conversation.finished,
            invitation=None if closed else invitation,
            inside=visitor is not None and book.contact(visitor) is not None,
            closed=closed,
        )


def knock(listener: Listener, code: str, known: Known, language: str) -> Screen:
    """A stranger with a code: the age question, or why it opens nothing. Nothing is stored."""
    if known.invitation is None and not known.closed:
        return doorways.wrong_code_screen(code)
    return listener.receive([Incoming(nobody(), Arrival(code), language)])[0].screen


def join(listener: Listener, reply: Reply, language: str) -> Outgoing:
    """A stranger said their age: now they are in, if the code still works."""
    return listener.receive([Incoming(nobody(), reply, language)])[0]


def nobody() -> Address:
    """A fresh address, for somebody who has none yet."""
    return Address(DOOR, secrets.token_hex(16))
