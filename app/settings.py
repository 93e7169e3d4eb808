"""Settings from the environment; every one has a default, and none is required."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.databases import sqlite_url


# One line a setting: its default, and what it is for.
class Settings(BaseSettings):
    """``KUULOLLA_…`` variables, or the ``.env`` file of the current folder."""

    model_config = SettingsConfigDict(env_prefix="KUULOLLA_", env_file=".env", extra="ignore")

    part: Literal["all", "clock", "chat", "console"] = "all"  # what this process is (ADR 8)
    data: Path = Path("data")  # folder for databases and keys
    name: str = "Kuulolla"  # the name shown to people
    languages: str = "fi,sv,en"  # which people can choose; drafts: ar, uk, se
    port: int = 8600  # port of the chat and the console
    host: str = "127.0.0.1"  # address to listen on; loopback by default
    public_url: str = ""  # the address people use, such as https://chat.example
    master: str = ""  # master key; without it one is made in the data folder
    opening: str = ""  # folder of the keys that open; with the others if empty
    code_key: str = ""  # file by which the clock hands the console the key of codes
    contacts_database: str = ""  # database URL; SQLite in the data folder if empty
    office_database: str = ""  # database URL; SQLite in the data folder if empty
    telegram_token: str = ""  # bot token; without it there is no Telegram
    telegram_api_url: str = "https://api.telegram.org"  # any Bot API server
    telegram_bot: str = ""  # the bot's user name; asked from Telegram if empty
    telegram_webhook: bool = False  # updates come to the chat's port instead of being fetched
    telegram_webhook_secret: str = ""  # what Telegram sends along; no webhook starts without it
    telegram_age: int = 16  # younger people get the web door instead
    help_lines: str = ""  # file of own help lines; help_lines.yaml in the data folder if empty

    @field_validator("public_url")
    @classmethod
    def _can_be_printed(cls, address: str) -> str:
        """Links and the QR codes on walls begin with it."""
        parts = urlsplit(address)
        if address and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("write a whole address, such as https://chat.example")
        return address

    @property
    def keys(self) -> Path:
        """The folder of the keys."""
        return self.data / "keys"

    @property
    def opening_keys(self) -> Path:
        """The folder of the keys that open."""
        return Path(self.opening) if self.opening else self.keys

    @property
    def own_help_lines(self) -> Path:
        """The file of the organisation's own help lines; there may be none."""
        return Path(self.help_lines) if self.help_lines else self.data / "help_lines.yaml"

    @property
    def shared_keys(self) -> Path:
        """The folder of the keys that clock and console share; with the others in one process."""
        return Path(self.code_key).parent if self.code_key else self.keys

    @property
    def key_folders(self) -> tuple[Path, ...]:
        """Every folder that keys lie in."""
        return tuple(dict.fromkeys((self.keys, self.opening_keys, self.shared_keys)))

    @property
    def reading_keys(self) -> Path:
        """The file by which the clock hands the console the keys of words to be read."""
        return self.shared_keys / "reading.json"

    @property
    def readers_key(self) -> Path:
        """The file whose key wraps the readers' private keys: where the chat cannot read."""
        return self.shared_keys / "readers.key"

    @property
    def contacts_url(self) -> str:
        """Where the contacts database is."""
        return self.contacts_database or sqlite_url(self.data / "contacts.sqlite")

    @property
    def office_url(self) -> str:
        """Where the office database is."""
        return self.office_database or sqlite_url(self.data / "office.sqlite")

    @property
    def address(self) -> str:
        """The address that links and QR codes carry."""
        return (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")
