"""The commands that list what happened and what holds: `events`, `states`."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, cast

import typer

from sayso.cli.happening_words import (
    arrow,
    auxiliary_words,
    count_words,
    date_words,
    kind_words,
    number_words,
    several,
)
from sayso.cli.terminal import (
    DEFAULT_RECORD,
    JsonOption,
    LimitOption,
    RecordOption,
    console,
    existing_record,
    one_line,
    print_json,
    print_rest,
    table,
)
from sayso.core.pronouns import is_pronoun

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.core.reading import Stance
    from sayso.record import EventRow, StateRow, TellingRow, VoiceRow

OUTLET = "outlet"
"""What stands for the outlet's own voice."""
_COLUMNS = ("Id", "When, where", "What", "Voice", "Sure")
_NAMED, _VOICES = 2, 3
"""Most actors and recipients, and most voices, that a row names."""

ReportOption = Annotated[str | None, typer.Option("--report", metavar="ID", help="Only of this report.")]
PlaceOption = Annotated[
    str | None,
    typer.Option(metavar="WORDS", help="Only at places with these words, or in this country (ISO 3166-1 alpha-2)."),
]
SinceOption = Annotated[str | None, typer.Option(metavar="DATE", help="Dated this day or later.")]
UntilOption = Annotated[str | None, typer.Option(metavar="DATE", help="Dated this day or before.")]
AssertedOption = Annotated[bool, typer.Option("--asserted", help="Only plain fact, of now, in the outlet's own voice.")]
SureOption = Annotated[
    float,
    typer.Option("--min-confidence", min=0.0, max=1.0, metavar="P", help="Leave out what is less sure than this."),
]


def events(
    *,
    record: RecordOption = DEFAULT_RECORD,
    report: ReportOption = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only of this PLOVER type, e.g. ASSAULT.")
    ] = None,
    mode: Annotated[str | None, typer.Option(metavar="MODE", help="Only of this PLOVER mode, e.g. aerial.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="WORDS", help="Only by actors with these words.")] = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    asserted: AssertedOption = False,
    min_confidence: SureOption = 0.0,
    tellings: Annotated[bool, typer.Option("--tellings", help="One row for each telling of an event.")] = False,
    limit: LimitOption = 50,
    json: JsonOption = False,
) -> None:
    """List who did what to whom, where and when, on whose say-so: an event a row, report by report.

    A report may tell of one event several times. Such tellings are one row, and each of them one with --tellings. The
    row is there if one of its tellings is as wanted. Its numbers of people are all that are told, what is denied or
    planned too (`killed 12 / 40`); they are never added up.
    """
    from sayso.record.happening_filters import EventFilters

    wanted = EventFilters(
        report=report,
        type=None if kind is None else kind.upper(),
        mode=None if mode is None else mode.lower(),
        actor=actor,
        place=place,
        since=since,
        until=until,
        asserted=asserted,
        min_confidence=min_confidence,
    )
    rows: Sequence[EventRow | TellingRow]
    with existing_record(record) as opened:
        if tellings:
            rows, total = opened.tellings(limit=limit, **wanted), opened.count_tellings(**wanted)
        else:
            rows, total = opened.events(limit=limit, **wanted), opened.count_events(**wanted)
    if json:
        for row in rows:
            print_json(row)
        return
    console().print(event_table(rows) if rows else "No such events.")
    print_rest(len(rows), total)


def states(
    *,
    record: RecordOption = DEFAULT_RECORD,
    report: ReportOption = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only control, stock, need, position or alliance.")
    ] = None,
    holder: Annotated[str | None, typer.Option(metavar="WORDS", help="Only of holders with these words.")] = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    asserted: AssertedOption = False,
    min_confidence: SureOption = 0.0,
    limit: LimitOption = 50,
    json: JsonOption = False,
) -> None:
    """List what holds for a while: who controls what, what runs short, what is needed, who sides with whom."""
    from sayso.record.happening_filters import StateFilters

    wanted = StateFilters(
        report=report,
        type=None if kind is None else kind.lower(),
        holder=holder,
        place=place,
        since=since,
        until=until,
        asserted=asserted,
        min_confidence=min_confidence,
    )
    with existing_record(record) as opened:
        rows, total = opened.states(limit=limit, **wanted), opened.count_states(**wanted)
    if json:
        for row in rows:
            print_json(row)
        return
    listing = table(*_COLUMNS, right=("Sure",))
    for row in rows:
        holder, trigger, held = (one_line(text, 60) for text in (row.holder, row.trigger, row.object))
        what = f"{row.type}: {trigger}\n{arrow(holder, held)}"
        listing.add_row(*_place_cells(row), what.rstrip(), voice_words([row.voice]), f"{row.confidence:.2f}")
    console().print(listing if rows else "No such states.")
    print_rest(len(rows), total)


def event_table(rows: Iterable["EventRow | TellingRow"]) -> "Table":
    """Return events, or tellings of them, as a table."""
    listing = table(*_COLUMNS, right=("Sure",))
    for row in rows:
        listing.add_row(*_place_cells(row), *event_cells(row), f"{row.confidence:.2f}")
    return listing


def event_cells(row: "EventRow | TellingRow") -> tuple[str, str]:
    """Return what happened and in whose voice: type, how many came to harm, who -> whom; a voice a line."""
    from sayso.record import EventRow

    if isinstance(row, EventRow):
        numbers, voices = number_words(row), row.voices
    else:
        numbers, voices = count_words(row), (row.voice,)
    actors, recipients = (_participants(names) for names in (row.actors, row.recipients))
    what = "; ".join((kind_words(row.type, row.modes), *numbers))
    return f"{what}\n{arrow(actors, recipients)}".rstrip(), voice_words(voices)


def _participants(names: Sequence[str]) -> str:
    """Return who takes part; of several tellings, those that name somebody."""
    named = [name for name in names if not is_pronoun(name)]
    return several((one_line(name, 40) for name in named or names), _NAMED)


def voice_words(voices: Iterable["VoiceRow"]) -> str:
    """Return in whose voices something is told: `the army denied`; `outlet`, or `outlet (to come)` for its own."""
    return several((_voice(each) for each in voices), _VOICES, between="\n")


def _voice(voice: "VoiceRow") -> str:
    from sayso.cli.margin_notes import NOBODY, VERBS, without_marks

    doubt = f" ({auxiliary_words(voice.auxiliary)})" if voice.auxiliary else ""
    if voice.stance is None:
        return OUTLET + doubt
    source = NOBODY if voice.source is None else one_line(without_marks(voice.source), 30)
    return f"{source} {VERBS[cast('Stance', voice.stance)]}{doubt}"


def _place_cells(row: "EventRow | TellingRow | StateRow") -> tuple[str, str]:
    """Return the ids of the report and of what it tells there; when and where."""
    same_as = getattr(row, "same_as", None)
    own = f"{row.id} = {same_as}" if same_as else row.id
    when = "" if row.date is None else date_words(row.date)
    return f"{row.report}\n{own}", "\n".join(one_line(words, 40) for words in (when, row.place) if words)
