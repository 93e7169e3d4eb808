"""Finland's public holidays, loaded when somebody first asks: at the start nobody does."""

from collections.abc import Container
from functools import cache


class Holidays:
    """Says of a day whether it is a public holiday."""

    def __contains__(self, day: object) -> bool:
        return day in _finland()


@cache
def _finland() -> Container[object]:
    import holidays

    return holidays.country_holidays("FI")


FINNISH_HOLIDAYS = Holidays()
