"""Cookies that hold an address so that only this installation can read it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass

from storage.sealing import CannotOpen, hide_address, show_address


@dataclass(frozen=True, slots=True)
class Cookies:
    """Nothing is stored on our side: no table of sessions exists that a thief could read."""

    key: bytes

    def seal(self, address: bytes) -> str:
        """An address as a cookie value."""
        return urlsafe_b64encode(hide_address(address, self.key)).decode()

    def open(self, cookie: str) -> bytes | None:
        """The address in a cookie; None for anything that is not one of ours."""
        try:
            return show_address(urlsafe_b64decode(cookie.encode()), self.key)
        except (CannotOpen, Error, ValueError):
            return None
