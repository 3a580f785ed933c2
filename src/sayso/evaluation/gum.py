"""The GUM corpus: which documents belong to which part, and the genre of each.

Source: Zeldes 2017, The GUM corpus (github.com/amir-zeldes/gum); parts as in its splits.md.
"""

import re
from pathlib import Path

from sayso.core.errors import UnreadableError, UsageError

_HEADING = re.compile(r"##\s+(\w+)\s*\Z")
_MEMBER = re.compile(r"\s*\*\s+(\w+)\s*\Z")


def gum_files(folder: Path, part: str) -> list[Path]:
    """Return the CoNLL-U files of `part` (`dev` or `train`) that are in `folder`, by name.

    Raises:
        UsageError: `part` is another one; what is called test stays unseen.
        UnreadableError: splits.md names no such part, or none of its documents is there.
    """
    if part not in ("dev", "train"):
        raise UsageError(f"part {part!r} is not read; there are 'dev' and 'train'")
    splits = gum_splits(folder / "splits.md")
    files = sorted((folder / "dep").glob("GUM_*.conllu"))
    if part in splits:
        wanted = [file for file in files if file.stem in splits[part]]
    else:
        others = frozenset().union(*splits.values())
        wanted = [file for file in files if file.stem not in others]
    if not wanted:
        raise UnreadableError(f"{folder}: no document of part {part!r}")
    return wanted


def gum_splits(path: Path) -> dict[str, frozenset[str]]:
    """Return the documents of each part that the file `splits.md` lists.

    Raises:
        UnreadableError: The file lists no part called dev or test.
    """
    parts: dict[str, set[str]] = {}
    members: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        heading, member = _HEADING.match(line), _MEMBER.match(line)
        if heading is not None:
            members = parts.setdefault(heading[1], set())
        elif member is not None:
            members.add(member[1])
    if not parts.get("dev") or not parts.get("test"):
        raise UnreadableError(f"{path}: no part 'dev' or 'test' listed")
    return {name: frozenset(names) for name, names in parts.items()}


def gum_genre(name: str) -> str:
    """Return the genre of the document `name`, e.g. `news` of `GUM_news_iodine`.

    Raises:
        UsageError: The name is not of that form.
    """
    pieces = name.split("_")
    if len(pieces) < 3:
        raise UsageError(f"{name!r} is not the name of a GUM document")
    return pieces[1]
