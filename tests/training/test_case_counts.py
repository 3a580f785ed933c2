"""Which words are small, counted."""

import tomllib
from pathlib import Path

from training.usual_case import learned, main, table

from sayso.reading.quotations.usual_case import TABLE, UsualCase, cased

TEXTS = [
    "The rebels met Colonel Brenn at the mill. Later a colonel and the Sarab Front left the front.",
    "In Telsk the Sarab Front held the mill, and the front held. Then Colonel Adar came, and the colonel left.",
    "They held a mill near Telsk. Soldiers of the Sarab Front saw Colonel Brenn on the front.",
]


def test_words_are_small_by_themselves_and_capital_beside_names() -> None:
    found = learned(TEXTS)
    assert {"mill", "front", "colonel", "held", "a", "the"} <= found.small
    assert not {"sarab", "telsk", "brenn", "adar"} & found.small
    assert (found.after_name, found.before_name) == (frozenset({"front"}), frozenset({"colonel"}))
    text = "Then a colonel saw Colonel Brenn of the Sarab Front at the front in Telsk."
    assert cased(text.upper(), found) == text


def test_the_table_holds_what_was_learned() -> None:
    found = learned(TEXTS)
    lists = tomllib.loads(table(found, 40))
    assert UsualCase(**{name: frozenset(words.split()) for name, words in lists.items()}) == found


def test_the_bundled_table_is_of_the_train_part(tmp_path: Path) -> None:
    out = tmp_path / "usual_case.toml"
    main(["--out", str(out)])
    made, bundled = (tomllib.loads(path.read_text(encoding="utf-8")) for path in (out, TABLE))
    assert made.keys() == bundled.keys()
    words, known = set(made["small"].split()), set(bundled["small"].split())
    assert len(words & known) > 0.9 * len(words)
