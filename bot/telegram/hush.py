"""Keeps the token, and whatever aiogram would tell about updates, out of the logs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LIBRARIES = ("aiogram", "aiohttp.client")


class WithoutToken(logging.Filter):
    """Blots the token out of every line and traceback of the handler that it hangs on."""

    def __init__(self, token: str) -> None:
        """``token`` is what must not be seen."""
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without the token."""
        said = record.getMessage()
        if self._token in said:
            record.msg, record.args = said.replace(self._token, "<token>"), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = record.exc_text.replace(self._token, "<token>")
        return True


@contextmanager
def hushed(token: str) -> Iterator[None]:
    """While inside: libraries say nothing, and no handler of the root logger shows the token."""
    blot, handlers = WithoutToken(token), list(logging.getLogger().handlers)
    before = {name: logging.getLogger(name).level for name in LIBRARIES}
    for name in LIBRARIES:  # their loggers below inherit this
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    for handler in handlers:
        handler.addFilter(blot)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(blot)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
