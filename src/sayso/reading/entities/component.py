"""The reading component `entities`."""

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Findings, MentionForm
from sayso.core.report import Report
from sayso.reading.component import register
from sayso.reading.encoder.component import encoded_report
from sayso.reading.entities.decode import read_mentions
from sayso.reading.entities.grouping import grouped


class EntitiesSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the component `entities`.

    Attributes:
        least_probability: Of a mention, by its form: names, nominals, pronouns.
        least_type_share: A name belongs to an entity of the same name where the entity's type is at least this many
            times as probable for it as its own likeliest type.
    """

    least_probability: dict[MentionForm, float]
    least_type_share: float


class Entities:
    """Reads the mentions of entities, and which names are of the same.

    Attributes:
        settings: As configured.

    Raises:
        UsageError: A setting is out of range, or a form of mention has none.
    """

    name = "entities"
    version = "1"

    def __init__(self, settings: EntitiesSettings) -> None:
        missing = {"name", "nominal", "pronoun"} - set(settings.least_probability)
        if missing:
            raise UsageError(f"settings of entities: least_probability lacks {', '.join(sorted(missing))}")
        for name, value in (*settings.least_probability.items(), ("least_type_share", settings.least_type_share)):
            if not 0 < value <= 1:
                raise UsageError(f"settings of entities: {name} is {value}: take a number above 0 and at most 1")
        self.settings = settings

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the entities of `report.text`, with ids `e1`, `e2`, ... in the order of their first mentions.

        Raises:
            ReadingError: No `encoder` ran before.
        """
        encoded = encoded_report(found, self.name)
        mentions = read_mentions(
            report.text,
            [(span.start, span.end) for span in found.sentences],
            encoded.pieces,
            encoded.encoded,
            encoded.model,
            self.settings.least_probability,
        )
        return Findings(entities=grouped(report.text, mentions, least_share=self.settings.least_type_share))


register("entities", EntitiesSettings)(Entities)
