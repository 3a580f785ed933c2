"""The head word of a noun phrase, without a parser.

In an English noun phrase the head is mostly the last word before whatever follows it: a preposition, a comma or another
mark, a relative pronoun, a conjunction. Prepositions and determiners that open the span are passed over, so that
*in the village of Karsk* and *the village* have the same head. What follows without such a word is not told from the
phrase: of *men armed with guns* the head found is *armed*, of *the mayor elect* it is *elect*.

Source:
    Collins 1999, Head-driven statistical models for natural language parsing, appendix A (heads of noun phrases are
    searched from the right); here on words alone.
"""

import re

from sayso.core.span import Span

_WORD = re.compile(r"\d+(?:,\d{3})+|[\w&]+(?:[-'’.&]\w+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s$|['’]$", re.IGNORECASE)
_MARK = re.compile(r"[,;:()\[\]–—]|\s-+\s")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_OPENING = _words("a an the this that these those his her its their our your my some any all both each every no")
_FOLLOWING = _words(
    "of in on at by for from with within without into onto over under near between among against about after before "
    "during since until across along around behind beside beyond inside outside through towards toward upon to as than "
    "like via per including who whom whose which that where when why and or but nor"
)


def head_word(phrase: Span) -> Span:
    """Return the head word of a noun phrase, without a possessive 's; the phrase itself where it has no word.

    >>> head_word(Span.of("It fell in the village of Karsk.", 8, 31))
    Span(start=15, end=22, text='village')
    """
    words = list(_WORD.finditer(phrase.text))
    while len(words) > 1 and words[0][0].lower() in _OPENING | _FOLLOWING:
        del words[0]
    if not words:
        return phrase
    head = words[0]
    for word in words[1:]:
        if word[0].lower() in _FOLLOWING or _MARK.search(phrase.text, head.end(), word.start() + 1):
            break
        head = word
    bare = _POSSESSIVE.sub("", head[0]) or head[0]
    start = phrase.start + head.start()
    return Span(start=start, end=start + len(bare), text=bare)
