"""The links that carry a code or a token to a person; ``address`` is where people find us."""

from urllib.parse import urlencode

from conversations.rounds import InTurn


def web_link(address: str, code: str) -> str:
    """Where a slip's or card's code is used."""
    return f"{address}/c/{code}"


def telegram_link(bot: str, code: str) -> str:
    """The same in a chat with the bot of that name."""
    return f"https://t.me/{bot}?start={code}"


def door_link(address: str, door: str) -> str:
    """A unit's door, as it hangs on the wall."""
    return f"{address}/d/{door}"


def tablet_link(address: str, door: str) -> str:
    """The same door on a tablet that is handed over."""
    return f"{address}/t/{door}"


def try_link(address: str, asked: str, band: str, in_turn: InTurn) -> str:
    """A practice talk, as a band would have it."""
    return f"{address}/try/{asked}/{band}?{urlencode(in_turn._asdict())}"


def login_link(address: str, token: str) -> str:
    """Where a staff member comes in, once."""
    return f"{address}/console/enter/{token}"
