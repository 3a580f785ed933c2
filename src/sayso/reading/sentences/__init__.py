"""Sentences: where each sentence of a report begins and ends, by rule and table."""

from sayso.reading.sentences.component import Sentences, SentencesSettings
from sayso.reading.sentences.splitter import sentence_spans, split

__all__ = ["Sentences", "SentencesSettings", "sentence_spans", "split"]
