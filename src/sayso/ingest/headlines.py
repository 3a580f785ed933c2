"""Headlines of web pages: the names of site and section that are hung on to them are taken off."""

import re
from collections.abc import Sequence

from sayso.ingest.outlets import PAPER_WORDS
from sayso.ingest.report_head import SECTIONS, same_words

_SEPARATOR = re.compile(r"\s+[|–—·•»«-]\s+|\s*[|]\s*|\s+:{1,2}\s+")
MAX_NAME_WORDS = 4
MIN_WORDS = 2
"""A headline keeps at least so many words."""


def choose_headline(
    stated: list[str],
    headings: list[str],
    page_title: str | None,
    names: list[str],
    subheadings: Sequence[str] = (),
) -> str | None:
    """Return the headline of a page without site and section names.

    What metadata states and a first-level heading repeats is surest, and the heading is then what readers saw. Where
    they differ, metadata decides; where there is none, the only heading; then the title of the page.

    Params:
        stated: Headlines that metadata states, most trusted first.
        headings: Texts of the page's first-level headings.
        page_title: Text of the `title` element.
        names: Names of the outlet and of the section, as far as known.
        subheadings: Texts of lower headings; one that the page's title begins or ends with is the headline of a page
            without a first-level heading.
    """
    bare = [strip_names(text, names, headings) for text in stated]
    for heading in headings:
        text = strip_names(heading, names, [])
        if any(same_words(text, other) for other in bare) or (page_title and _begins_with(page_title, text)):
            return text
    if bare:
        return bare[0]
    own = [heading for heading in headings if not any(same_words(heading, name) for name in names)]
    if len(own) == 1:
        return own[0]
    if page_title:
        return match_part(page_title, subheadings)[0] or strip_names(page_title, names, headings)
    return own[0] if own else None


def match_part(title: str, headings: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the heading that stands at one end of a page's title, and the part at the title's other end.

    >>> match_part("Tamru Post : World : Bridge falls at night", ["Bridge falls at night"])
    ('Bridge falls at night', 'Tamru Post')
    """
    title = " ".join(title.split())
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return None, None
    first, last = title[: cuts[0].start()], title[cuts[-1].end() :]
    for heading in headings:
        if len(heading.split()) < MIN_WORDS:
            continue
        for cut in cuts:
            if same_words(title[cut.end() :], heading) and _is_set_off(cut[0], first):
                return heading, first
            if same_words(title[: cut.start()], heading) and _is_set_off(cut[0], last):
                return heading, last
    return None, None


def _is_set_off(mark: str, name: str) -> bool:
    """Whether a mark parts a name from a headline; a dash may stand within a headline, so it needs capitals."""
    dash = mark.strip() in {"-", "–", "—"}
    return not dash or all(word[0].isupper() or word in {"and", "of", "the", "for", "in"} for word in name.split())


def strip_names(title: str, names: list[str], headings: list[str]) -> str:
    """Return `title` without the parts at its end (or start) that name the outlet or a section.

    >>> strip_names("Bridge falls at Tamru - World - Tamru Post", ["Tamru Post"], [])
    'Bridge falls at Tamru'
    """
    for heading in headings:
        if _begins_with(title, heading):
            return heading
    title = " ".join(title.split())
    while True:
        shorter = _without_last(title, names) or _without_first(title, names)
        if shorter is None:
            return title
        title = shorter


def _without_last(title: str, names: list[str]) -> str | None:
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return None
    rest, last = title[: cuts[-1].start()], title[cuts[-1].end() :]
    return rest if len(rest.split()) >= MIN_WORDS and _is_name(last, names) else None


def _without_first(title: str, names: list[str]) -> str | None:
    cut = _SEPARATOR.search(title)
    if cut is None:
        return None
    first, rest = title[: cut.start()], title[cut.end() :]
    return rest if len(rest.split()) > MIN_WORDS and any(same_words(first, name) for name in names) else None


def _is_name(part: str, names: list[str]) -> bool:
    if (
        part.split()[-1:]
        and part.split()[-1].lower() in PAPER_WORDS
        and part.istitle()
        and len(part.split()) <= MAX_NAME_WORDS
    ):
        return True
    if part.lower() in SECTIONS or any(same_words(part, name) for name in names):
        return True
    folded = _letters(part)
    # "Tamru Post" against the domain tamrupost.example
    return any("." in name and len(folded) > 3 and folded == _letters(name.split(".")[0]) for name in names)


def _begins_with(title: str, heading: str) -> bool:
    """Whether `title` is `heading` and then something set off from it."""
    title, heading = " ".join(title.split()), " ".join(heading.split())
    if len(heading.split()) < MIN_WORDS or not title.lower().startswith(heading.lower()):
        return False
    rest = title[len(heading) :]
    return not rest or bool(_SEPARATOR.match(rest))


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
