"""Links between the pages lead somewhere; figures on the page of decisions are those of the scores and of the code."""

import re
from pathlib import Path

import pytest

from sayso.ingest import copies, language, publication, report_head

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(DOCS.glob("*.md"))
DECIDES = (DOCS / "how-it-decides.md").read_text(encoding="utf-8")
SCORES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (DOCS / "scores.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        linked = DOCS / name if name else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def test_contents_name_every_page() -> None:
    contents = (DOCS / "index.md").read_text(encoding="utf-8")
    missing = [page.name for page in PAGES if f"({page.name})" not in contents and page.name != "index.md"]
    assert not missing


@pytest.mark.parametrize(
    ("corpus", "metric", "row"),
    [
        ("gum dev: news", "sentence F1", "GUM dev, news"),
        ("gum dev", "sentence F1", "GUM dev, all genres"),
        ("ud_ewt dev", "sentence F1", "UD English-EWT dev"),
        ("polnear dev", "direct content exact F1", "Direct: content right to the character, F1"),
        ("polnear dev", "direct content and source exact F1", "Direct: content and source right"),
        ("polnear dev", "direct right source F1", "Direct: right source, F1"),
        ("polnear dev", "mixed content exact F1", "Mixed: content right to the character, F1"),
        ("polnear dev", "mixed content overlap F1", "Mixed: content right in part, F1"),
        ("polnear dev", "mixed right source F1", "Mixed: right source, F1"),
    ],
)
def test_scores_are_those_of_the_scores_page(corpus: str, metric: str, row: str) -> None:
    (measured,) = [cells for cells in SCORES if cells[:2] == [corpus, metric]]
    (line,) = [line for line in DECIDES.splitlines() if line.startswith(f"| {row}")]
    assert measured[4] in line, f"docs/how-it-decides.md is out of date; docs/scores.md has {measured[4]}"
    if corpus == "polnear dev":
        assert f"| {measured[2]} |" in line
        annotators = re.search(r"annotators (\d+\.\d)", measured[-1])
        assert annotators is not None
        assert line.endswith(f"| {annotators[1]} |")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (f"{copies.MIN_PROSE_SHARE:.2f}", "at least 0.30 where both have 300"),
        (f"{copies.FULL_PROSE}", "have 300 such runs"),
        (f"{copies.MIN_PROSE_SHARE_SHORT:.2f}", "0.50 where one has 60 or fewer"),
        (f"{copies.SHORT_PROSE}", "one has 60 or fewer"),
        (f"{copies.MIN_PROSE}", "fewer than 25 such runs"),
        (f"{copies.MIN_CONTAINMENT:.2f}", "must be 0.60"),
        (f"{copies.MIN_CONTAINMENT_SHORT:.2f}", "under 30 words 0.70"),
        (f"{copies.SHORT_WORDS}", "texts under 30 words"),
        (f"{copies.MINHASH_BANDS + copies.SENTENCE_KEYS}", "up to 80 keys"),
        (f"{language.MIN_OTHER}", "needs 0.6 of the probability"),
        (f"{language.MAX_ENGLISH_BESIDE}", "less than 0.05"),
        (f"{language.MIN_LETTER_BYTES}", "fewer than 20 letters"),
        ({12: "twelve"}.get(publication.HEAD_LINES, "?"), "first twelve lines"),
        ({4: "four"}.get(publication.TAIL_LINES, "?"), "last four lines"),
        ({10: "ten"}.get(report_head.MAX_HEAD_LINES, "?"), "first ten lines"),
        ({8: "eight"}.get(copies.MIN_WORDS, "?"), "under eight words"),
        ({5: "five"}.get(language.MAX_CHUNKS, "?"), "up to five pieces"),
    ],
)
def test_thresholds_are_those_of_the_code(value: str, words: str) -> None:
    assert words in " ".join(DECIDES.split())
    assert value in words
