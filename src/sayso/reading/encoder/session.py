"""Runs the exported encoder over the windows of reports, with onnxruntime on a CPU."""

import hashlib
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as native

from sayso.core.errors import ReadingError, UsageError
from sayso.reading.encoder.features import FEATURE_SIZES
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.windows import Windows

FORMAT = "sayso-encoder-1"
"""What a model file says it is, in its metadata under `format`."""
STATES = "states"
"""The name of the last layer's states among the outputs; the others are the heads' logits."""
_BEGIN, _END = 101, 102
"""Ids of the markers [CLS] and [SEP] around a window, in the vocabulary of uncased BERT; their features are 0."""
FAILURES = (
    native.Fail,
    native.InvalidArgument,
    native.InvalidGraph,
    native.InvalidProtobuf,
    native.NotImplemented,
    native.RuntimeException,
)
"""What onnxruntime raises; there is no class above them."""
_loaded: dict[tuple[int, Path], "Encoder"] = {}
_loading = threading.Lock()


class Encoded(msgspec.Struct, frozen=True, kw_only=True):
    """What the encoder made of one report.

    Attributes:
        windows: The windows it was read in.
        states: For every window the last layer's states of its pieces, float32 [pieces, width].
        logits: For every head, and every window, float32 [pieces, labels].
    """

    windows: Windows
    states: tuple[NDArray[np.float32], ...]
    logits: Mapping[str, tuple[NDArray[np.float32], ...]]

    def best(self, values: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """Return of `values` (for every window [pieces, k], as `states`) each piece's row from its best window, [n, k].

        Raises:
            ReadingError: The report has no pieces, so that `values` has no arrays to take `k` from.
        """
        if not len(self.windows):
            raise ReadingError("a report without word pieces has no states to take from its windows")
        rows = []
        for window, start in enumerate(self.windows.starts.tolist()):
            first, last = self.windows.own(window)
            rows.append(values[window][first - start : last - start])
        return np.concatenate(rows)


class Encoder:
    """An exported encoder in memory, with its heads.

    Every window is run by itself and by one thread; several threads run several windows. So nothing is padded, and the
    result for a window is the same to the bit whatever else is read with it, in which order, on however many threads.

    Attributes:
        heads: Names of the heads, each with its number of labels.
        width: Elements of a state.
        longest: Most pieces in a window, without its markers.
        sha256: SHA-256 of the model file, in hexadecimal.
        properties: The metadata of the model file.
    """

    def __init__(self, model_file: Path) -> None:
        """Load `model_file`.

        Raises:
            UsageError: There is no such file, or it is not an encoder of this program's format.
        """
        try:
            content = model_file.read_bytes()
        except OSError as error:
            raise UsageError(f"the encoder cannot be read from {model_file}: {error.strerror}") from error
        self.sha256 = hashlib.sha256(content).hexdigest()
        self._session = inference_session(content, model_file)
        self.properties: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)
        if (found := self.properties.get("format", "none")) != FORMAT:
            raise UsageError(f"{model_file} is no encoder of the format {FORMAT}: its format is {found}")
        columns = {each.name: each.shape[-1] for each in self._session.get_inputs()}["features"]
        if columns != len(FEATURE_SIZES):
            raise UsageError(
                f"{model_file} wants {columns} features of a word piece, and there are {len(FEATURE_SIZES)}"
            )
        labels = {each.name: int(each.shape[-1]) for each in self._session.get_outputs()}
        self.width = labels.pop(STATES)
        self.heads = labels
        self.longest = int(self.properties["positions"]) - 2

    def encode(self, reports: Sequence[tuple[Pieces, Windows]], *, threads: int) -> list[Encoded]:
        """Return for each of `reports`, its pieces and how they are cut, what the encoder makes of it.

        Args:
            reports: Any number; what is made of one does not depend on the others.
            threads: How many windows are worked on at the same time, 1 or more.

        Raises:
            UsageError: `threads` is below 1, or a window is longer than the encoder's `longest`.
            ReadingError: The encoder failed on a window.
        """
        if threads < 1:
            raise UsageError(f"the encoder cannot run on {threads} threads: take 1 or more")
        jobs = [
            (report, window, pieces, start, end)
            for report, (pieces, windows) in enumerate(reports)
            for window, (start, end) in enumerate(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True))
        ]
        # the longest first, so that no thread begins a long one when the others are done
        jobs.sort(key=lambda job: job[3] - job[4])
        if threads == 1 or len(jobs) < 2:
            results = [self._run(*job[2:]) for job in jobs]
        else:
            with ThreadPoolExecutor(min(threads, len(jobs)), thread_name_prefix="encoder") as pool:
                results = list(pool.map(lambda job: self._run(*job[2:]), jobs))
        found = {(report, window): result for (report, window, *_), result in zip(jobs, results, strict=True)}
        return [
            self._encoded(windows, [found[report, window] for window in range(len(windows))])
            for report, (_, windows) in enumerate(reports)
        ]

    def _run(self, pieces: Pieces, start: int, end: int) -> list[NDArray[np.float32]]:
        """Return the states and the logits of all heads for one window, each [pieces, k]."""
        if end - start > self.longest:
            raise UsageError(f"a window of {end - start} word pieces is longer than the {self.longest} of the encoder")
        ids = np.empty((1, end - start + 2), np.int32)
        ids[0, 0], ids[0, 1:-1], ids[0, -1] = _BEGIN, pieces.ids[start:end], _END
        features = np.zeros((*ids.shape, pieces.features.shape[1]), np.uint8)
        features[0, 1:-1] = pieces.features[start:end]
        try:
            outputs = self._session.run([STATES, *self.heads], {"ids": ids, "features": features})
        except FAILURES as error:
            raise ReadingError(
                f"the encoder failed on the word pieces {start} to {end} of a report: {error}"
            ) from error
        return [output[0, 1:-1] for output in outputs]

    def _encoded(self, windows: Windows, results: list[list[NDArray[np.float32]]]) -> Encoded:
        logits = {head: tuple(result[at] for result in results) for at, head in enumerate(self.heads, start=1)}
        return Encoded(windows=windows, states=tuple(result[0] for result in results), logits=logits)


def loaded_encoder(model_file: Path) -> Encoder:
    """Return the encoder in `model_file`, loaded once in a process.

    Raises:
        UsageError: There is no such file, or it is not an encoder of this program's format.
    """
    key = (os.getpid(), model_file.resolve())  # what was loaded before a fork is not the new process's
    with _loading:
        if key not in _loaded:
            _loaded[key] = Encoder(model_file)
        return _loaded[key]


def inference_session(content: bytes, model_file: Path, *, folds: bool = False) -> Any:
    """Return the model in `content`, read from `model_file`, ready to run on one thread.

    Args:
        content: Of the file.
        model_file: To name in errors.
        folds: Whether what is constant in the graph is computed now, once: right for small models whose weights are
            stored in half precision, and slow for the encoder, which is written as it is to be run.

    Raises:
        UsageError: It is no model that can be run here.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    levels = onnxruntime.GraphOptimizationLevel
    options.graph_optimization_level = levels.ORT_ENABLE_BASIC if folds else levels.ORT_DISABLE_ALL
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except FAILURES as error:
        raise UsageError(f"{model_file} is no model that can be run here: {error}") from error
