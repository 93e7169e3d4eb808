"""How often blind guessing may be right before somebody has to look."""

from math import exp

FALSE_ALARMS = 0.001  # of the runs


def chance_may_reach(expected: float, ways: int = 1) -> int:
    """How many right guesses chance may give the best of so many ways, but once in a thousand runs.

    Right guesses of random orders are nearly Poisson; where few are expected, three sigma are not
    enough.
    """
    reached, at_least, term = 0, 1 - exp(-expected), exp(-expected)
    while at_least * ways > FALSE_ALARMS:
        reached += 1
        term *= expected / reached
        at_least -= term
    return reached
