"""Weighs the signs of danger by the practice messages: writes weights.txt and words/seen.*.txt.

    .venv/bin/python -m tests.language.weighing           weighs and writes
    .venv/bin/python -m tests.language.weighing --folds   says how well it goes on unseen fifths

Logistic regression with a penalty on large weights, by plain gradient steps: the same messages give
the same weights on every machine. Danger and harmless messages count alike, however many there are.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from math import exp, sqrt

from language.danger import BIAS, CLEAR_AT, WEIGHTS_FILE
from language.danger.signs import signs_of
from language.danger.spelling import SHORTEST
from language.danger.vocabulary import LANGUAGES, WORDS
from language.spoken import cleaned_forms, words_of
from tests.language.told import Message, messages

PRACTICE = ("practice", "first", "later", "spoken", "figures", "learned")
# A sign that came only once teaches nothing; a smaller weight is not worth a line.
RAREST = 2
SMALLEST = 0.03
PENALTY = 1.0
STEPS = 250
STEP = 0.1

Weights = dict[str, float]


def weigh(told: Sequence[Message]) -> Weights:
    """Weights of all signs and of BIAS, rounded to hundredths."""
    rows = [sorted(signs_of(message.text, message.language)[0]) for message in told]
    often = Counter(sign for row in rows for sign in row)
    names = [BIAS, *sorted(sign for sign, count in often.items() if count >= RAREST)]
    number = {name: at for at, name in enumerate(names)}
    seen = [[0, *(number[sign] for sign in row if sign in number)] for row in rows]
    dangerous = [message.dangerous for message in told]
    found = _descend(seen, dangerous, len(names))
    rounded = {name: round(weight, 2) for name, weight in zip(names, found, strict=True)}
    return {name: weight for name, weight in rounded.items() if abs(weight) >= SMALLEST}


def _descend(seen: list[list[int]], dangerous: list[bool], size: int) -> list[float]:
    """Adam's gradient steps; the bias, number 0, is not penalised."""
    count = Counter(dangerous)
    balance = {kind: len(seen) / (2 * number) for kind, number in count.items()}
    weights, mean, square = [0.0] * size, [0.0] * size, [0.0] * size
    for step in range(1, STEPS + 1):
        slope = [PENALTY * weight for weight in weights]
        slope[0] = 0.0
        for row, danger in zip(seen, dangerous, strict=True):
            score = sum(map(weights.__getitem__, row))
            missed = (1 / (1 + exp(-score)) - danger) * balance[danger]
            for at in row:
                slope[at] += missed
        for at, one in enumerate(slope):
            mean[at] = 0.9 * mean[at] + 0.1 * one
            square[at] = 0.99 * square[at] + 0.01 * one * one
            even = mean[at] / (1 - 0.9**step), square[at] / (1 - 0.99**step)
            weights[at] -= STEP * even[0] / (sqrt(even[1]) + 1e-8)
    return weights


def folds(told: Sequence[Message], parts: int = 5) -> None:
    """Print recall and false alarms on each fifth, weighed on the other four."""
    scores: list[tuple[float, Message]] = []
    for part in range(parts):
        weights = weigh([m for at, m in enumerate(told) if at % parts != part])
        for message in told[part::parts]:
            signs = signs_of(message.text, message.language)[0] | {BIAS}
            scores.append((sum(weights.get(sign, 0.0) for sign in signs), message))
    for level in (-1.0, -0.8, -0.6, -0.4, -0.2, 0.0, 0.5, 1.0, 1.5, 2.0):
        danger = [score >= level for score, m in scores if m.dangerous]
        fine = [score >= level for score, m in scores if not m.dangerous]
        print(f"{level:5} {sum(danger) / len(danger):6.1%} {sum(fine) / len(fine):6.1%}")


def _words_seen(told: Sequence[Message], language: str) -> set[str]:
    """Every word of some length, as it was written and in standard form."""
    texts = (message.text for message in told if message.language == language)
    words = (word for text in texts for word in words_of(cleaned_forms(text)[0], language))
    return {form for word in words for form in word.forms if len(form) >= SHORTEST - 1}


def main() -> None:
    """Weigh and write, or show the folds."""
    told = messages(*PRACTICE)
    for language in LANGUAGES:
        seen = sorted(_words_seen(told, language))
        head = "# Words of practice messages. Made by tests/language/weighing.py."
        file = WORDS / f"seen.{language}.txt"
        file.write_text("\n".join([head, *seen]) + "\n", encoding="utf-8")
    if "--folds" in sys.argv:
        folds(told)
        return
    heaviest = sorted(weigh(told).items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    lines = [f"{weight:+.2f} {sign}" for sign, weight in heaviest]
    head = f"# Made by tests/language/weighing.py. The help card is shown from {CLEAR_AT}."
    WEIGHTS_FILE.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
