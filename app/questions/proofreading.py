"""Reads the question files as a careful editor would: what was forgotten, and what is too hard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from app.content import read_yaml
from conversations.fitting import misfits
from conversations.items import YOUNG, NotAsked
from conversations.phrases import COMPLETE
from conversations.questions import Catalogue, Draft
from locales.readability import MEASURED, too_hard, too_hard_together
from locales.texts import Text, texts

Documents = Mapping[str, dict[str, Any]]  # file name: what it holds


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: where it is, what is wrong, and what to do about it."""

    file: str
    item: str
    problem: str
    todo: str
    rung: str = ""
    language: str = ""

    def __str__(self) -> str:
        """One line for a person."""
        where = ", ".join(filter(None, (self.item, self.rung, self.language)))
        return f"{self.file}: {where}: {self.problem}. {self.todo}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found, and how much there was to read.

    ``texts`` counts each text in each complete language, ``unread`` those that nobody has read
    aloud and found good since they last changed.
    """

    findings: tuple[Finding, ...]
    items: int = 0
    sets: int = 0
    texts: int = 0
    unread: int = 0


def proofread(folder: Path) -> Proof:
    """Read every question file of a folder against the catalogues of the languages."""
    documents: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            documents[file.name] = read_yaml(file.read_text("utf-8")) or {}
        except yaml.YAMLError as error:
            problem = "this is not YAML: " + " ".join(str(error).split())
            return Proof((Finding(file.name, "", problem, "Mend the line it names."),))
    try:
        catalogue = Draft.read(*documents.values())
    except ValidationError as error:
        return Proof(tuple(_not_of_the_schema(documents, error)))
    there = [*texts(documents, catalogue, tuple(COMPLETE))]
    findings = (
        *_forgotten_rungs(documents, catalogue),
        *_misfits(documents, catalogue),
        *_unmapped(documents, catalogue),
        *_forgotten_sets(documents, catalogue),
        *_untranslated(there),
        *_too_hard(there),
        *_unknown_reviews(documents, catalogue, there),
    )
    read = {(each.text, each.language, each.words) for each in catalogue.reviews}
    unread = [text for text in there if (text.context, text.language, text.words) not in read]
    return Proof(findings, len(catalogue.items), len(catalogue.sets), len(there), len(unread))


def _file_of(documents: Documents, field: str) -> str:
    return next((name for name, held in documents.items() if field in held), f"{field}.yaml")


def _not_of_the_schema(documents: Documents, error: ValidationError) -> Iterator[Finding]:
    """What the schema does not know, by the name of the thing that it is in."""
    for each in error.errors():
        field, *inside = each["loc"] or ("",)
        file = _file_of(documents, str(field)) if field else "all files"
        thing = documents.get(file, {}).get(str(field))
        if isinstance(thing, list) and inside and isinstance(inside[0], int):
            held = thing[inside[0]]
            name = held.get("id") or held.get("rung") if isinstance(held, dict) else None
            inside[0] = str(name or f"number {inside[0] + 1}")
        problem = each["msg"].removeprefix("Value error, ")
        todo = "See schema.json, which editors understand."
        yield Finding(file, ".".join(map(str, inside)) or str(field), problem, todo)


def _misfits(documents: Documents, catalogue: Catalogue) -> Iterator[Finding]:
    for each in misfits(catalogue):
        todo = "Mend this part or the one it names."
        yield Finding(_file_of(documents, each.field), each.name, each.problem, todo, each.rung)


def _forgotten_rungs(documents: Documents, catalogue: Catalogue) -> Iterator[Finding]:
    file = _file_of(documents, "items")
    rungs = [rung for audience in catalogue.audiences for rung in catalogue.rungs(audience)]
    for item in catalogue.items:
        todo = "Write one under wordings, or give the reason under not_asked."
        for rung in _neither(rungs, item.wordings, item.not_asked):
            yield Finding(file, item.id, "no wording", todo, rung)
        for rung in _both(item.wordings, item.not_asked):
            yield Finding(file, item.id, "worded, and said not to be asked", "Keep one.", rung)
        for rung in {*item.wordings} - {*rungs}:
            yield Finding(file, item.id, "there is no such rung", "Take it away.", rung)
    for rung in rungs:
        if rung not in {told.rung for told in catalogue.information}:
            todo = "Write what people are told before the first question."
            yield Finding(_file_of(documents, "information"), "information", "missing", todo, rung)


def _neither(
    rungs: Sequence[str], there: Mapping[str, object], left: Sequence[NotAsked]
) -> list[str]:
    out = {rung for each in left for rung in each.rungs}
    return [rung for rung in rungs if rung not in there and rung not in out]


def _both(there: Mapping[str, object], left: Sequence[NotAsked]) -> list[str]:
    return [rung for each in left for rung in each.rungs if rung in there]


def _unmapped(documents: Documents, catalogue: Catalogue) -> Iterator[Finding]:
    known = {each.id for each in catalogue.dimensions}
    for item in catalogue.items:
        if item.dimension not in known:
            problem = f"maps to the dimension {item.dimension}, which nothing declares"
            todo = f"Choose one of {_file_of(documents, 'dimensions')}, or declare it there."
            yield Finding(_file_of(documents, "items"), item.id, problem, todo)


def _forgotten_sets(documents: Documents, catalogue: Catalogue) -> Iterator[Finding]:
    file = _file_of(documents, "sets")
    asked = {(each.milestone, each.audience) for each in catalogue.sets}
    for milestone in catalogue.milestones:
        for audience in milestone.audiences:
            if (milestone.id, audience) not in asked:
                name = milestone.id if audience == YOUNG else f"{milestone.id}_{audience}"
                problem = f"nothing is asked of {audience} at {milestone.id}"
                yield Finding(file, name, problem, "Write the set.")
    for each in catalogue.sets:
        todo = "List its items, or give the reason under not_asked."
        for rung in _neither(catalogue.rungs(each.audience), each.items, each.not_asked):
            yield Finding(file, each.id, "nothing is asked", todo, rung)


def _untranslated(there: Sequence[Text]) -> Iterator[Finding]:
    for text in there:
        if not text.words:
            problem = f"{text.context} is not translated: {text.source.msgid!r}"
            todo = f"Extract, then fill in locales/{text.language}/LC_MESSAGES/questions.po."
            yield Finding(text.file, text.item, problem, todo, text.rung, text.language)


def _too_hard(there: Sequence[Text]) -> Iterator[Finding]:
    together: dict[tuple[str, str], list[str]] = {}
    for text in there:
        if not text.rung or text.language not in MEASURED:
            continue
        together.setdefault((text.rung, text.language), []).append(text.words)
        for problem in too_hard(text.words, text.rung, text.language):
            said = f"{problem}: {text.words!r}"
            yield Finding(text.file, text.item, said, "Say it shorter.", text.rung, text.language)
    for (rung, language), words in together.items():
        for problem in too_hard_together(words, rung, language):
            todo = "Take shorter words where you can."
            yield Finding("all files", "all texts together", problem, todo, rung, language)


def _unknown_reviews(
    documents: Documents, catalogue: Catalogue, there: Sequence[Text]
) -> Iterator[Finding]:
    known = {text.context for text in there}
    for each in catalogue.reviews:
        if each.text not in known:
            todo = "Name a text by its context, such as heard.13-15."
            yield Finding(_file_of(documents, "reviews"), each.text, "there is no such text", todo)
