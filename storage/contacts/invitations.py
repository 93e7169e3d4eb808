"""What codes open: each known by its HMAC alone, and gone once it is used up."""

from collections.abc import Iterable
from dataclasses import asdict

from conversations.ports import Invitation
from conversations.weeks import week_of
from storage.code_requests import CodeRequest
from storage.contacts.people import People
from storage.sealing import hide, keyed, show
from storage.staff_codes import unpacked

UNIT_BYTES = 64


def hash_code(code: str, key: bytes) -> bytes:
    """What is kept of a slip, card or door code."""
    return keyed(key, code.strip().upper().encode("utf-8", "surrogatepass"))[:16]


class Invitations(People):
    """The codes of one transaction."""

    def invitation(self, code: str) -> Invitation | None:
        """What a code opens, if it still works."""
        row = self.codes.get(self._hashed(code))
        if row is None or row["last_week"] < week_of(self.now):
            return None
        unit = unpacked(show(row["unit"], self.keys.address_key), self.now)
        if unit is None:
            return None
        return Invitation(row["purpose"], unit, row["audience"], row["set"], row["single_use"])

    def redeem(self, code: str) -> Invitation | None:
        """Use a code once. A slip's row is gone afterwards: nothing points back to it (A-18)."""
        hashed = self._hashed(code)
        self.codes.load([hashed], held=True)
        row, found = self.codes.get(hashed), self.invitation(code)
        if found and row and row["uses_left"] is not None:
            if row["uses_left"] > 1:
                self.codes.change(hashed, uses_left=row["uses_left"] - 1)
            else:
                self.codes.remove(hashed)
        return found

    def take_codes(self, requests: Iterable[CodeRequest]) -> None:
        """Take codes over from the office's requests; one already there stays."""
        for request in requests:
            unit = hide(request.unit, self.keys.address_key, UNIT_BYTES)
            self.codes.fill({**asdict(request), "unit": unit})

    def _hashed(self, code: str) -> bytes:
        return hash_code(code, self.keys.code_key)
