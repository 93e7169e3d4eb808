"""Settings from the environment; every one has a default, and none is required."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.databases import sqlite_url


class Settings(BaseSettings):
    """``KUULOLLA_…`` variables, or the ``.env`` file of the current folder."""

    model_config = SettingsConfigDict(env_prefix="KUULOLLA_", env_file=".env", extra="ignore")

    data: Path = Field(Path("data"), description="folder for databases and keys")
    name: str = Field("Kuulolla", description="the name shown to people")
    port: int = Field(8600, description="port of the chat and the console")
    host: str = Field("127.0.0.1", description="address to listen on; loopback by default")
    public_url: str = Field("", description="the address people use, such as https://chat.example")
    master: str = Field("", description="master key; without it one is made in the data folder")
    contacts_database: str = Field("", description="database URL; SQLite in the data folder if empty")
    office_database: str = Field("", description="database URL; SQLite in the data folder if empty")
    telegram_token: str = Field("", description="bot token; without it there is no Telegram")
    telegram_api_url: str = Field("https://api.telegram.org", description="any Bot API server")
    telegram_bot: str = Field("", description="the bot's user name; asked from Telegram if empty")
    telegram_age: int = Field(16, description="younger people get the web door instead")

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
