import math
from collections.abc import Callable

import pytest

from sayso.identity.deciding import Weights, decide, outcome_of, weights
from sayso.identity.likeness import Rarity, conflicts, doubts, likeness
from sayso.identity.profiles import Profile
from sayso.identity.sides import Gathering, side_of

Make = Callable[..., Profile]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Ramon Paz Sr.", {}), ("Ramon Paz Jr.", {}), "other generation"),
        (("Mr Paz", {}), ("Mrs Paz", {}), "other sex by title"),
        (("Paz", {"type": "person"}), ("Paz", {"type": "group"}), "a person and none"),
        (("Rashid bin Jabir", {}), ("Rashid bin Faisal", {}), "other father"),
    ],
)
def test_conflicts(
    profile: Make, one: tuple[str, dict[str, str]], other: tuple[str, dict[str, str]], expected: str
) -> None:
    sides = side_of(profile("a", one[0], **one[1])), side_of(profile("b", other[0], **other[1]))
    assert conflicts(*sides) == conflicts(*reversed(sides)) == (expected,)
    decision = decide(*sides, Rarity(), weights())
    assert (decision.outcome, decision.probability, decision.reasons) == ("different", 0.0, ((expected, -math.inf),))


@pytest.mark.parametrize(("one", "other"), [("Rashid bin Jabir", "Rashid ibn Jaber"), ("Ramon Paz Jr.", "Ramon Paz")])
def test_what_is_no_conflict(profile: Make, one: str, other: str) -> None:
    assert conflicts(side_of(profile("a", one)), side_of(profile("b", other))) == ()


def test_features_do_not_hang_on_which_side_is_first(profile: Make) -> None:
    one = side_of(profile("a", "Timur Idrisov", ties=("army", "league"), published="2019-01-01", roles=("colonel",)))
    other = side_of(profile("b", "Idrisov", ties=("the army",), published="2021-01-01", roles=("baker",), born=1970))
    found = likeness(one, other, Rarity())
    assert found == likeness(other, one, Rarity())
    assert found["person: end of the fuller"] == 1.0
    assert found["ties shared"] == pytest.approx(1 / math.sqrt(2))
    assert found["no roles shared"] == 1.0
    assert found["years apart"] == pytest.approx(math.log1p(731 / 365))
    assert "ages differ" not in found


def test_a_name_that_many_bear_says_less(profile: Make) -> None:
    record = [profile(f"r{place}", f"{given} Khan") for place, given in enumerate(("Omar", "Ali", "Nadia", "Peter"))]
    sides = side_of(profile("a", "Khan")), side_of(profile("b", "Omar Khan"))
    frequent = likeness(*sides, Rarity(record))
    assert frequent["person: namesakes by a word"] == pytest.approx(math.log(4))
    assert likeness(*sides, Rarity())["person: namesakes by a word"] == 0.0
    countries = [profile("a", "Omar Khan", country="AF"), profile("b", "Omar Khan", country="KE")]
    assert Rarity(countries).of("whole hn mr") == 2


def test_a_dead_mans_act_is_for_a_person_to_judge(profile: Make) -> None:
    dead, later = profile("a", "Omar Khan", died="2019-05-01"), profile("b", "Omar Khan", last_act="2020-01")
    features = likeness(side_of(dead), side_of(later), Rarity())
    assert doubts(features) == ("acts after death",)
    sure = Weights(same=0.5, different=0.1, features={"person: same": 9.0})
    assert decide(side_of(dead), side_of(later), Rarity(), sure).outcome == "undecided"
    before = profile("b", "Omar Khan", last_act="2019-05-01")
    assert decide(side_of(dead), side_of(before), Rarity(), sure).outcome == "same"


def test_other_names_are_never_called_the_same(profile: Make) -> None:
    sure = Weights(same=0.5, different=0.1, features={"ties shared": 9.0})
    sides = side_of(profile("a", "Omar Khan", ties=("army",))), side_of(profile("b", "Ali Khan", ties=("army",)))
    assert decide(*sides, Rarity(), sure).outcome == "undecided"


def test_three_outcomes() -> None:
    known = Weights(same=0.8, different=0.2, features={})
    assert [outcome_of(share, known) for share in (0.0, 0.2, 0.5, 0.8, 1.0)] == [
        "different", "different", "undecided", "same", "same",
    ]  # fmt: skip


def test_reasons_are_weights_times_values_and_the_weightiest_first(profile: Make) -> None:
    known = Weights(same=0.8, different=0.2, features={"always": 0.5, "person: same": 2.0, "countries differ": -3.0})
    sides = side_of(profile("a", "Omar Khan", country="AF")), side_of(profile("b", "Omar Khan", country="KE"))
    decision = decide(*sides, Rarity(), known)
    assert decision.reasons == (("countries differ", -3.0), ("person: same", 2.0), ("always", 0.5))
    assert decision.probability == pytest.approx(1 / (1 + math.exp(0.5)))


def test_a_gathering_says_what_its_members_say(profile: Make) -> None:
    gathering = Gathering([profile("a", "Omar Khan", country="AF")])
    assert gathering.side().generations == frozenset()
    for place in range(40):
        gathering.add(profile(f"r{place}", "Khan", ties=("army",)))
    gathering.add(profile("z", "Omar Khan Jr."))
    side = gathering.side()
    assert side.generations == {"junior"}
    assert (side.countries, side.ties) == ({"AF"}, {"army"})
    assert side.forms[0].full == ("omar", "khan")


def test_the_bundled_weights_are_whole() -> None:
    known = weights()
    assert 0 < known.different < known.same < 1
    assert known.features["person: same"] > 0 > known.features["no roles shared"]
