"""Worker: sayso's encoder with the heads in its graph, word pieces to logits; cutting and decoding are not timed."""

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.speed_measuring import AbsentError, Job, count_words, work

if TYPE_CHECKING:
    from sayso.reading.encoder.pieces import Pieces
    from sayso.reading.encoder.windows import Windows

FIRST = "The bridge is closed."


class EncoderWithHeads:
    """An exported encoder, run as the package runs it: a window at a time on each thread."""

    def __init__(self, job: Job) -> None:
        import sayso.reading
        from sayso.reading.encoder.pieces import PieceReader
        from sayso.reading.encoder.session import Encoder
        from sayso.reading.reader import load_config

        self._settings = {part.name: part.settings for part in load_config().components}
        encoder = self._settings["encoder"]
        self._windows = {"window": encoder["window_pieces"], "overlap": encoder["overlap_pieces"]}
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
            **self._windows,
            "heads": self._encoder.heads,
        }

    def _cut(self, text: str) -> "tuple[Pieces, Windows]":
        from sayso.reading.encoder.windows import cut
        from sayso.reading.sentences import sentence_spans

        sentences = [(span.start, span.end) for span in sentence_spans(text, **self._settings["sentences"])]
        pieces = self._pieces.read(text, sentences)
        return pieces, cut(pieces, sentences, size=self._windows["window"], overlap=self._windows["overlap"])


def bundled_encoder(folder: Path) -> Path:
    """Return the encoder in `folder`, the package's folder of the model.

    Raises:
        AbsentError: There is none.
    """
    file = folder / "encoder.onnx"
    if not file.exists():
        raise AbsentError("no bundled model")
    return file


if __name__ == "__main__":
    sys.exit(work(EncoderWithHeads))
