import pytest

from sayso.identity.keys import name_keys
from sayso.identity.name_forms import name_form
from sayso.identity.name_relations import relation, relation_of
from sayso.identity.spelling import alike, folded, skeleton


@pytest.mark.parametrize(
    "pair",
    [
        "Qaddafi Gadhafi", "Mohammed Muhammad", "Hussein Husayn", "Akhmad Ahmed", "Gorelov Goreloff", "Gorelov Gorelow",
        "Nazarov Nasarow", "Sergei Sergey", "Sabri Essabri", "Haidar Haydar", "Omar Umar", "Moussaoui Musawi",
        "Abdullah Abdallah", "Abdurrahman Abdelrahman", "Hezbollah Hizbullah", "Rabbani Rabani", "Chadli Shadli",
        "Ouattara Watara", "Yusuf Youssef", "Khaled Khalid", "Amina Ameena", "Vadász Vadasz", "Tymoshenko Timoshenko",
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_alike(pair: str) -> None:
    one, other = map(folded, pair.split())
    assert alike(one, other) != "no"
    assert alike(one, other) == alike(other, one)


@pytest.mark.parametrize(
    "pair",
    [
        "Hassan Hussein", "Karim Karimzade", "Orlov Orlova", "Salim Salam", "Ali Ala", "Amir Omar", "Kamal Kamil",
        "Said Saad", "Marin Maron", "Ramon Roman", "Ivan Iva", "Petrosyan Petros", "12 13", "Daud David",
    ],
)  # fmt: skip
def test_other_names_are_not_alike(pair: str) -> None:
    one, other = map(folded, pair.split())
    assert alike(one, other) == "no"
    assert alike(other, one) == "no"


@pytest.mark.parametrize("word", ["Ali", "O", "Ōe", "12", "Ng", "Yi", "Łódź", "Ауди", "محمد"])
def test_a_skeleton_is_never_empty(word: str) -> None:
    assert skeleton(word)


@pytest.mark.parametrize(
    ("name", "generation"),
    [
        ("Ramon Villafuente Jr.", "junior"), ("Ramon Villafuente, Sr.", "senior"), ("Anselmo Tavira Filho", "junior"),
        ("Otávio Brandão Neto", "grandson"), ("the elder Karimov", "senior"), ("Pope Pius II", "2"),
        ("Karimov the younger", "junior"), ("Junior", None), ("Neto Silva", None), ("Ramon Villafuente", None),
    ],
)  # fmt: skip
def test_generation(name: str, generation: str | None) -> None:
    form = name_form(name)
    assert form.generation == generation
    assert form.words


def test_articles_particles_and_patronymics() -> None:
    assert name_form("Haydar al-Sabri").words == name_form("Haydar Al Sabri").words == ("haydar", "sabri")
    assert name_form("Khalid bin Salman").father == "salman"
    assert name_form("Gennady Arkadyevich Gorelov").father == "arkadyevich"
    assert name_form("Abdul Rahman Dostani").words == ("abdrahman", "dostani")
    assert name_form("US Army").words == ("us", "army")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Colonel Timur Idrisov", "Timur Idrisov", "same"), ("Vadász Réka", "Reka Vadasz", "same"),
        ("Mohammad el-Sabry", "Muhammad al-Sabri", "spelling"), ("Behbud-zade Elchin", "Elchin Behbudzade", "same"),
        ("Haydar Muhammad Sabri", "Muhammad Sabri", "part"), ("G. A. Gorelow", "Gennady Gorelov", "initials"),
        ("NAC", "National Army Council", "acronym"), ("Idrisov", "Timur Idrisov", "end of the fuller"),
        ("Timur", "Timur Idrisov", "beginning of the fuller"), ("Gorelov", "Gorelow", "spelled word"),
        ("Timur Idrisov", "Rustam Idrisov", "other given name"), ("Timur Idrisov", "Timur Karimov", "other end"),
        ("12th Brigade", "Twentieth Brigade", "other number"), ("Ruth Abdi", "Peter Okello", "other"),
        ("Karim", "Karimzade", "other"),
    ],
)  # fmt: skip
def test_relations(one: str, other: str, expected: str) -> None:
    assert relation(name_form(one), name_form(other)) == expected
    assert relation(name_form(other), name_form(one)) == expected


def test_full_names_count_before_bare_ones() -> None:
    timur = [name_form("Timur Idrisov"), name_form("Idrisov")]
    assert relation_of(timur, [name_form("Rustam Idrisov"), name_form("Idrisov")]) == "other given name"


def test_keys_bring_together_what_may_be_one_and_not_all_of_a_surname() -> None:
    def met(one: str, other: str) -> bool:
        first, second = (name_keys([name_form(name)], "person") for name in (one, other))
        return bool(first.asked & second.all or second.asked & first.all)

    assert met("Idrisov", "Timur Idrisov")
    assert met("G. A. Gorelow", "Gennady Arkadyevich Gorelov")
    assert met("Vadász Réka", "R. Vadasz")
    assert not met("Timur Idrisov", "Rustam Idrisov")
    fuller = name_keys([name_form("Timur Idrisov"), name_form("Idrisov")], "person")
    assert not any(key.startswith("word") for key in fuller.asked)
    nicknamed = name_keys([name_form("Julian Cordovez"), name_form("Lucero")], "person")
    assert name_keys([name_form("Lucero")], "person").asked & nicknamed.asked
