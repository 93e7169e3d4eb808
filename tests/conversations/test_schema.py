"""The JSON Schema that editors use for the question files is the one of the model."""

import json
from pathlib import Path

from conversations.questions import Catalogue

SCHEMA = Path(__file__).parents[2] / "conversations" / "content" / "schema.json"


def test_the_exported_schema_is_up_to_date() -> None:
    exported = json.loads(SCHEMA.read_text("utf-8"))
    assert exported == Catalogue.model_json_schema(), (
        "write it anew: ./run questions schema > conversations/content/schema.json"
    )
