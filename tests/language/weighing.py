"""Teaches the notice of danger by the practice messages: weights.txt, sense.npz, words/seen.*.txt.

    .venv/bin/python -m tests.language.weighing           teaches and writes; about ten minutes
    .venv/bin/python -m tests.language.weighing --folds   says how well it goes on unseen fifths

Signs get their weights by logistic regression, the sense of whole texts a border by a support
vector machine; danger and harmless messages count alike, however many there are. A fifth is twenty
messages in a row out of each hundred: neighbours in a file were written in one breath.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from language.danger import BIAS, SIGNS_COUNT, WEIGHTS_FILE
from language.danger.sense import BORDER_FILE, beyond, embedded, readable, standing, step
from language.danger.signs import signs_of
from language.danger.spelling import SHORTEST
from language.danger.vocabulary import LANGUAGES, WORDS
from language.spoken import cleaned_forms, words_of
from tests.language.told import Message, messages

PRACTICE = ("practice", "first", "later", "spoken", "figures", "learned", "voices")
# A sign that came only once teaches nothing; a smaller weight is not worth a line.
RAREST = 2
SMALLEST = 0.03
GIVE = {"signs": 0.3, "sense": 3.0}  # how much a fit may bend to single messages
GAMMA = 1.0
FIFTHS, IN_A_ROW, TOGETHER = 5, 20, 32

Weights = dict[str, float]
Border = dict[str, Any]


def weigh(rows: Sequence[frozenset[str]], dangerous: Sequence[bool]) -> Weights:
    """Weights of the signs in these rows and of BIAS, rounded to hundredths."""
    often = Counter(sign for row in rows for sign in row)
    table = DictVectorizer()
    told = table.fit_transform(
        [{sign: 1.0 for sign in row if often[sign] >= RAREST} for row in rows]
    )
    told.indices, told.indptr = told.indices.astype("int32"), told.indptr.astype("int32")
    fit = LogisticRegression(C=GIVE["signs"], class_weight="balanced", solver="liblinear")
    fit.fit(told, dangerous)
    found = {BIAS: fit.intercept_[0], **dict(zip(table.feature_names_, fit.coef_[0], strict=True))}
    rounded = {sign: round(float(weight), 2) for sign, weight in found.items()}
    return {sign: weight for sign, weight in rounded.items() if abs(weight) >= SMALLEST}


def draw_border(rows: Any, dangerous: Sequence[bool]) -> Border:
    """The border between texts by their numbers, in the form in which it is kept."""
    border: Border = {"mean": rows.mean(axis=0), "spread": rows.std(axis=0)}
    stood = _kept(standing(rows, border)) * step(rows)
    fit = SVC(C=GIVE["sense"], gamma=GAMMA, class_weight="balanced", cache_size=1000)
    fit.fit(stood, dangerous)
    return {
        **border,
        "neighbours": _kept(fit.support_vectors_),
        "weights": fit.dual_coef_[0].astype("float32"),
        "bias": fit.intercept_[0],
        "gamma": GAMMA,
    }


def _kept(stood: Any) -> Any:
    """Standing numbers in one byte each."""
    return np.clip(np.rint(stood / step(stood)), -127, 127).astype("int8")


def read(told: Sequence[Message]) -> tuple[list[frozenset[str]], Any, list[bool]]:
    """The signs, the numbers and the truth of each message, telling how it goes."""
    parts = []
    for at in range(0, len(told), TOGETHER):
        parts.append(embedded([message.text for message in told[at : at + TOGETHER]]))
        if at % (50 * TOGETHER) == 0:
            print(f"{at} of {len(told)} read", file=sys.stderr, flush=True)
    signs = [frozenset(signs_of(message.text, message.language)[0]) for message in told]
    return signs, np.vstack(parts), [message.dangerous for message in told]


def folds(told: Sequence[Message]) -> Iterator[str]:
    """Recall at some shares of needless questions, and the scores for them, on unseen fifths."""
    signs, rows, dangerous = read(told)
    part = np.arange(len(told)) // IN_A_ROW % FIFTHS
    found = {"signs": np.zeros(len(told)), "sense": np.zeros(len(told))}
    for fifth in range(FIFTHS):
        taught, asked = np.flatnonzero(part != fifth), np.flatnonzero(part == fifth)
        truth = [dangerous[at] for at in taught]
        weights = weigh([signs[at] for at in taught], truth)
        border = readable(draw_border(rows[taught], truth))
        found["sense"][asked] = [beyond(each, border) for each in standing(rows[asked], border)]
        found["signs"][asked] = [
            weights[BIAS] + sum(weights.get(sign, 0.0) for sign in signs[at]) for at in asked
        ]
    found["both"] = found["sense"] + SIGNS_COUNT * found["signs"]
    danger = np.array(dangerous)
    for language in LANGUAGES:
        mine = np.array([message.language == language for message in told])
        for by, scores in found.items():
            yield f"{language} by {by}: {_levels(scores[mine & danger], scores[mine & ~danger])}"


def _levels(danger: Any, fine: Any) -> str:
    """Recall where so many of the harmless messages get a question, and the score from which."""
    levels = [(share, float(np.quantile(fine, 1 - share))) for share in (0.03, 0.08, 0.1, 0.12)]
    return ", ".join(
        f"{(danger > level).mean():.1%} at {share:.0%} ({level:+.2f})" for share, level in levels
    )


def _words_seen(told: Sequence[Message], language: str) -> set[str]:
    """Every word of some length, as it was written and in standard form."""
    texts = (message.text for message in told if message.language == language)
    words = (word for text in texts for word in words_of(cleaned_forms(text)[0], language))
    return {form for word in words for form in word.forms if len(form) >= SHORTEST - 1}


def _write(weights: Mapping[str, float], border: Border) -> None:
    heaviest = sorted(weights.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    lines = [f"{weight:+.2f} {sign}" for sign, weight in heaviest]
    head = "# Made by tests/language/weighing.py: what each sign counts for."
    WEIGHTS_FILE.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    np.savez_compressed(BORDER_FILE, **border)


def main() -> None:
    """Teach and write, or show the folds."""
    told = messages(*PRACTICE)
    for language in LANGUAGES:
        seen = sorted(_words_seen(told, language))
        head = "# Words of practice messages. Made by tests/language/weighing.py."
        file = WORDS / f"seen.{language}.txt"
        file.write_text("\n".join([head, *seen]) + "\n", encoding="utf-8")
    if "--folds" in sys.argv:
        print(*folds(told), sep="\n")
        return
    signs, rows, dangerous = read(told)
    _write(weigh(signs, dangerous), draw_border(rows, dangerous))


if __name__ == "__main__":
    main()
