"""Every line that the program may log is known here; who adds one has to argue for it (A-22).

A new line is easily written, and nobody who writes it has the thief in mind: a batch of updates
that was stored, how many have talked, a help card that went out. None holds a text or an address,
so no search for those finds it, and each tells when somebody was there.
"""

import ast
from collections.abc import Iterator

from tests.house.project import PACKAGES, ROOT

TYPE = "type(error).__name__"
LINES = {  # what is said, and what stands in it; all else that is logged is counted by the hour
    ("Telegram did not tell the bot's name: set KUULOLLA_TELEGRAM_BOT.",),
    ("a beat failed: %s", TYPE),
    ("in the last hour, %s times: %s", "times", "kind"),
    ("somebody has removed or replaced the webhook; it is announced anew",),
    ("Telegram posts without our secret; the webhook is announced anew",),
    ("Telegram could not bring some updates (%s)", "trouble"),  # a status
    ("Telegram cannot be told of the webhook (%s)", TYPE),
    ("the webhook cannot be looked after (%s)", TYPE),
    ("REFUSAL",),
    ("ADDRESS_REFUSED",),
    ("the contact book cannot be opened (%s)", TYPE),
    ("a message of the outbox could not be made (%s)", TYPE),
    ("the outbox cannot be served (%s)", TYPE),
    ("a menu of commands could not be changed (%s)", TYPE),  # of staff
    ("another program has set a webhook for this bot; it is removed now",),
    (
        "another process asks Telegram for this bot's updates with the same token: "
        "stop one of the two",
    ),
    ("nothing can be stored (%s); what people sent waits at Telegram", "error"),  # StorageAway:
    ("nothing can be stored (%s); what people sent waits at Telegram", "away"),  # a type, too
    ("no updates from Telegram (%s); trying again", TYPE),
}
KINDS = {  # what is counted by the hour
    *(TYPE, "type(too_often).__name__", "TOO_MANY_GUESSES"),
    "f'telegram screen {outcome}'",  # whatever it says: a help card is one, too
    "f'telegram update unreadable: {type(error).__name__}'",
    "'telegram question is no longer there'",
}
SAYING = {"debug", "info", "warning", "error", "critical", "exception", "log"}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the program: of what's method, by which name."""
    for package in set(PACKAGES) - {"attacks"}:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                match node:
                    case ast.Call(func=ast.Attribute(value=whose, attr=name)):
                        yield ast.unparse(whose), name, node
                    case ast.Call(func=ast.Name(id=name)):
                        yield "", name, node


def given(call: ast.Call) -> tuple[str, ...]:
    """What a call is given: texts as they read, all else as it is written."""
    texts = (each.value if isinstance(each, ast.Constant) else None for each in call.args)
    return tuple(
        text if isinstance(text, str) else ast.unparse(each)
        for text, each in zip(texts, call.args, strict=True)
    )


def is_counted(whose: str, name: str) -> bool:
    """Whether a call counts something that went wrong."""
    return name == "trouble" or (whose, name) in (("self", "_trouble"), ("self.troubles", "count"))


def test_no_line_is_logged_but_those_that_are_known() -> None:
    said = {given(each) for of, name, each in calls() if of.startswith("log") and name in SAYING}
    assert said - LINES == set(), "argue for it in LINES: what does a reader of the log learn?"
    assert LINES - said == set(), "nobody says this any more"


def test_nothing_is_counted_but_kinds_that_are_known() -> None:
    counted = {
        ast.unparse(each)
        for of, name, call in calls()
        if is_counted(of, name)
        for each in call.args
    }
    assert counted == KINDS, "argue for it in KINDS: what does it tell of an hour?"
