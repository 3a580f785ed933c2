"""The inline notation of the annotated corpus: strict loader, and writer in the other direction.

The notation is described in `training/README.md`, what to annotate in `training/corpus/GUIDELINE.md`.
"""

from training.notation.annotated import AnnotatedReport, Header
from training.notation.loader import load_file, load_text
from training.notation.problems import NotationError, Problem
from training.notation.standoff import StandoffHeader, load_standoff, write_standoff
from training.notation.writer import write_text

__all__ = [
    "AnnotatedReport",
    "Header",
    "NotationError",
    "Problem",
    "StandoffHeader",
    "load_file",
    "load_standoff",
    "load_text",
    "write_standoff",
    "write_text",
]
