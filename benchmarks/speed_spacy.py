"""Worker: a spaCy pipeline of the size of en_core_web_sm, with random weights.

The architecture that en_core_web_sm 3.x declares: a tok2vec of hashed embeddings (width 96, six attributes) and a
convolution of four layers, which tagger and parser share; a named entity recogniser with one of its own (four
attributes). Attribute ruler and lemmatiser, which are rules, are left out: that favours it. Random weights
take other steps than trained ones, so the figure is rough.
"""

import platform
import sys
from pathlib import Path
from typing import Any

from benchmarks.speed_measuring import Job, count_words, work

BATCH = 256
"""Texts in a batch, as en_core_web_sm sets it."""
TAGS = tuple(f"T{number}" for number in range(50))
DEPENDENCIES = tuple(f"d{number}" for number in range(44))
ENTITY_TYPES = tuple(f"E{number}" for number in range(18))
ARC_BIAS, OUTSIDE_BIAS = 2.0, 3.0
"""What arcs and the action "outside" gain, without which random weights end a sentence at nearly every token and find
nine entities in ten."""
_TEXT = "The army left the valley on Friday."


def tok2vec_of(attributes: dict[str, int]) -> dict[str, Any]:
    """Return the settings of a tok2vec over `attributes`, each with its number of rows."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "attrs": list(attributes),
            "rows": list(attributes.values()), "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
            "maxout_pieces": 3,
        },
    }  # fmt: skip


def parser_of(kind: str, tok2vec: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a transition-based model of `kind`."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": False,
        "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "tok2vec": tok2vec,
    }  # fmt: skip


class SmallPipeline:
    """Tagger, parser and named entity recogniser."""

    def __init__(self, job: Job) -> None:
        import spacy  # type: ignore[import-not-found]

        self._nlp = spacy.load(job.model)
        self._texts: list[str] = []
        self._nlp(_TEXT)

    def prepare(self, texts: tuple[str, ...]) -> None:
        """Take the texts, and read the first."""
        self._texts = list(texts)
        self._nlp(self._texts[0])

    def run(self) -> float:
        """Read all texts."""
        tokens = sum(len(document) for document in self._nlp.pipe(self._texts, batch_size=BATCH))
        if tokens == 0:
            raise RuntimeError("the pipeline read nothing")
        return float(sum(count_words(text) for text in self._texts))

    def versions(self) -> dict[str, str]:
        """Return those of Python, spaCy and thinc."""
        import spacy
        import thinc  # type: ignore[import-not-found]

        return {"Python": platform.python_version(), "spaCy": spacy.__version__, "thinc": thinc.__version__}

    def details(self) -> dict[str, Any]:
        """Return how much work there was: parameters, and what random weights find."""
        models = [self._nlp.get_pipe(name).model for name in self._nlp.pipe_names]
        parameters = sum(
            node.get_param(name).size for model in models for node in model.walk() for name in node.param_names
            if node.has_param(name)
        )  # fmt: skip
        documents = list(self._nlp.pipe(self._texts[:5]))
        return {
            "parameters": int(parameters),
            "tokens_per_sentence": sum(map(len, documents)) / sum(len(list(each.sents)) for each in documents),
            "entities_per_100_tokens": 100 * sum(len(each.ents) for each in documents) / sum(map(len, documents)),
        }


def make(folder: Path) -> None:
    """Write a pipeline with random weights into `folder`."""
    import spacy
    from thinc.api import fix_random_seed  # type: ignore[import-not-found]

    fix_random_seed(0)
    nlp = spacy.blank("en")
    shared = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500, "SPACY": 50, "IS_SPACE": 50}
    own = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener}
    models: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
        "tok2vec": (tok2vec_of(shared), ()),
        "tagger": (tagger, TAGS),
        "parser": (parser_of("parser", listener), DEPENDENCIES),
        "ner": (parser_of("ner", tok2vec_of(own)), ENTITY_TYPES),
    }
    for name, (model, labels) in models.items():
        pipe = nlp.add_pipe(name, config={"model": model})
        for label in labels:
            pipe.add_label(label)
    nlp.initialize()
    _fill_empty_weights(nlp)
    _bias(nlp.get_pipe("parser"), {"L": ARC_BIAS, "R": ARC_BIAS, "B": -ARC_BIAS})
    _bias(nlp.get_pipe("ner"), {"O": OUTSIDE_BIAS})
    nlp.to_disk(folder)


def _fill_empty_weights(nlp: Any) -> None:
    """Give random values to the output layers, which begin as zeros: all their scores would be ties."""
    import numpy

    chance = numpy.random.default_rng(0)
    for pipe in nlp.pipe_names:
        for node in nlp.get_pipe(pipe).model.walk():
            for name in node.param_names:
                if node.has_param(name) and not node.get_param(name).any():
                    shape = node.get_param(name).shape
                    node.set_param(name, chance.normal(0.0, 0.1, shape).astype("float32"))


def _bias(pipe: Any, biases: dict[str, float]) -> None:
    """Set the bias of the actions of `pipe` by their first letter."""
    import numpy

    output = pipe.model.get_ref("upper")
    output.set_param("b", numpy.array([biases.get(action[0], 0.0) for action in pipe.move_names], dtype="float32"))


if __name__ == "__main__":
    sys.exit(work(SmallPipeline, make))
