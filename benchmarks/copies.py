"""How well near copies are found: recall by kind of edit, false positives, keys and speed.

Usage: SAYSO_CORPORA=... python benchmarks/copies.py

Texts: the articles of BASIL (Fan et al. 2019), three outlets on each event. Each is edited by script in several ways;
an edit is found if it shares a key with its original and `compare` calls the two a copy. Pairs of outlets on one event
are reporting of their own: each that is called a copy is printed, to be looked at.
"""

import itertools
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from sayso.ingest.copies import compare, copy_keys

SEED = 20210825
FURNITURE_TOP = "Home\n\nWorld\n\nShare this article\n\nSubscribe to our newsletter for the best of the week\n\n"
FURNITURE_END = (
    "\n\nRead also: Ten bridges worth a detour\n\nLeave a Reply\n\nYour email address will not be published."
)
BOILERPLATE = "\n\nCopyright 2021 Harbour Wire. All rights reserved. This material may not be published or rewritten."


def main() -> int:
    """Run the benchmark and print its tables."""
    corpora = os.environ.get("SAYSO_CORPORA")
    if not corpora:
        print("set SAYSO_CORPORA to the folder of corpora", file=sys.stderr)
        return 2
    events = read_basil(Path(corpora) / "basil" / "articles")
    texts = [text for articles in events.values() for _, text in articles]
    print(f"BASIL: {len(texts)} articles, {len(events)} events, seed {SEED}\n")
    keys = speed(texts)
    recall(texts, keys)
    false_positives(events, keys)
    return 0


def read_basil(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Return (outlet, text) of each article, by event."""
    events: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(folder.glob("*/*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        text = "\n\n".join(" ".join(paragraph) for paragraph in article["body-paragraphs"])
        events[article["triplet-uuid"]].append((article["source"].lower(), text))
    return events


def speed(texts: list[str]) -> dict[str, frozenset[int]]:
    """Print keys per text and texts per second; return the keys of each text."""
    began = time.perf_counter()
    keys = {text: frozenset(copy_keys(text)) for text in texts}
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    for one, other in itertools.pairwise(texts):
        compare(one, other)
    compared = time.perf_counter() - began
    counts = sorted(len(found) for found in keys.values())
    print(f"keys per text: median {counts[len(counts) // 2]}, most {counts[-1]}")
    print(f"copy_keys: {len(texts) / seconds:.0f} texts/s; compare: {(len(texts) - 1) / compared:.0f} pairs/s\n")
    return keys


def recall(texts: list[str], keys: dict[str, frozenset[int]]) -> None:
    """Print how many edited texts are found, by kind of edit."""
    vocabulary = [word for text in texts[:40] for word in text.split()]
    print(f"{'edit':<34}{'n':>5}{'candidate':>11}{'copy':>8}{'found':>8}{'prose p5':>10}")
    for name, edit in edits(vocabulary).items():
        chance = random.Random(SEED)
        candidates = copies = both = 0
        shares = []
        for text in texts:
            edited = edit(text, chance)
            candidate = not keys[text].isdisjoint(copy_keys(edited))
            likeness = compare(text, edited)
            shares.append(likeness.prose)
            candidates += candidate
            copies += likeness.copy
            both += candidate and likeness.copy
        n = len(texts)
        p5 = sorted(shares)[n // 20]
        print(f"{name:<34}{n:>5}{candidates / n:>11.3f}{copies / n:>8.3f}{both / n:>8.3f}{p5:>10.2f}")
    print()


def edits(vocabulary: list[str]) -> dict[str, Callable[[str, random.Random], str]]:
    """Return the scripted edits by name."""

    def replaced(text: str, chance: random.Random, share: float) -> str:
        return "\n\n".join(
            " ".join(chance.choice(vocabulary) if chance.random() < share else word for word in paragraph.split(" "))
            for paragraph in text.split("\n\n")
        )

    def cut(text: str, chance: random.Random) -> str:
        paragraphs = text.split("\n\n")
        kept = [paragraph for paragraph in paragraphs if chance.random() > 0.25]
        return "\n\n".join(kept or paragraphs)

    def moved(text: str, chance: random.Random) -> str:
        paragraphs = text.split("\n\n")
        chance.shuffle(paragraphs)
        return "\n\n".join(paragraphs)

    def wire(text: str, chance: random.Random) -> str:
        edited = replaced(cut(text, chance), chance, 0.10)
        first, *rest = edited.split("\n\n")
        chance.shuffle(rest)
        return "\n\n".join(["Officials react as row deepens", "MAREK CITY (HW) — " + first, *rest])

    def hard_wrapped(text: str, _: random.Random) -> str:
        return "\n\n".join("\n".join(_lines(paragraph)) for paragraph in text.split("\n\n"))

    return {
        "unchanged, other furniture": lambda text, _: FURNITURE_TOP + text + FURNITURE_END,
        "straight quotes, upper case": lambda text, _: text.replace("“", '"').replace("”", '"').upper(),
        "hard-wrapped": hard_wrapped,
        "a quarter of paragraphs cut": cut,
        "paragraphs in another order": moved,
        "one word in ten replaced": lambda text, chance: replaced(text, chance, 0.10),
        "one word in five replaced": lambda text, chance: replaced(text, chance, 0.20),
        "wire: head, place, cut, order, 10 %": wire,
        "cut and one word in five replaced": lambda text, chance: replaced(cut(text, chance), chance, 0.20),
        "first third": lambda text, _: "\n\n".join(_first_share(text, 3)),
        "first third, one word in ten": lambda text, c: replaced("\n\n".join(_first_share(text, 3)), c, 0.10),
        "first two paragraphs": lambda text, _: "\n\n".join(text.split("\n\n")[:2]),
    }


def false_positives(events: dict[str, list[tuple[str, str]]], keys: dict[str, frozenset[int]]) -> None:
    """Print what is called a copy among articles that outlets wrote for themselves."""
    for name, ending in (("as they are", ""), ("all with one copyright line", BOILERPLATE)):
        counts = {"same event": [0, 0, 0], "different events": [0, 0, 0]}
        articles = [(event, outlet, text) for event, found in events.items() for outlet, text in found]
        ended = {text: frozenset(copy_keys(text + ending)) for text in keys}
        for (event_a, outlet_a, a), (event_b, outlet_b, b) in itertools.combinations(articles, 2):
            count = counts["same event" if event_a == event_b else "different events"]
            count[0] += 1
            if ended[a].isdisjoint(ended[b]):
                continue
            count[1] += 1
            likeness = compare(a + ending, b + ending)
            if likeness.copy:
                count[2] += 1
                print(f"  called a copy: {outlet_a} and {outlet_b} on {event_a}: {likeness}")
        for kind, (pairs, candidates, copies) in counts.items():
            print(f"{name}, {kind}: {pairs} pairs, {candidates} candidates, {copies} called copies")


def _lines(paragraph: str, width: int = 70) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _first_share(text: str, share: int) -> list[str]:
    paragraphs = text.split("\n\n")
    return paragraphs[: max(2, len(paragraphs) // share)]


if __name__ == "__main__":
    sys.exit(main())
