"""The Bot API methods a survey bot uses, each a function from world and parameters to a result."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from tests.telegram_server.faults import TOO_OLD, refuse, spoil
from tests.telegram_server.messages import EDITING, SENDING
from tests.telegram_server.wire import ApiError, Json, Params, bad_request
from tests.telegram_server.world import Webhook, World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


def get_me(world: World, params: Params) -> Json:
    """The bot itself, with what only getMe tells."""
    return world.bot | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


async def get_updates(world: World, params: Params) -> list[Json]:
    """Unconfirmed updates, waiting for the first if asked to. Raises ApiError 409."""
    if world.webhook.url:
        raise ApiError(409, _WEBHOOK_IS_SET)
    _remember_allowed(world, params)
    return await world.updates.get(
        params.integer("offset"), params.integer("limit", 100), params.integer("timeout")
    )


async def set_webhook(world: World, params: Params) -> bool:
    """Switch to webhook delivery, or back with an empty url."""
    url, secret = params.text("url"), params.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    now = time.monotonic()
    if url and now - world.webhook.set_at < 1:
        raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
    if url and not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _remember_allowed(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    if url:
        ended = ApiError(409, "Conflict: terminated by setWebhook request")
        world.updates.end_poll(ended)
    most = min(max(params.integer("max_connections", 40), 1), 100)
    world.webhook = Webhook(url, secret, now if url else world.webhook.set_at, most)
    world.on_webhook()
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Back to polling."""
    drop = {"drop_pending_updates": params.text("drop_pending_updates")}
    return await set_webhook(world, Params(drop))


def get_webhook_info(world: World, params: Params) -> Json:
    """Where updates go and how many wait."""
    info: Json = {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting()),
    }
    if world.webhook.url:
        info["max_connections"] = world.webhook.connections
    if world.webhook.url and world.webhook.last_error:
        info["last_error_date"], info["last_error_message"] = world.webhook.last_error
    if world.allowed_updates:
        info["allowed_updates"] = world.allowed_updates
    return info


def answer_callback_query(world: World, params: Params) -> bool:
    """Stop the button's spinner, perhaps with a notice. A second answer changes nothing."""
    tap = world.taps.get(params.text("callback_query_id"))
    if tap is None or tap.expires_at <= world.now():
        raise bad_request(TOO_OLD)
    text = params.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if not tap.answered:
        tap.answered, tap.text, tap.alert = True, text, params.flag("show_alert")
        world.people[tap.person].touch()
    return True


def set_my_commands(world: World, params: Params) -> bool:
    """Replace the command list of a scope and language."""
    commands = params.structure("commands") or []
    for item in commands:
        if not _COMMAND.fullmatch(item["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(item["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_shelf(world, params)] = commands
    return True


def delete_my_commands(world: World, params: Params) -> bool:
    """Let a wider scope's list stand again. To delete what is not there is no mistake."""
    world.commands.pop(_shelf(world, params), None)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """The command list of exactly this scope and language."""
    return world.commands.get(_shelf(world, params), [])


def _shelf(world: World, params: Params) -> tuple[str, str]:
    """Where a list lies: scope and language. Raises ApiError for a chat that there is not."""
    scope = params.structure("scope") or {"type": "default"}
    if scope["type"] == "chat" and int(scope["chat_id"]) not in world.people:
        raise bad_request("chat not found")
    return str(sorted(scope.items())), params.text("language_code")


def _remember_allowed(world: World, params: Params) -> None:
    allowed = params.structure("allowed_updates")
    if isinstance(allowed, list):
        world.allowed_updates = allowed


Method = Callable[[World, Params], Any | Awaitable[Any]]
METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "answerCallbackQuery": answer_callback_query,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    **SENDING,
    **EDITING,
}
_SPELLING = {name.lower(): name for name in METHODS}


async def perform(world: World, asked: str, params: Params) -> tuple[int, Json]:
    """Carry out one call: HTTP status and body. Raises ConnectionCut or Gibberish by a fault."""
    method = _SPELLING.get(asked.lower(), asked)
    status, at = 0, world.now()
    try:
        body: Json = {"ok": True, "result": await _result(world, method, params)}
        status = 200
    except ApiError as error:
        status, body = error.code, error.body()
    finally:
        world.record(method, params, status, at)
    return status, body


async def _result(world: World, method: str, params: Params) -> Any:
    if method not in METHODS:
        world.complaints.append(f"{method}: not a method of the emulator")
        raise ApiError(404, "Not Found: method not found")
    if world.spec:
        world.complaints += world.spec.check_request(method, params)
    fault = world.faults.draw(method, params.integer("chat_id") or None)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    elif fault:
        refuse(fault)
    result = METHODS[method](world, params)
    if isinstance(result, Awaitable):
        result = await result
    if world.spec:
        world.complaints += world.spec.check_answer(method, result)
    spoil(fault)
    return result
