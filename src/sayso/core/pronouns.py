"""Sources that are a pronoun alone, so that whom they mean is left to the reader."""

PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you", "one", "who", "which", "that", "this"})


def is_pronoun(source: str | None) -> bool:
    """Return whether the words of a source are a pronoun alone, punctuation and letter case aside.

    >>> is_pronoun("He,"), is_pronoun("the mayor"), is_pronoun(None)
    (True, False, False)
    """
    return source is not None and source.strip(",;:. ").casefold() in PRONOUNS
