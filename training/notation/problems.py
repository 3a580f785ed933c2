"""What is wrong with an annotated file, where, and what to do about it."""

import msgspec

from sayso.core.errors import SaysoError


class Problem(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One thing wrong in an annotated file.

    Attributes:
        line: From 1, in the file.
        column: From 1, in code points.
        message: What is wrong.
        remedy: What to do.
    """

    line: int
    column: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message}; {self.remedy}"


class NotationError(SaysoError):
    """An annotated file is malformed or breaks a rule of the notation; `problems` lists everything found."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self.name = name
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(f"{name}:{problem}" for problem in self.problems))


class Problems:
    """Collects problems while one file is loaded."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, at: tuple[int, int], message: str, remedy: str) -> None:
        """Note a problem at `(line, column)`."""
        self.found.append(Problem(line=at[0], column=at[1], message=message, remedy=remedy))

    def stop_if_any(self, name: str) -> None:
        """Raise NotationError if anything was noted."""
        if self.found:
            raise NotationError(name, tuple(self.found))
