r"""Brackets and labels: from marked-up text to the plain text and its marks.

`[words]{label; label}` marks words; brackets nest. `[x|words x|]{label}` (any one small letter) may cross others.
`\[ \] \{ \} \| \\` are the characters themselves. Everything else is text, kept to the letter.
"""

import re

import msgspec

from training.notation.problems import Problems

ESCAPED = frozenset("[]{}|\\")
_NAMED_OPEN = re.compile(r"\[([a-z])\|")
_NAMED_CLOSE = re.compile(r"([a-z])\|\]")


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One label of a mark: `key` is its first word, `words` the rest."""

    key: str
    words: tuple[str, ...]
    start: int
    end: int
    at: tuple[int, int]


class _Open(msgspec.Struct, frozen=True, kw_only=True):
    start: int
    at: tuple[int, int]


class _Scanner:
    def __init__(self, body: str, first_line: int, problems: Problems) -> None:
        self.body = body
        self.problems = problems
        self.line = first_line
        self.line_start = 0
        self.index = 0
        self.text: list[str] = []
        self.stack: list[_Open] = []
        self.named: dict[str, _Open] = {}
        self.labels: list[Label] = []

    def at(self) -> tuple[int, int]:
        return self.line, self.index - self.line_start + 1

    def keep(self, character: str) -> None:
        self.text.append(character)
        self.index += 1
        if character == "\n":
            self.line += 1
            self.line_start = self.index

    def scan(self) -> None:
        while self.index < len(self.body):
            self.step(self.body[self.index])
        for name, opened in (*(("", each) for each in self.stack), *self.named.items()):
            self.problems.add(opened.at, f"bracket [{name} is never closed", "close it with ]{...}, or write \\[")

    def step(self, character: str) -> None:
        if character == "\\":
            self.escape()
        elif character == "[":
            self.open()
        elif character == "]":
            opened = self.stack.pop() if self.stack else None
            self.close(opened, 1)
        elif character in "{}":
            self.problems.add(
                self.at(), f"{character} stands alone", "labels follow ] at once; literally, write \\{ \\}"
            )
            self.index += 1
        elif (match := _NAMED_CLOSE.match(self.body, self.index)) and match[1] in self.named:
            self.close(self.named.pop(match[1]), 3)
        else:
            self.keep(character)

    def escape(self) -> None:
        following = self.body[self.index + 1 : self.index + 2]
        if following not in ESCAPED or not following:
            self.problems.add(self.at(), "backslash before an ordinary character", "write \\\\ for a backslash")
            self.index += 1
            return
        self.index += 1
        self.keep(following)

    def open(self) -> None:
        opened = _Open(start=len(self.text), at=self.at())
        match = _NAMED_OPEN.match(self.body, self.index)
        if match is None:
            self.stack.append(opened)
            self.index += 1
            return
        if match[1] in self.named:
            self.problems.add(self.at(), f"bracket [{match[1]}| is open already", "take another letter")
        self.named[match[1]] = opened
        self.index += len(match[0])

    def close(self, opened: _Open | None, width: int) -> None:
        at = self.at()
        self.index += width
        if opened is None:
            self.problems.add(at, "] without [", "open the bracket, or write \\]")
        close = self.body.find("}", self.index)
        if self.body[self.index : self.index + 1] != "{" or close < 0:
            self.problems.add(at, "bracket without labels", "write ]{label} with no space between, or \\]")
            return
        inside = self.body[self.index + 1 : close]
        if "{" in inside or "\n" in inside:
            self.problems.add(at, "labels are not closed on their line", "close them with }")
            return
        label_at = (at[0], self.index - self.line_start + 1)
        self.index = close + 1
        if opened is not None:
            self.add(opened, inside, label_at)

    def add(self, opened: _Open, inside: str, at: tuple[int, int]) -> None:
        start, end = opened.start, len(self.text)
        marked = "".join(self.text[start:end])
        if not marked or marked != marked.strip():
            self.problems.add(
                opened.at, f"mark {marked!r} is empty or has white space at an end", "move the bracket to the words"
            )
            return
        for part in inside.split(";"):
            words = part.split()
            if not words:
                self.problems.add(at, "empty label", "write a label, or take the bracket away")
                continue
            self.labels.append(Label(key=words[0], words=tuple(words[1:]), start=start, end=end, at=at))


def strip_markup(body: str, first_line: int, problems: Problems) -> tuple[str, tuple[Label, ...]]:
    """Return the plain text of `body` and its labels in the order in which their brackets close.

    Args:
        body: Marked-up text.
        first_line: Number of its first line in the file, from 1.
        problems: What is wrong goes here.
    """
    scanner = _Scanner(body, first_line, problems)
    scanner.scan()
    return "".join(scanner.text), tuple(scanner.labels)
