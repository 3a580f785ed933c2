from collections.abc import Callable

import pytest

from sayso.identity.deciding import Weights
from sayso.identity.profiles import Profile


@pytest.fixture
def profile() -> Callable[..., Profile]:
    def made(report: str, *names: str, **fields: object) -> Profile:
        values = {"entity": "e1", "type": "person", **fields}
        return Profile(report=report, names=names, **values)  # type: ignore[arg-type]

    return made


@pytest.fixture
def known() -> Weights:
    """Weights of the tests' own, so that the tests of clustering do not hang on training."""
    return Weights(
        same=0.8,
        different=0.2,
        features={
            "person: same": 3.0, "person: spelling": 2.0, "person: end of the fuller": 1.0, "person: same word": 1.0,
            "person: initials": 1.0, "person: part": 1.0, "person: other given name": -2.0, "ties shared": 2.0,
            "countries differ": -5.0, "no roles shared": -1.5, "roles shared": 1.5,
        },
    )  # fmt: skip
