"""Ingest speed: sayso's `extract` against trafilatura alone, on the same 200 generated pages in the same process.

Both give main text and metadata. Correctness first: both must give every paragraph of every page. Then both are timed
in turn, and the ratio of the medians is printed; above `LARGEST_RATIO` the benchmark fails. The ratio against
trafilatura without metadata is printed too, and whether every paragraph came out once.

Usage: python benchmarks/ingest_speed.py
"""

import random
import statistics
import sys
import time
from collections.abc import Callable

import trafilatura

from sayso.core.original import Original
from sayso.ingest.extract import extract
from sayso.ingest.limits import Limits

PAGES = 200
ROUNDS = 5
LARGEST_RATIO = 1.3
SEED = 20210825

NAMES = (
    "Varda", "Tell", "Morun", "Kesh", "Asel", "Doran", "Hale", "Brink", "Oster", "Lunde", "Marek", "Sova", "Petrin",
)  # fmt: skip
PLACES = ["Tamru", "Kesh", "Asel", "Brannow", "Ulmery", "Dovrin", "Sarn", "Holm", "Vekna", "Ordun"]
SUBJECTS = (
    "The army", "The Varda Front", "A spokesman for the governor", "Residents of the old town", "Two aid workers",
    "The port authority", "A teacher who fled the valley", "The mediators", "Fighters on the north bank", "The mayor",
)  # fmt: skip
VERBS = (
    "said", "denied", "reported", "held back the news", "told a local radio station", "confirmed", "refused to say",
    "announced", "feared", "had been told",
)  # fmt: skip
ENDINGS = (
    "that the bridge was still closed to lorries", "that shells had fallen near the grain store",
    "that talks would resume", "that nobody had been hurt in the attack", "that at least a dozen people were missing",
    "that the road was mined",
    "that power had been cut to the hospital", "that the ceasefire had held overnight", "that prisoners would be freed",
)  # fmt: skip
PLACED = ("in {}", "near {}", "on the road to {}", "north of {}", "at the edge of {}", "in the hills above {}")
LAYOUTS = ("article", "main", "blog", "soup", "table")


def sentence(chance: random.Random) -> str:
    """Return one made-up sentence."""
    place = chance.choice(PLACED).format(chance.choice(PLACES))
    number = chance.randint(2, 90)
    extra = chance.choice(
        ("", f" after {number} hours", f", {number} people having signed", f", {chance.choice(NAMES)} added")
    )
    return f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(ENDINGS)} {place}{extra}."


