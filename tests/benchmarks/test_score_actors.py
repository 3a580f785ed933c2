"""The scores of actors, from cases made for this test."""

import pytest
from benchmarks.score_actors import CORPORA, alpha2, alpha3, case_scores, corpus_scores, half, main, named_country

from sayso.evaluation.ngec import ActorCase, Needs


def case(number: int, words: str, sector: str | None, country: str | None, needs: Needs = "words") -> ActorCase:
    return ActorCase(
        number=number, words=words, context="", sector=sector, country=country,
        asks=frozenset(("sector", "country")), needs=needs,
    )  # fmt: skip


GIVEN = [
    case(0, "Kenyan police", "COP", "KEN"),
    case(1, "soldiers", "MIL", None),
    case(2, "Kenya", None, "KEN"),
    case(3, "taxi drivers", "CVL", None),
    case(4, "Tigran Oru", "GOV", "ARM", "encyclopedia"),
]


def test_cases_are_scored_apart_by_what_they_need() -> None:
    rows = {(row.corpus, row.metric): row for row in case_scores(GIVEN)}
    sector = rows[CORPORA[0], "actor sector F1"]
    assert (sector.n, sector.precision, sector.recall) == (3, pytest.approx(2 / 3), pytest.approx(2 / 3))
    country = rows[CORPORA[0], "actor country F1"]
    assert (country.n, country.f1) == (2, 1)
    assert country.baseline == pytest.approx(2 / 3)
    assert rows[CORPORA[1], "actor sector F1"].f1 == 0


def test_halves() -> None:
    assert [each.number for each in half(GIVEN, "odd")] == [1, 3]


def test_codes_of_countries() -> None:
    assert (alpha3("KE"), alpha2("KEN"), alpha3("XK"), alpha3(None), named_country(" kenya")) == (
        "KEN", "KE", "XKX", None, "KEN",
    )  # fmt: skip


def test_our_own_corpus_is_scored_by_report() -> None:
    sector, country = corpus_scores()
    assert sector.documents == country.documents > 10
    assert sector.n > country.n > 0
    assert sector.f1 is not None
    assert sector.baseline is not None
    assert sector.f1 > sector.baseline


def test_the_command_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert main([]) == 2
    assert "SAYSO_CORPORA" in capsys.readouterr().err
