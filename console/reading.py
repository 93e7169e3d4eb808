"""Words before they are shown: a reader passes them one by one, hides more, or keeps them back."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from console.visiting import Visit
from conversations.phrases import Phrase, say
from panel.refusals import Refused
from summaries.quotes import asked_of
from summaries.words import Batch, Text, Verdict

SHOW = say("Show it")
NOT_SHOWN: Mapping[Verdict, Phrase] = {
    Verdict.IDENTIFIES: say("Somebody could be recognised"),
    Verdict.HARM: say("It tells of harm: I follow the duty card"),
    Verdict.OTHER: say("Another reason"),
}
VERDICTS = {Verdict.SHOW: say("Is shown"), **NOT_SHOWN}
SAID = {
    "closed": say(
        "Closed. What may be shown is in the summary of this week; the rest is destroyed."
    ),
    "gone": say("This text is no longer here: somebody else has closed the week."),
}


def reading(visit: Visit) -> Response:
    """The next text, or the end of the week's texts."""
    batch = _batch(visit)
    return visit.draw(
        "reading.html", **_shown(visit, batch), said=SAID.get(visit.query.raw("said"))
    )


def decide(visit: Visit) -> Response:
    """One text is passed or not, and some of its words are hidden."""
    batch = _batch(visit)
    text = _text(visit, batch)
    if text is None:
        return visit.go("/reading?said=gone")
    offered = [verdict.value for verdict in VERDICTS]
    verdict = Verdict(visit.form.choice("verdict", say("What becomes of it"), offered))
    words = {str(word.place): word.place for word in text.words}
    hidden = [words[each] for each in visit.form.every("hide") if each in words]
    visit.office.reading.decide(text.id, verdict, hidden)
    return visit.go("/reading")


def take_back(visit: Visit) -> Response:
    """A decision is taken back, and the text comes once more."""
    text = _text(visit, _batch(visit))
    if text is None:
        return visit.go("/reading?said=gone")
    visit.office.reading.decide(text.id, Verdict.NONE)
    return visit.go(f"/reading?text={text.id}")


def close(visit: Visit) -> Response:
    """The week's texts are read: from here on nothing can be taken back."""
    batch = _batch(visit)
    if batch is None or not visit.office.reading.close(batch.week):
        return visit.go("/reading?said=gone")
    visit.did("words closed", batch.week)
    return visit.go("/reading?said=closed")


def _batch(visit: Visit) -> Batch | None:
    """What waits. Raises Refused for somebody who works in a unit."""
    if not visit.me.may_read_words:
        raise Refused(
            say(
                "These texts come from every unit. So somebody reads them who works in none: "
                "a coordinator cannot."
            )
        )
    return visit.office.reading.batch()


def _text(visit: Visit, batch: Batch | None) -> Text | None:
    wanted = visit.given["text"]
    return next((text for text in batch.texts if text.id == wanted), None) if batch else None


def _shown(visit: Visit, batch: Batch | None) -> dict[str, Any]:
    waiting = batch.waiting if batch else []
    wished = visit.query.raw("text")
    text = next((each for each in waiting if each.id == wished), waiting[0] if waiting else None)
    about = _about(visit, text) if text else None
    lots = list(batch.lots()) if batch else []
    return {
        "batch": batch,
        "text": text,
        "about": about,
        "decided": [each for each in batch.texts if each.verdict] if batch else [],
        "many": sum(len(lot.values) for lot in lots),
        "show": SHOW,
        "not_shown": NOT_SHOWN,
        "verdicts": VERDICTS,
    }


def _about(visit: Visit, text: Text) -> Phrase:
    """What was asked, and of whom: as it will be shown."""
    title = visit.office.catalogue.item(text.label.item).titled(text.label.audience)
    return asked_of(title, text.label.audience)
