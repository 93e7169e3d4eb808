"""Serves what this process is: chat with Telegram, console, clock, or everything in one."""

import asyncio
import errno
import logging
import resource
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import click
import uvicorn
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from app.beats import Beats
from app.checking import leave_report
from app.links import door_link, login_link
from app.parts import ChatSide, Kuulolla, OfficeSide
from app.served import remember_address
from app.server.site import site
from app.server.telegram import serve_telegram, webhook_of
from app.settings import Settings
from app.summing import publish_summaries
from bot.telegram.webhook import Webhook
from conversations.weeks import HELSINKI
from language.masking import warm
from panel.organisation import Role

log = logging.getLogger("kuulolla")
PORTS_TO_TRY, HIGHEST_PORT = 20, 65535
FIRST_ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.FACILITATOR)

BORDERS = {
    "all": "Whoever runs this process can read both databases",
    "clock": "This is the clock: it alone can open the box, and it reads both databases",
    "chat": "This is the chat: it seals and cannot open, and reads no released answer",
    "console": "This is the console: it reaches no contacts and no single answer",
}


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


def say_where(app: OfficeSide) -> None:
    """Print the addresses of what this part serves, and which borders hold."""
    part, address = app.settings.part, app.settings.address
    if part in ("all", "chat"):
        click.echo(f"\nChat:     {address}/")
        for unit in app.units.there()[:8]:
            click.echo(f"  door of {unit.name}: {door_link(address, unit.door)}")
    if part in ("all", "console"):
        click.echo(f"Console:  {address}/console/")
        admins = [each for each in app.staff.all() if each.may(Role.ADMINISTRATOR)]
        admins = admins or [app.staff.add("Admin", "admin", FIRST_ROLES)]
        if not any(each.has_password for each in admins):
            link = login_link(address, app.staff.login_token(admins[0].id))
            click.echo(f"  first login, works once: {link}")
        _say_where_words_are_read(app)
    click.echo(f"{BORDERS[part]}; see docs/privacy.md.")
    click.echo("Stop with Ctrl+C.\n")


def _say_where_words_are_read(app: OfficeSide) -> None:
    """In the demo one can be its reader, too, in another browser."""
    if app.units.organisation().simulated:
        for reader in (member for member in app.staff.all() if member.may_read_words):
            link = login_link(app.settings.address, app.staff.login_token(reader.id))
            click.echo(f"  as the fictional reader of words, once, in another browser: {link}")


def serve(
    app: OfficeSide, listening: socket.socket, before: Callable[[], None] | None = None
) -> None:
    """Serve this process's part until stopped.

    ``before`` runs beside the chat first (the demo's twelve weeks). Raises ClickException.
    """
    webhook = webhook_of(app.settings)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what is in memory
    if isinstance(app, Kuulolla):
        Beats(app).take_codes()
    if isinstance(app, ChatSide) and app.settings.part != "clock":
        remember_address(app)
    say_where(app)
    clock = threading.Thread(target=_start_clock, args=(_times(app), before), daemon=True)
    clock.start()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(app, listening, webhook))


async def _serve(app: OfficeSide, listening: socket.socket, webhook: Webhook | None) -> None:
    stop = asyncio.Event()
    ready = asyncio.create_task(asyncio.to_thread(warm))  # else the first note would wait for it
    telegram = asyncio.create_task(serve_telegram(app, webhook, stop))
    await web_server(app, webhook).serve(sockets=[listening])
    stop.set()
    await ready
    await telegram


def web_server(app: OfficeSide, webhook: Webhook | None = None) -> uvicorn.Server:
    """The web server of this part; it logs no addresses."""
    return uvicorn.Server(
        uvicorn.Config(
            site(app, webhook), log_level="warning", access_log=False, timeout_graceful_shutdown=2
        )
    )


def _times(app: OfficeSide) -> list[tuple[Callable[[], object], dict[str, str]]]:
    """What the clock calls in this part, and when."""
    awake = "0-1,4-23"  # never 02–04 local: those hours are missing or doubled twice a year
    hourly = {"hour": awake, "minute": "5"}
    if not isinstance(app, Kuulolla):
        return [(app.troubles.tell, hourly)]
    beats = Beats(app)
    return [
        (beats.minutely, {"hour": awake, "minute": "*"}),
        (beats.hourly, hourly),
        (lambda: publish_summaries(app), {"day_of_week": "mon", "hour": "8", "minute": "0"}),
        (lambda: leave_report(app), hourly),
    ]


def _start_clock(
    times: list[tuple[Callable[[], object], dict[str, str]]], before: Callable[[], None] | None
) -> None:
    """Catch up with what is due, then let the clock call; a beat that fails is called again."""
    if before:
        before()
    scheduler = BackgroundScheduler(
        timezone=HELSINKI, job_defaults={"coalesce": True, "misfire_grace_time": None}
    )
    for beat, when in times:
        called = _guarded(beat)
        called()
        scheduler.add_job(called, CronTrigger(timezone=HELSINKI, **when), max_instances=1)
    scheduler.start()


def _guarded(beat: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        try:
            beat()
        except Exception as error:  # noqa: BLE001 - the clock goes on; the next beat tries again
            log.error("a beat failed: %s", type(error).__name__)

    return call
