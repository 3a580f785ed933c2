"""The guideline's rules on where spans begin and end, as far as they can be checked without judgement."""

import re

from sayso.core.reading import Reading
from sayso.core.span import Span
from training.notation.markup import Label
from training.notation.problems import Problems

OPENING = '“"«„'
CLOSING = '”"»'
PRONOUNS = frozenset((
    "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours",
    "yourself", "yourselves", "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its",
    "itself", "they", "them", "their", "theirs", "themselves", "who", "whom", "whose", "which", "that", "one",
    "this", "these", "those", "here", "there", "everyone", "everybody", "someone", "somebody", "anyone",
    "anybody", "nobody", "none", "each", "both", "all", "some", "many", "others", "most", "several", "few",
    "another", "neither", "either", "any", "more",
))  # fmt: skip
_ABBREVIATION = re.compile(r"(\b[A-Za-z]|\b(St|Mr|Dr|Gen|Col|Capt|Sgt|Lt|Inc|Ltd|Co|a\.m|p\.m|etc|Jr|Sr|Bros))\.$")


def check_conventions(reading: Reading, labels: tuple[Label, ...], problems: Problems) -> None:
    """Note every span that breaks a rule of the guideline."""
    text = reading.report.text
    places = {(label.start, label.end, label.key): label.at for label in labels}
    for attribution in reading.attributions:
        for piece in attribution.content:
            outer = [
                each for other in reading.attributions for each in other.content if each != piece and each.covers(piece)
            ]
            _check_content(text, piece, outer, places[piece.start, piece.end, f"{attribution.id}.content"], problems)
        if attribution.cue is not None:
            at = places[attribution.cue.start, attribution.cue.end, f"{attribution.id}.cue"]
            _check_cue(text, attribution.cue, at, problems)
    for entity in reading.entities:
        for mention in entity.mentions:
            short = {"name": "name", "nominal": "nom", "pronoun": "pro"}[mention.form]
            at = places[mention.start, mention.end, f"@{entity.id}.{short}"]
            is_pronoun = mention.text.lower() in PRONOUNS
            if mention.form == "pronoun" and not is_pronoun:
                problems.add(at, f"{mention.text!r} is marked as a pronoun", "write .name or .nom")
            if mention.form == "nominal" and is_pronoun:
                problems.add(at, f"{mention.text!r} is marked as nominal", "write .pro")
            if mention.form == "name" and mention.text == mention.text.lower() and not re.search(r"\d", mention.text):
                problems.add(at, f"{mention.text!r} is marked as a name", "write .nom or .pro")
    for label in labels:
        _check_words(text, label, problems)


def _check_content(text: str, piece: Span, outer: list[Span], at: tuple[int, int], problems: Problems) -> None:
    """Note boundary faults of a content piece; a mark beside it may belong to one of the `outer` contents around it."""
    words = piece.text
    if text[max(0, piece.start - 5) : piece.start].lower() in (" that ", "that "):
        problems.add(at, f"'that' stands before content {words[:30]!r}", "'that' belongs into the content")
    before = "" if any(each.start < piece.start for each in outer) else text[max(0, piece.start - 1) : piece.start]
    after = "" if any(each.end > piece.end for each in outer) else text[piece.end : piece.end + 1]
    if before and before in OPENING and (before != '"' or words.count('"') % 2):
        problems.add(at, f"quotation mark left outside content {words[:30]!r}", "take the mark into the content")
    if after and after in CLOSING and (after != '"' or words.count('"') % 2):
        problems.add(at, f"closing mark left outside content {words[-30:]!r}", "take the mark into the content")
    if words.endswith(".") and not words.endswith("...") and not _ABBREVIATION.search(words) and not _quoted_end(words):
        problems.add(at, f"content ends with the sentence's full stop {words[-30:]!r}", "leave the full stop outside")
    if words.endswith((",", ";", ":")):
        problems.add(
            at, f"content ends with {words[-1]!r}: {words[-30:]!r}", "leave it outside (inside only before a mark)"
        )


def _quoted_end(words: str) -> bool:
    """Whether the end of `words` stands inside a quotation that goes on (a paragraph of which only the last closes)."""
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1


def _check_cue(text: str, cue: Span, at: tuple[int, int], problems: Problems) -> None:
    if cue.text.endswith(",") or cue.text.endswith("."):
        problems.add(at, f"cue ends with {cue.text[-1]!r}: {cue.text!r}", "leave it outside")
    if text[cue.end : cue.end + 1] == ":":
        problems.add(at, f"colon left outside cue {cue.text!r}", "a colon that introduces speech belongs to the cue")
    if re.search(r"\bthat$", cue.text):
        problems.add(at, f"cue ends with 'that': {cue.text!r}", "'that' belongs into the content")


def _check_words(text: str, label: Label, problems: Problems) -> None:
    for edge in (label.start, label.end):
        pair = text[max(0, edge - 1) : edge + 1]
        inside = 0 < edge < len(text) and pair.isalpha()
        if inside:
            problems.add(
                label.at, f"{label.key} cuts a word at {text[max(0, edge - 8) : edge + 8]!r}", "mark whole words"
            )