def paragraph(chance: random.Random) -> str:
    """Return one made-up paragraph of two to five sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(2, 5)))


def furniture(chance: random.Random, number: int) -> tuple[str, str]:
    """Return what stands above and below the article of a page: menus, teasers, forms, comments, scripts."""
    menus = "".join(
        f"<li class='menu-item'><a href='/{section}'>{section}</a><ul>"
        + "".join(
            f"<li><a href='/{section}/{place.lower()}/{number}'><span>{place}</span></a></li>" for place in PLACES
        )
        + "</ul></li>"
        for section in ("World", "Politics", "Business", "Opinion", "Culture", "Sport")[: chance.randint(2, 6)]
    )
    teasers = "".join(
        f"<div class='teaser card'><div class='img'><a href='/{n}'><img src='/t{n}.jpg' alt=''></a></div>"
        f"<div class='txt'><span class='kicker'>World</span><h3><a href='/{n}'>{sentence(chance)[:70]}</a></h3>"
        "<time>2 h</time></div></div>"
        for n in range(chance.randint(10, 60))
    )
    comments = "".join(
        f"<li class='comment'><cite>{chance.choice(NAMES)}</cite><p>{sentence(chance)}</p></li>"
        for _ in range(chance.randint(0, 30))
    )
    script = "var settings=" + "{'a':[1,2,3],'url':'/x'};".join("x" for _ in range(chance.randint(200, 2_000)))
    above = f"<header><a href='/'>Tamru Post</a></header><nav><ul>{menus}</ul></nav><script>{script}</script>"
    form = "<div id='respond'><h3>Leave a Reply</h3><p>Your email address will not be published.</p><form></form></div>"
    below = (
        f"<aside class='sidebar'>{teasers}</aside><ol class='comment-list' id='comments'>{comments}</ol>{form}"
        f"<footer><ul>{menus}</ul><p>© 2021 Tamru Post</p></footer>"
    )
    return above, below


def page(number: int) -> tuple[bytes, list[str]]:
    """Return one page and the paragraphs of its article."""
    chance = random.Random(SEED + number)
    paragraphs = [paragraph(chance) for _ in range(chance.randint(5, 22))]
    title = f"{sentence(chance)[:-1]}"
    above, below = furniture(chance, number)
    day = f"2021-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    head = (
        f"<title>{title} | Tamru Post</title><meta property='og:title' content='{title}'><meta property='og:site_name' "
        f"content='Tamru Post'><meta property='article:published_time' content='{day}T10:00:00+02:00'>"
        f"<meta name='author' content='{chance.choice(NAMES)} {chance.choice(NAMES)}'>"
        f"<link rel='canonical' href='https://tamrupost.example/{day.replace('-', '/')}/{number}'>"
        "<style>p{margin:1em}</style>"
    )
    texts = "".join(f"<p>{text}</p>" for text in paragraphs)
    body = {
        "article": f"<article><h1>{title}</h1><div class='share'>Share this</div>{texts}</article>",
        "main": f"<main><h1>{title}</h1><section class='article-body'>{texts}</section></main>",
        "blog": f"<div class='post'><h1>{title}</h1><div class='entry-content'>{texts}</div></div>",
        "soup": f"<div id='a'><div class='b'><h1>{title}</h1><div class='story-text'>{texts}</div></div></div>",
        "table": f"<table><tr><td class='content'><h1>{title}</h1>{texts}</td></tr></table>",
    }[LAYOUTS[number % len(LAYOUTS)]]
    return f"<!DOCTYPE html><html><head>{head}</head><body>{above}{body}{below}</body></html>".encode(), paragraphs


def by_trafilatura(content: bytes) -> str:
    """Extract text and metadata with trafilatura alone."""
    return trafilatura.extract(content, with_metadata=True) or ""


def by_trafilatura_text(content: bytes) -> str:
    """Extract the text alone with trafilatura alone."""
    return trafilatura.extract(content) or ""


def by_sayso(content: bytes) -> str:
    """Extract a report."""
    return extract(Original.of("page.html", content), Limits())[0].text


CANDIDATES: dict[str, Callable[[bytes], str]] = {
    "sayso": by_sayso,
    "trafilatura with metadata": by_trafilatura,
    "trafilatura text only": by_trafilatura_text,
}


def check(pages: list[tuple[bytes, list[str]]]) -> bool:
    """Whether every candidate gives every paragraph of every page."""
    right = True
    for name, run in CANDIDATES.items():
        missing = doubled = 0
        for content, paragraphs in pages:
            text = run(content)
            missing += sum(paragraph not in text for paragraph in paragraphs)
            doubled += sum(text.count(paragraph) > 1 for paragraph in paragraphs)
        total = sum(len(paragraphs) for _, paragraphs in pages)
        print(f"{name:28} {total} paragraphs, {missing} missing, {doubled} doubled")
        right = right and missing == 0
    return right


def main() -> int:
    """Check, time, print; return the exit code."""
    pages = [page(number) for number in range(PAGES)]
    print(f"{PAGES} pages, {sum(len(content) for content, _ in pages) / PAGES / 1000:.0f} kB each on average")
    if not check(pages):
        print("FAILED: paragraphs are missing")
        return 1
    seconds: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for _ in range(ROUNDS):
        for name, run in CANDIDATES.items():
            start = time.perf_counter()
            for content, _paragraphs in pages:
                run(content)
            seconds[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    for name, taken in medians.items():
        low, high = min(seconds[name]), max(seconds[name])
        print(
            f"{name:28} {1000 * taken / PAGES:6.1f} ms a page (median of {ROUNDS}; all pages {low:.2f} to {high:.2f} s)"
        )
    ratio = medians["sayso"] / medians["trafilatura with metadata"]
    print(f"ratio to trafilatura with metadata: {ratio:.2f} (at most {LARGEST_RATIO})")
    print(f"ratio to trafilatura text only:     {medians['sayso'] / medians['trafilatura text only']:.2f}")
    return 0 if ratio <= LARGEST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
