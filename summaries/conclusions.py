"""What may be concluded from a figure, in one plain sentence, and what may not (S14)."""

from conversations.items import Kind
from conversations.phrases import Phrase, say
from conversations.weeks import ends_quarter
from summaries.banding import A_FIFTH_OR_MORE, Part
from summaries.lots import Label, Level

TEN, TWENTY = 10, 20  # people, as the words say
MOST = 60  # % from which 'most' is said
CLEARLY_MOST = 80


def sentence(kind: Kind, parts: tuple[Part, ...]) -> Phrase:
    """One sentence about those who answered, made from what is shown and from nothing else."""
    if sum(part.share == A_FIFTH_OR_MORE for part in parts) > 1:
        return say("More than one answer was chosen by a fifth or more.")
    if kind is Kind.CHOICES:
        return _chosen_most_often(parts)
    for part in parts:
        surely = _surely(part, parts)
        if surely >= CLEARLY_MOST:
            return say("Clearly most of those who answered chose: {answer}.", answer=part.phrase)
        if surely >= MOST:
            return say("Most of those who answered chose: {answer}.", answer=part.phrase)
        if part.share == A_FIFTH_OR_MORE:
            return say("Chosen most often: {answer}.", answer=part.phrase)
    return say("The answers were divided.")


def _surely(part: Part, parts: tuple[Part, ...]) -> int:
    """So many per cent at least; of 'a fifth or more', what the others leave of a hundred."""
    if part.share != A_FIFTH_OR_MORE:
        return part.share.least
    others = sum(each.share.most for each in parts if each is not part)
    return max(part.share.least, 100 - others)


def _chosen_most_often(parts: tuple[Part, ...]) -> Phrase:
    most = max(part.share.least for part in parts)
    first = [part for part in parts if part.share.least == most]
    if len(first) > 1:
        return say("Nothing was chosen clearly more often than the rest.")
    return say("Chosen most often: {answer}.", answer=first[0].phrase)


def cautions(label: Label, week: str, at_least: int) -> tuple[Phrase, ...]:
    """What may not be concluded from a lot of ``week``; ``at_least`` people are in it."""
    found = [_how_few(at_least)]
    if label.level in (Level.SERVICE, Level.ORGANISATION):
        found.append(
            say(
                "Gathered from answers that were too few to be shown closer to home. "
                "It is not an average of the whole."
            )
        )
    if ends_quarter(week):
        found.append(
            say(
                "In the last week of a quarter all that waited is put together: "
                "some of this may have been said weeks ago."
            )
        )
    if not label.asked:
        found.append(
            say(
                "This was said unasked. People speak up more readily when something is wrong: "
                "not comparable with what was asked."
            )
        )
    return tuple(found)


def _how_few(at_least: int) -> Phrase:
    if at_least < TEN:
        return say(
            "Fewer than ten answered: this tells about them, not about everyone. "
            "Not comparable with other places or other weeks."
        )
    if at_least < TWENTY:
        return say(
            "Fewer than twenty answered: two or three other answers could change this. "
            "Not comparable with other places or other weeks."
        )
    return say("This tells about those who answered. The others may think otherwise.")
