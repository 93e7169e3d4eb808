"""Cookies that hold an address, or a session, so that only this installation can read it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass

from storage.sealing import CannotOpen, hide, keyed, show

ADDRESS_BYTES = 128


@dataclass(frozen=True, slots=True)
class Cookies:
    """Nothing is stored on our side: no table of sessions exists that a thief could read."""

    key: bytes

    def seal(self, address: bytes) -> str:
        """An address as a cookie value."""
        return urlsafe_b64encode(hide(address.decode(), self.key, ADDRESS_BYTES)).decode()

    def open(self, cookie: str) -> bytes | None:
        """The address in a cookie; None for anything that is not one of ours."""
        try:
            return str(show(urlsafe_b64decode(cookie.encode()), self.key)).encode()
        except (CannotOpen, Error, ValueError):
            return None


def staff_cookies(code_key: bytes) -> Cookies:
    """Those of the console, which has no key but that of codes."""
    return Cookies(keyed(code_key, b"staff cookies"))
