"""The table that a speed run prints, and the page of the documents made of it."""

from collections.abc import Sequence

from benchmarks.speed_candidates import REFERENCE
from benchmarks.speed_figures import LEAST_SHARE, Results, Row

HEADINGS = (
    "candidate",
    "cores",
    "words/s",
    "slowest–fastest",
    f"times {REFERENCE}",
    "load s",
    "peak MiB",
    "of its cores",
)
BUSY_FROM = 0.1
"""Share of the cores in use by others from which a run is marked as measured beside other work."""


def table(results: Results) -> str:
    """Return all figures as Markdown: the table, the stages, what was not measured, the goals."""
    parts = [_markdown_table([HEADINGS, *map(_cells, results.rows)])] if results.rows else []
    if results.stages:
        shares = [(name, f"{100 * share:.1f} %") for name, share in results.stages.items()]
        parts.append("Share of the time of the whole reading, on one core:")
        parts.append(_markdown_table([("stage", "share"), *shares]))
    parts += [f"Not measured: {name}: {reason}" for name, reason in results.absent.items()]
    parts += [f"Goal {verdict.outcome}: {verdict.words}" for verdict in results.verdicts]
    return "\n\n".join(parts)


def conditions(results: Results) -> str:
    """Return in words what was measured, on what, and whether other work ran beside it."""
    machine, text = results.machine, results.text
    turns = max((row.turns for row in results.rows), default=0)
    measured = (
        f"Measured {machine['date']} on {machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, "
        f"{machine['system']}. Text: {text['words']:,} words in {text['texts']:,} reports (SHA-256 "
        f"{str(text['sha256'])[:12]}), in {text['blocks']} blocks; n = {turns} turns, one block each."
    )
    lines = [measured]
    if results.quick:
        lines.append("A quick run: rough figures from short turns.")
    busy = [float(share) for name in ("busy_before", "busy_after") if (share := machine.get(name)) is not None]
    if busy and max(busy) >= BUSY_FROM:
        shares = " and ".join(f"{100 * share:.0f} %" for share in busy)
        lines.append(f"Measured while other work ran: it used {shares} of all cores just before and just after.")
    lines += [
        f"{name}: {', '.join(f'{what} {version}' for what, version in versions.items())}."
        for name, versions in results.versions.items()
    ]
    return "\n".join(f"- {line}" for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    low, high = row.range_words_per_s
    ratio = "–"
    if row.ratio is not None and row.range_ratio is not None:
        ratio = f"{row.ratio:.1f} ({row.range_ratio[0]:.1f}–{row.range_ratio[1]:.1f})"
    return (
        row.candidate, str(row.cores), f"{row.words_per_s:,.0f}", f"{low:,.0f}–{high:,.0f}", ratio,
        f"{row.load_s:.2f}", f"{row.peak_mib:,.0f}", f"{100 * row.cpu_share:.0f} %",
    )  # fmt: skip


def _markdown_table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def page(results: Results) -> str:
    """Return the page of the documents."""
    return f"""# Speed

Written by `make speed-page`, which measures it all anew; `make speed` prints the same and changes no file.

{conditions(results)}

{table(results)}

## How to read it

- **Words** are separated by white space, and the text is the same for all: the bodies of the example reports and of the
  annotated corpus (`training/corpus/`), over and over with other names and digits, so that none is read twice. Only
  a reader that is through a block within half a second reads it again.
- **Turns**: every figure comes from a process of its own, held to its cores. The candidates take turns on one block of
  the text, then all go on to the next, so that a busy machine harms all as nearly alike as can be. Words/s is
  the median over the turns, beside it the slowest and the fastest. **Times** is the median of the ratios within a
  turn, on the same number of cores, with the smallest and the largest.
- **Of its cores** is the processor time it used over the time that passed on its cores: well under 100 % means that
  it had to share them, or did not use them. Compare ratios then, and not even those where the shares differ.
- **Load** is from before the first import to the first sentence read; the start of Python is not in it. **Peak MiB** is
  the largest resident memory, all its processes together.
- **Whole reading** is text to Reading with the bundled configuration, one report after the other; taking text out of
  pages is not in it (`python -m benchmarks.ingest_speed` measures that). On two cores it is two processes with half of
  the reports each, as `sayso read --jobs 2` has.
- **Encoder with heads** is word pieces to scores of all heads, without cutting into pieces and without decoding.
- **RoBERTa-base** is `RobertaModel` of transformers with random weights: the encoder alone, without heads, cutting
  into pieces or decoding. In inference mode, in batches of 16 x 256 pieces without padding, with fused attention and a
  thread a core: the best that a user of it can have in that precision. It encodes a part of each block, since every
  batch costs the same; its words are pieces over the pieces per word of the block, by its own vocabulary.
- **bf16** is the same in bfloat16. On a processor with instructions for it (`amx_bf16`) that is much faster. Few
  set it, and no goal is held against it; who compares should know it.
- **spaCy** is a pipeline of the architecture of en_core_web_sm (tagger, parser, named entities) with random weights.
  It does another task; it is there as what many pipelines over news begin with. On two cores: two processes.
- **Stages** are the components called one after the other, each timed. What makes the Reading of the findings, and
  checks every span against the text, is a stage too.

## To repeat it

    make speed

makes `.venv-speed` with what the peers need (`benchmarks/requirements-speed.txt`; sayso needs none of it), and takes
some minutes. `python -m benchmarks.reading_speed` alone measures sayso without the peers, `--quick` gives rough
figures, `--encoder MODEL` measures another encoder than the bundled one, `--json OUT` keeps every turn (those of this
page are in `benchmarks/reading_speed.json`). Let nothing else run beside it: a goal is not judged where a peer got less
than {100 * LEAST_SHARE:.0f} % of its cores.
"""
