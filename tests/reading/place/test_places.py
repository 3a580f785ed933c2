"""The component as a whole: which words are places, which places they are, and how sure that is."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.core.errors import UsageError
from sayso.core.reading import EntityType, Findings, Place
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.component import build
from sayso.reading.place.component import Places, PlacesSettings
from sayso.reading.place.resolving import score
from sayso.reading.place.tables import weights

Read = Callable[..., dict[str, Place]]


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("He was born in Paris, Texas, he said.", "Paris", "Paris", "US"),
        ("He went from London to Paris on Monday.", "Paris", "Paris", "FR"),
        ("A fire broke out in Springfield, Ill., on Friday.", "Springfield", "Springfield", "US"),
        ("The army left Jalalabad, in Nangarhar province.", "Jalalabad", "Jalālābād", "AF"),
        ("Afghan police said so.", "Afghan", "Afghanistan", "AF"),
        ("European leaders met in London.", "European", "Europe", None),
        ("Clashes in Tbilisi, Georgia, went on.", "Georgia", "Georgia", "GE"),
        ("Atlanta is the capital of Georgia, and Chicago is not.", "Georgia", "Georgia", "US"),
        ("He lives in Reading, Pa., with his son.", "Reading", "Reading", "US"),
        ("KABUL (News) - Three people died.", "KABUL", "Kabul", "AF"),
    ],
)
def test_toponyms_are_resolved(read: Read, text: str, words: str, name: str, country: str | None) -> None:
    place = read(text)[words]
    assert (place.name, place.country) == (name, country)
    assert place.status != "unresolved"
    assert place.granularity is not None
    assert place.uncertainty_km is not None
    assert place.uncertainty_km > 0


def test_texts_in_capitals_are_read_in_usual_case_and_keep_their_words(read: Read) -> None:
    found = read("THE MAN WHO SHOT AT THE POLICE ON MONDAY WAS SEEN IN LONDON, THE AFGHAN MINISTER SAID IN KABUL.")
    assert {words: place.country for words, place in found.items()} == {"LONDON": "GB", "AFGHAN": "AF", "KABUL": "AF"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Michael Jordan scored 40 points.", "Jordan"),
        ("Chad Smith played the drums.", "Chad"),
        ("Mr. Paris declined to comment.", "Paris"),
        ("The Boston Globe reported it.", "Boston"),
        ("Reading is good for children.", "Reading"),
        ("Mobile phones were seized.", "Mobile"),
        ("He speaks French.", "French"),
        ("The Americans left.", "Americans"),
    ],
)
def test_false_friends_are_held_off(read: Read, text: str, words: str) -> None:
    assert words not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jordan said its pilot was freed.",
        "On Monday Jordan has recalled its ambassador.",
        "Jordan's foreign minister flew home.",
        "Late on Sunday Jordan also condemned it.",
    ],
)
def test_a_country_that_acts_is_a_place_though_persons_have_its_name(read: Read, text: str) -> None:
    place = read(text)["Jordan"]
    assert (place.country, place.granularity, place.form) == ("JO", "country", "name")


@pytest.mark.parametrize("text", ["Jordan scored twice.", "Amira Jordan fell ill. Later Jordan said she was well."])
def test_a_person_with_the_name_of_a_country_is_none(read: Read, text: str) -> None:
    persons = [("Amira Jordan", "person")] if "Amira" in text else []
    assert read(text, *persons) == {}


def test_a_name_that_a_person_has_is_no_place_for_standing_once_like_one(places: Places) -> None:
    text = "Michael Jordan left. Work went on in Jordan, he said. Then Jordan scored, and fans cheered Jordan again."
    found = places.read(Report.of_text(text), Findings()).places
    assert [place.start for place in found] == [text.index("Jordan, he")]


def test_a_body_called_by_the_name_of_a_country_is_that_country_where_it_acts(read: Read) -> None:
    text = "Jordan denied the report."
    assert read(text, ("Jordan", "organization"))["Jordan"].country == "JO"
    named = "Rula Jordan left. Jordan denied the report."
    assert read(named, ("Rula Jordan", "person")) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Turkish-backed fighters withdrew.", {"Turkish": "TR"}),
        ("A French-led force arrived.", {"French": "FR"}),
        ("Syrian-Turkish talks failed.", {"Syrian": "SY", "Turkish": "TR"}),
        ("The India-run clinic was shut.", {"India": "IN"}),
        ("A French-speaking crowd gathered.", {}),
        ("The Zarvand-backed fighters withdrew.", {}),
        ("A Herat-born painter died.", {}),
    ],
)
def test_the_country_in_a_word_of_two_parts(read: Read, text: str, expected: dict[str, str]) -> None:
    assert {words: place.country for words, place in read(text).items()} == expected


@pytest.mark.parametrize("type_", ["group", "organization", "place"])
def test_a_word_of_two_parts_names_its_country_whatever_the_model_takes_it_for(read: Read, type_: EntityType) -> None:
    text = "The French-led coalition denied it."
    found = read(text, ("The French-led coalition", type_))
    assert {words: (place.country, place.form) for words, place in found.items()} == {"French": ("FR", "demonym")}
    assert read("The French coalition denied it.", ("The French coalition", "organization")) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fighters of the Liberty Ustara Front left.", "Liberty"),
        ("The Liberty Front was dissolved.", "Liberty"),
        ("They fought for Liberty and bread.", "Liberty"),
    ],
)
def test_a_common_word_is_no_place(read: Read, text: str, words: str) -> None:
    assert words not in read(text)


def test_a_common_word_is_a_place_where_the_words_around_it_say_so(read: Read) -> None:
    assert read("The town of Liberty, Mo., was hit.")["Liberty"].geonames_id == 27


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Georgia's capital, Tbilisi, was calm. Voters in Atlanta, Georgia, queued.", ["GE", "US"]),
        ("In Atlanta, Georgia, voters queued. Tbilisi, capital of Georgia, was calm.", ["US", "GE"]),
    ],
)
def test_mentions_of_one_name_are_told_apart_by_their_own_words(
    places: Places, text: str, countries: list[str]
) -> None:
    found = places.read(Report.of_text(text), Findings()).places
    assert [place.country for place in found if place.text == "Georgia"] == countries


def test_what_the_text_says_of_one_mention_goes_for_the_others(places: Places) -> None:
    text = "He came from Paris, Texas. Paris has two schools, he said."
    found = places.read(Report.of_text(text), Findings()).places
    assert [(place.geonames_id, place.status) for place in found if place.text == "Paris"] == [
        (5, "stated"),
        (5, "inferred"),
    ]


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("Storms hit Polk and Dallas counties in Texas.", "admin2"),
        ("Storms hit the counties of Polk and Dallas, in Texas.", "admin2"),
        ("Storms hit Dallas in Texas.", "city"),
    ],
)
def test_a_word_after_a_list_goes_with_all_of_it(read: Read, text: str, granularity: str) -> None:
    spans = [name for name in ("Polk", "Dallas") if name in text]
    found = read(text, *((name, "place") for name in spans))
    assert [found[name].granularity for name in spans] == [granularity] * len(spans)
    assert {found[name].country for name in spans} == {"US"}


def test_other_places_of_a_division_speak_for_the_counties_in_it(places: Places) -> None:
    text = "Roads in Polk County were shut. Houston and Dallas were calm."
    spans = [Span.of(text, text.index(name), text.index(name) + len(name)) for name in ("Polk County", "Houston")]
    senses, numbers = places.senses(Report.of_text(text), spans)
    score(senses, weights())
    county = senses[numbers[0]]
    found = {
        each.place.geonames_id: row for each, row in zip(county.candidates, county.features, strict=True) if each.place
    }
    assert found[301]["division_share"] > 0.9
    assert found[302]["division_share"] < 0.1
    likeliest = county.candidates[county.shares.index(max(county.shares))].place
    assert likeliest is not None
    assert likeliest.geonames_id == 301


def test_a_word_beside_a_name_is_looked_up_with_it(read: Read) -> None:
    found = read("Storms hit Polk and Dallas counties in Texas.", ("Polk", "place"), ("Dallas", "place"))
    assert [(found[name].name, found[name].status) for name in ("Polk", "Dallas")] == [
        ("Polk County", "stated"),
        ("Dallas County", "stated"),
    ]


def test_the_same_words_are_places_where_the_text_says_so(read: Read) -> None:
    assert read("Talks were held in Jordan and in Chad.").keys() == {"Jordan", "Chad"}


def test_mentions_of_the_model_decide(read: Read) -> None:
    text = "Jordan spoke. Later he flew from Zarvand to Kabul."
    assert read(text, ("Jordan", "person"), ("Zarvand", "place")).keys() == {"Zarvand", "Kabul"}


def test_a_place_in_the_name_of_a_body(places: Places, read: Read) -> None:
    text = "Kabul University was closed."
    assert read(text, ("Kabul University", "organization")) == {}
    settings = PlacesSettings(gazetteer="", in_names_of_bodies=True, least_share=0.2)
    found = Places(settings).read(Report.of_text(text), Findings())
    assert [place.text for place in found.places] == ["Kabul"]


def test_a_metonym_is_a_place(read: Read) -> None:
    assert read("Paris rejected the plan.", ("Paris", "organization"))["Paris"].country == "FR"


@pytest.mark.parametrize(
    ("text", "words", "status", "reason"),
    [
        ("Fighting went on in Kabul, Afghanistan.", "Kabul", "stated", None),
        ("A man from Springfield, who works in Boston, said so.", "Springfield", "inferred", "Massachusetts"),
        ("The mayor of Springfield resigned.", "Springfield", "assumed", "the largest of three places"),
        ("They met in Zarvand.", "Zarvand", "unresolved", "not in the gazetteer"),
    ],
)
def test_status_says_how_it_was_reached(read: Read, text: str, words: str, status: str, reason: str | None) -> None:
    place = read(text, (words, "place"))[words]
    assert place.status == status
    if reason is None:
        assert place.reason is None
    else:
        assert place.reason is not None
        assert reason in place.reason


@pytest.mark.parametrize(
    ("text", "words", "granularity"),
    [
        ("Fighting broke out in Kabul on Monday.", "Kabul", "city"),
        ("They met in Kabul province.", "Kabul", "admin1"),
        ("Fighting broke out in Herat on Monday.", "Herat", "city"),
        ("The governor of Herat resigned.", "Herat", "admin1"),
        ("Herat's governor resigned.", "Herat", "admin1"),
        ("The mayor of Herat resigned.", "Herat", "city"),
        ("Fighting went on in Baghlan and Kabul provinces.", "Kabul", "admin1"),
    ],
)
def test_a_town_and_the_division_around_it(read: Read, text: str, words: str, granularity: str) -> None:
    place = read(text)[words]
    assert (place.country, place.granularity) == ("AF", granularity)


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        # Anjar is in the gazetteer in India alone.
        ("They met in Anjar. Syria denied it, and so did Turkey.", "unresolved", "in IN, does not fit the report"),
        ("They met in Anjar. India denied it.", "stated", None),
        ("They met in Anjar.", "stated", None),
    ],
)  # fmt: skip
def test_a_namesake_in_a_country_that_the_report_does_not_speak_of(
    read: Read, text: str, status: str, reason: str | None
) -> None:
    place = read(text, ("Anjar", "place"))["Anjar"]
    assert place.status == status
    assert (place.reason is None) if reason is None else (reason in (place.reason or ""))


def test_two_names_that_could_be_elsewhere_do_not_speak_for_each_others_country(read: Read) -> None:
    found = read("From Springfield they went to Ashland.", ("Springfield", "place"), ("Ashland", "place"))
    assert all(place.status in ("assumed", "unresolved") for place in found.values())


def test_one_name_is_no_evidence_for_itself(read: Read) -> None:
    place = read("The mayor of Paris resigned.", outlet="Paris News")["Paris"]
    assert place.status == "assumed"


@pytest.mark.parametrize("text", ["Clashes in the French Quarter went on.", "He left the French Embassy."])
def test_an_adjective_in_a_name_does_not_place_it(read: Read, text: str) -> None:
    words = text.partition("the ")[2].partition(" went")[0].rstrip(".")
    assert read(text, (words, "facility"))[words].status == "unresolved"


def test_the_article_before_an_adjective_is_none_of_it(read: Read) -> None:
    assert read("The Afghan army left.", ("The Afghan", "place")).keys() == {"Afghan"}
    assert read("The Afghan army left.").keys() == {"Afghan"}


def test_words_beside_a_name_are_a_reason(read: Read) -> None:
    place = read("The governor of Herat resigned.")["Herat"]
    assert (place.status, place.reason) == ("inferred", "the words beside it go with a division")


def test_a_mention_that_runs_on_is_read_by_the_names_in_it(read: Read) -> None:
    text = "They held Kabul, the last town that had not been taken by then, for a week."
    found = read(text, ("Kabul, the last town that had not been taken by then", "place"))
    assert found.keys() == {"Kabul"}


def test_outlets_and_clubs_are_no_places(places: Places) -> None:
    settings = PlacesSettings(gazetteer="", in_names_of_bodies=True, least_share=0.2)
    text = "The Boston Globe and Reading FC wrote to Kabul University."
    assert [place.text for place in Places(settings).read(Report.of_text(text), Findings()).places] == ["Kabul"]


def test_what_nothing_tells_apart_stays_unresolved(places: Places) -> None:
    text = "The mayor of Ashland resigned."
    strict = Places(PlacesSettings(gazetteer="", in_names_of_bodies=False, least_share=0.5))
    (place,) = strict.resolve(Report.of_text(text), [Span.of(text, 13, 20)])
    assert place.status == "unresolved"
    assert place.reason == "three places of that name, nothing tells them apart"
    assert place.latitude_deg is None
    assert place.geonames_id is None


def test_one_sense_per_report(read: Read, places: Places) -> None:
    text = "He was born in Springfield, Ill., and died in Springfield."
    found = places.read(Report.of_text(text), Findings()).places
    assert {place.geonames_id for place in found if place.text == "Springfield"} == {6}


def test_the_outlet_tells_the_country(read: Read) -> None:
    text = "A school in Springfield was closed."
    place = read(text, outlet="Chicago Tribune")["Springfield"]
    assert place.geonames_id == 6


def test_given_toponyms_are_resolved_in_order(places: Places) -> None:
    text = "Kabul and Zarvand and Ghazni"
    spans = [Span.of(text, 22, 28), Span.of(text, 0, 5), Span.of(text, 10, 17)]
    assert [place.name for place in places.resolve(Report.of_text(text), spans)] == ["Kabul", None, "Ghazni"]
    with pytest.raises(UsageError, match="overlap"):
        places.resolve(Report.of_text(text), [Span.of(text, 0, 5), Span.of(text, 3, 8)])


def test_ids_follow_the_text(places: Places) -> None:
    found = places.read(Report.of_text("From Ghazni to Kabul, 10 km south of Kabul."), Findings()).places
    assert [place.id for place in found] == [f"p{number}" for number in range(1, len(found) + 1)]
    assert [place.start for place in found] == sorted(place.start for place in found)


def test_an_article_and_words_are_no_town(read: Read) -> None:
    text = "They came to the White House, not to the Salang Pass."
    found = read(text, ("the White House", "facility"), ("the Salang Pass", "place"))
    assert (found["the White House"].status, found["the Salang Pass"].country) == ("unresolved", "AF")
    town = "The mayor of White House and officials in Atlanta, in the United States, met."
    assert read(town, ("White House", "place"))["White House"].geonames_id == 28


def test_what_lies_far_from_a_town_lies_in_the_division_of_its_name(read: Read) -> None:
    """Zendajan is in the gazetteer, 40 km from the town of Herat, which is 14 km across."""
    assert read("They met in Zendajan, Herat.", ("Zendajan", "place"))["Herat"].granularity == "admin1"


def test_a_text_without_places_has_none(read: Read) -> None:
    assert read("nothing here, and no name at all.") == {}


def test_settings_are_checked() -> None:
    with pytest.raises(UsageError, match="least_share"):
        build("places", {"gazetteer": "", "in_names_of_bodies": False, "least_share": 1.5})
    with pytest.raises(UsageError, match="gazetter"):
        build("places", {"gazetter": "", "in_names_of_bodies": False, "least_share": 0.2})


def test_the_name_of_a_body_is_placed_by_the_area_in_it(places: Places) -> None:
    text = "Bank of France and Zarvand France"
    spans = [Span.of(text, 0, 14), Span.of(text, 19, 33)]
    bank, other = places.resolve(Report.of_text(text), spans)
    assert (bank.status, bank.country, bank.geonames_id) == ("inferred", "FR", None)
    assert other.status == "unresolved"


def test_reading_is_the_same_again(places: Places) -> None:
    report = Report.of_text("From Ghazni to Kabul, and from Springfield, Ill., to Paris, Texas.")
    assert places.read(report, Findings()) == places.read(report, Findings())


@given(st.text(alphabet="Kabul Paris, Texas.\n-'’é()0123 kmnorthof Afghan", max_size=120))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
def test_any_text_has_grounded_places(places: Places, text: str) -> None:
    found = places.read(Report.of_text(text), Findings()).places
    for place in found:
        place.check(text)
        assert (place.status == "unresolved") <= (place.latitude_deg is None and place.geonames_id is None)
        assert place.status == "stated" or place.reason
        if place.status != "unresolved":
            assert place.granularity is not None
            assert place.uncertainty_km is not None
    names = sorted((place.start, place.end) for place in found if place.form != "relative")
    assert all(one[1] <= other[0] for one, other in pairwise(names))


def test_a_district_is_assumed_to_lie_where_the_other_places_do(read: Read) -> None:
    text = "In Springfield, Ill., and Chicago, Ill., they spoke of Zarvand County."
    place = read(text, ("Zarvand County", "place"))["Zarvand County"]
    assert (place.status, place.country, place.granularity, place.geonames_id) == ("assumed", "US", "admin1", None)
    assert place.reason is not None
    assert "Illinois" in place.reason
