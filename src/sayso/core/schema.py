"""The JSON Schema of the Reading, generated from its types."""

from typing import Any

import msgspec

from sayso.core.reading import Reading

SCHEMA_ID = "urn:sayso:reading:1"


def reading_schema() -> bytes:
    """Return the JSON Schema (2020-12) of a Reading, indented.

    Every key is required in what sayso prints, though the types have defaults; the schema says so, and allows no
    key that it does not name.
    """
    schema = msgspec.json.schema(Reading)
    for definition in schema["$defs"].values():
        if definition.get("type") == "object" and "properties" in definition:
            definition["required"] = list(definition["properties"])
            definition["additionalProperties"] = False
            for value in definition["properties"].values():
                _drop_default(value)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, "title": "Reading", **schema}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2)


def _drop_default(value: Any) -> None:
    if isinstance(value, dict):
        value.pop("default", None)
