"""Whether a question that staff have written can be asked: short and plain enough, of nobody."""

from collections.abc import Iterable, Sequence

from console.fields import Mistake
from conversations.items import Rung
from conversations.panel_questions import PanelQuestion
from conversations.phrases import Phrase, say
from language.masking import OwnWords, details
from locales.readability import Hard, hard_in


def assert_can_be_asked(
    question: PanelQuestion, rungs: Sequence[Rung], own_names: Iterable[str]
) -> None:
    """Every wording has to be one that the youngest reader manages, and may point at nobody.

    Raises Mistake, which names the field and says what is too hard, or what points at somebody.
    """
    own = OwnWords.of([*own_names])
    for language, said in (("fi", question.fi), *question.others):
        if found := details(said, own):
            raise Mistake(language, _points_at([said[each.start : each.end] for each in found]))
        for rung in rungs:
            for hard in hard_in(said, rung, language):
                raise Mistake(language, _in_words(hard, rung))


def _points_at(words: list[str]) -> Phrase:
    return say(
        "A question may point at nobody: {words} looks like a name, a place or a number. Ask in "
        "general, for instance about workers and not about one of them.",
        words="“" + "”, “".join(words) + "”",
    )


def _in_words(hard: Hard, rung: Rung) -> Phrase:
    """What is too hard, said so that somebody can mend it."""
    where, found, most = f"“{hard.where}”", hard.found, hard.most
    match hard.what:
        case "words":
            too = say(
                "{where} has {found} words, at most {most} fit.",
                where=where,
                found=found,
                most=most,
            )
        case "clauses":
            too = say(
                "{where} has {found} clauses beside the main one, at most {most} fit.",
                where=where,
                found=found,
                most=most,
            )
        case _:
            too = say(
                "{where} has {found} letters, at most {most} fit.",
                where=where,
                found=found,
                most=most,
            )
    return say(
        "That is too hard for those of {band}. {too} Say it shorter: the same words are for "
        "everybody.",
        band=rung.replace("-", "–"),
        too=too,
    )
