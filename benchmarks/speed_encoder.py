"""Worker: sayso's encoder with all its heads, word pieces to logits; cutting into pieces and decoding are not timed."""

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.speed_measuring import AbsentError, Job, count_words, work

if TYPE_CHECKING:
    from sayso.reading.encoder.pieces import Pieces
    from sayso.reading.encoder.windows import Windows

WINDOW = 254
OVERLAP = 64
"""How reports are cut: most pieces in a window, without its markers, and most that it shares with the one before."""
FIRST = "The bridge is closed."


class EncoderWithHeads:
    """An exported encoder, run as the package runs it: a window at a time on each thread."""

    def __init__(self, job: Job) -> None:
        import sayso.reading
        from sayso.reading.encoder.pieces import PieceReader
        from sayso.reading.encoder.session import Encoder

        folder = Path(sayso.reading.__file__).parent / "model"
        self._encoder = Encoder(job.model or bundled_encoder(folder))
        self._pieces = PieceReader(folder / "tokenizer.json")
        self._threads = len(job.cores)
        self._reports: list[tuple[Pieces, Windows]] = []
        self._words = 0
        self._encoder.encode([self._cut(FIRST)], threads=1)

    def prepare(self, texts: tuple[str, ...]) -> None:
        """Cut the texts into pieces and windows, and encode the first."""
        self._reports = [self._cut(text) for text in texts]
        self._words = sum(map(count_words, texts))
        self._encoder.encode(self._reports[:1], threads=self._threads)

    def run(self) -> float:
        """Encode all texts."""
        self._encoder.encode(self._reports, threads=self._threads)
        return float(self._words)

    def versions(self) -> dict[str, str]:
        """Return those of Python and onnxruntime, and the SHA-256 of the model file."""
        import onnxruntime  # type: ignore[import-untyped]

        return {
            "Python": platform.python_version(),
            "onnxruntime": onnxruntime.__version__,
            "model": self._encoder.sha256[:12],
        }

    def details(self) -> dict[str, Any]:
        """Return how the texts were cut, and the heads."""
        pieces = sum(len(each) for each, _ in self._reports)
        read = sum(int((windows.ends - windows.starts).sum()) for _, windows in self._reports)
        return {
            "pieces_per_word": pieces / self._words,
            "read_per_piece": read / pieces,
            "window": WINDOW,
            "overlap": OVERLAP,
            "heads": self._encoder.heads,
        }

    def _cut(self, text: str) -> "tuple[Pieces, Windows]":
        from sayso.reading.encoder.windows import cut
        from sayso.reading.reader import load_config
        from sayso.reading.sentences import sentence_spans

        (settings,) = [part.settings for part in load_config().components if part.name == "sentences"]
        sentences = [(span.start, span.end) for span in sentence_spans(text, **settings)]
        pieces = self._pieces.read(text, sentences)
        return pieces, cut(pieces, sentences, size=WINDOW, overlap=OVERLAP)


def bundled_encoder(folder: Path) -> Path:
    """Return the model file in `folder`, the package's folder of models.

    Raises:
        AbsentError: There is none, or more than one.
    """
    files = sorted(folder.glob("*.onnx"))
    if not files:
        raise AbsentError("no bundled model")
    if len(files) > 1:
        raise AbsentError(f"no bundled model that can be told: there are {', '.join(file.name for file in files)}")
    return files[0]


if __name__ == "__main__":
    sys.exit(work(EncoderWithHeads))
