"""Where words of one form of a text stand in another that differs in spaces, quotation marks and the like."""

from collections.abc import Sequence

from sayso.evaluation.mentions import Interval


class Letters:
    """The letters and digits of a text in lower case, each with its place."""

    def __init__(self, text: str) -> None:
        lowered = text.lower()
        if len(lowered) != len(text):  # a letter that is two in lower case would move all places behind it
            lowered = "".join(sign.lower()[0] for sign in text)
        self._places = [place for place, sign in enumerate(lowered) if sign.isalnum()]
        self.letters = "".join(filter(str.isalnum, lowered))

    def places(self, words: Sequence[str]) -> list[Interval | None] | None:
        """Return where each of `words` stands in the text, if they stand there in a row, once; else None.

        A word without letters and digits has no place.

        >>> Letters("“Stop!” he told U.S. officials").places(["``", "Stop", "!", "''", "he", "told"])
        [None, (1, 5), None, None, (8, 10), (11, 15)]
        """
        spelled = [letters_of(word) for word in words]
        wanted = "".join(spelled)
        at = self.letters.find(wanted)
        if not wanted or at < 0 or self.letters.find(wanted, at + 1) >= 0:
            return None
        found: list[Interval | None] = []
        for word in spelled:
            found.append((self._places[at], self._places[at + len(word) - 1] + 1) if word else None)
            at += len(word)
        return found


def letters_of(text: str) -> str:
    """Return the letters and digits of `text` in lower case.

    >>> letters_of("al-Qa'ida")
    'alqaida'
    """
    return "".join(filter(str.isalnum, text.lower()))
