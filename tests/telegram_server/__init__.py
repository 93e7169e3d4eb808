"""A Telegram without Telegram: a Bot API server and the people who talk to the bot through it."""

from tests.telegram_server.faults import Fault, Rates
from tests.telegram_server.person import PATIENCE, Button, Person, Seen
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import Tap, World

__all__ = [
    "PATIENCE",
    "Button",
    "Fault",
    "Person",
    "Rates",
    "Seen",
    "Tap",
    "TelegramServer",
    "World",
]
