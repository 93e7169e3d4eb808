"""Serves everything in one process: chat, console, clock, and Telegram when a token is set."""

import asyncio
import errno
import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import click
import uvicorn
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from app.beats import Beats
from app.errands import composer
from app.links import remember_address
from app.settings import Settings
from app.site import site
from app.summing import publish_summaries, summary_text
from app.wiring import Kuulolla
from conversations.weeks import HELSINKI
from panel.organisation import Role

if TYPE_CHECKING:
    from bot.telegram.channel import TelegramChannel

log = logging.getLogger("kuulolla")
PORTS_TO_TRY, HIGHEST_PORT = 20, 65535
EVERY_ROLE = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.FACILITATOR)


def bind(settings: Settings) -> socket.socket:
    """A socket on the wished port, or on the next free one. Raises ClickException."""
    for port in range(settings.port, min(settings.port + PORTS_TO_TRY, HIGHEST_PORT + 1)):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, port))
        except OSError as problem:
            listening.close()
            if problem.errno == errno.EADDRINUSE:
                continue
            raise click.ClickException(
                f"Cannot listen on {settings.host} port {port}: {problem.strerror}. "
                "Check KUULOLLA_HOST and the port."
            ) from None
        if port != settings.port:
            click.echo(f"Port {settings.port} is taken; using {port}.")
        return listening
    raise click.ClickException(f"No free port from {settings.port} on. Choose one with --port.")


def say_where(app: Kuulolla) -> None:
    """Print the chat's address, then the console's, with a first-login link if needed."""
    click.echo(f"\nChat:     {app.settings.address}/")
    for unit in app.units.all()[:8]:
        click.echo(f"  door of {unit.name}: {app.settings.address}/d/{unit.door}")
    click.echo(f"Console:  {app.settings.address}/console/")
    admin = app.staff.add("Admin", "admin", EVERY_ROLE)
    if not admin.has_password:
        link = f"{app.settings.address}/console/enter/{app.staff.login_link(admin.id)}"
        click.echo(f"  first login, works once: {link}")
    click.echo("Whoever runs this process can read both databases; see docs/privacy.md.")
    click.echo("Stop with Ctrl+C.\n", nl=True)


def serve(
    app: Kuulolla, listening: socket.socket, before: Callable[[], None] | None = None
) -> None:
    """Serve until stopped. ``before`` runs beside the chat first (the demo's twelve weeks)."""
    beats = Beats(app)
    beats.take_codes()
    remember_address(app)
    say_where(app)
    clock = threading.Thread(target=_start_clock, args=(app, beats, before), daemon=True)
    clock.start()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(app, beats, listening))


async def _serve(app: Kuulolla, beats: Beats, listening: socket.socket) -> None:
    config = uvicorn.Config(
        site(app), log_level="warning", access_log=False, timeout_graceful_shutdown=2
    )
    stop = asyncio.Event()
    telegram = asyncio.create_task(_telegram(app, beats, stop))
    await uvicorn.Server(config).serve(sockets=[listening])
    stop.set()
    await telegram


async def _telegram(app: Kuulolla, beats: Beats, stop: asyncio.Event) -> None:
    if not app.settings.telegram_token:
        return
    channel = (await asyncio.to_thread(_telegram_channel))(
        token=app.settings.telegram_token,
        api_url=app.settings.telegram_api_url,
        books=app.contacts,
        listener=app.listener,
        catalogue=app.catalogue,
        compose=composer(app, lambda week, language: summary_text(app, week, language)),
        is_quiet=beats.is_quiet,
    )
    await channel.run(stop)


def _telegram_channel() -> "type[TelegramChannel]":
    """Seconds and 170 MB: only when there is a token, and beside the chat."""
    from bot.telegram.channel import TelegramChannel

    return TelegramChannel


def _start_clock(app: Kuulolla, beats: Beats, before: Callable[[], None] | None) -> None:
    """Catch up with what is due, then let the clock call; a beat that fails is called again."""
    if before:
        before()
    scheduler = BackgroundScheduler(
        timezone=HELSINKI, job_defaults={"coalesce": True, "misfire_grace_time": None}
    )
    awake = "0-1,4-23"  # never 02–04 local: those hours are missing or doubled twice a year
    for beat, times in (
        (beats.minutely, {"hour": awake, "minute": "*"}),
        (beats.hourly, {"hour": awake, "minute": "5"}),
        (lambda: publish_summaries(app), {"day_of_week": "mon", "hour": "8", "minute": "0"}),
    ):
        called = _guarded(beat)
        called()
        scheduler.add_job(called, CronTrigger(timezone=HELSINKI, **times), max_instances=1)
    scheduler.start()


def _guarded(beat: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        try:
            beat()
        except Exception as error:  # noqa: BLE001 - the clock goes on; the next beat tries again
            log.error("a beat failed: %s", type(error).__name__)

    return call
