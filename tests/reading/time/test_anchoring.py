import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.time.conftest import SETTINGS

from sayso.core.reading import Findings
from sayso.core.report import Published, Report
from sayso.core.span import ZoneSpan
from sayso.reading.component import build
from sayso.reading.time import Times


def only(times):
    (time,) = times
    return time


@pytest.mark.parametrize("words", ["on Sunday", "last week", "two days ago", "in March", "tonight", "this summer"])
def test_without_a_publication_date_nothing_is_counted_from_one(read, words):
    time = only(read(f"They left {words}.", None))
    assert (time.value, time.status) == (None, "unresolved")
    assert time.reason


def test_a_publication_month_gives_months_but_no_days(read):
    assert only(read("They left last month.", "2021-08")).value == "2021-07"
    time = only(read("They left on Sunday.", "2021-08"))
    assert (time.value, time.reason) == (None, "the publication date is only known as 2021-08")


def test_what_is_written_out_needs_no_publication_date(read):
    time = only(read("They left on 3 March 2021.", None))
    assert (time.value, time.status, time.reason) == ("2021-03-03", "stated", None)


def test_the_following_day_counts_from_the_day_told(read):
    first, second = read("The town fell on 3 March 2020. The following day they fled.")
    assert (first.value, second.value, second.status) == ("2020-03-03", "2020-03-04", "inferred")
    assert second.reason == "counted from 2020-03-03, told before"


def test_the_following_day_after_no_date_is_unresolved(read):
    time = only(read("The following day they fled."))
    assert (time.value, time.status, time.reason) == (None, "unresolved", "no date told before it")


def test_later_than_nothing_told_is_unresolved_and_not_counted_from_publication(read):
    time = only(read("Six weeks later they fled."))
    assert (time.value, time.status, time.reason) == (None, "unresolved", "no date told before it")


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("They fled on 20 March.", "2021-03-20", "assumed"),
        ("They will flee on 20 March.", "2021-03-20", "assumed"),
        ("They fled last March.", None, "unresolved"),
        ("They fled two months ago.", None, "unresolved"),
        ("They fled on Sunday.", None, "unresolved"),
        ("They fled two years ago.", "2019", "inferred"),
    ],
)
def test_a_publication_date_of_a_year_alone_tells_no_more_than_the_year(read, text, value, status):
    time = only(read(text, published="2021"))
    assert (time.value, time.status) == (value, status)


def test_a_decade_of_no_century_is_unresolved_without_a_publication_date(read):
    assert only(read("In the 80s they fled.")).value == "198"
    time = only(read("In the 80s they fled.", published=None))
    assert (time.value, time.status) == (None, "unresolved")


def test_a_day_is_not_counted_from_a_month(read):
    _, day = read("It began in March 2020. The next day they fled.")
    assert (day.value, day.status) == (None, "unresolved")


def test_a_weekday_with_no_verb_is_assumed_past(read):
    time = only(read("Attack in the market, Sunday"))
    assert (time.value, time.status) == ("2021-08-22", "assumed")


@pytest.mark.parametrize(
    "text", ["A shell fell at 9 p.m. near them.", "At noon they fled.", "They fled in the early morning hours."]
)
def test_a_time_of_day_without_a_day_is_unresolved_and_not_of_the_day_of_publication(read, text):
    time = only(read(text))
    assert (time.type, time.value, time.status, time.reason) == ("TIME", None, "unresolved", "its day is not told")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They were shelled on Sunday. At 9 p.m. they fled.", "2021-08-22T21:00"),
        ("They were shelled on 3 May 2020.\n\nBy dawn they had fled.", "2020-05-03TMO"),
        ("On Monday they met and at 14:30 they parted; on Tuesday they met again.", "2021-08-23T14:30"),
    ],
)
def test_a_time_of_day_is_of_the_day_told_last_near_it(read, text, value):
    time = next(time for time in read(text) if time.type == "TIME")
    assert (time.value, time.status) == (value, "inferred")
    assert time.reason == f"of {value[:10]}, told before"


def test_a_time_of_day_is_of_the_day_behind_it_in_its_sentence(read):
    first, second, _ = read("He was hit on Friday. At around 3 a.m., police said, the house burned down on Sunday.")
    assert (first.value, second.value) == ("2021-08-20", "2021-08-22T03:00")


def test_a_day_told_two_paragraphs_before_is_not_that_of_a_time_of_day(read):
    _, time = read("They were shelled on Sunday.\n\nThe town is small.\n\nIt is poor. At noon they fled.")
    assert (time.value, time.status) == (None, "unresolved")


def test_clock_times_that_head_paragraphs_are_of_the_day_of_speaking(read):
    text = "18:40 Shots are heard.\n\n18:20 The doors are shut.\n\n17:55 It began at 16:10, he says."
    values = [(time.text, time.value) for time in read(text)]
    assert values[:3] == [("18:40", "2021-08-25T18:40"), ("18:20", "2021-08-25T18:20"), ("17:55", "2021-08-25T17:55")]
    assert only(read("18:40 Shots are heard.\n\nThe doors are shut.")).value is None
    assert only(read("Good morning. It is seven o'clock.")).value == "2021-08-25T07:00"


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("It fell last week. Two days later they fled.", None, "counted from 2021-W33, which is not exact enough"),
        ("It fell last month. Three weeks later they fled.", None, "counted from 2021-07, which is not exact enough"),
        ("It fell last week. The next day they fled.", None, "counted from 2021-W33, which is not exact enough"),
        ("It fell in 2019. Two months later they fled.", None, "counted from 2019, which is not exact enough"),
        ("It fell last week. Two weeks later they fled.", "2021-W35", "counted from 2021-W33, told before"),
        ("It fell in 2019. Two years later they fled.", "2021", "counted from 2019, told before"),
        ("It fell on 3 May 2019. Two days later they fled.", "2019-05-05", "counted from 2019-05-03, told before"),
    ],
)
def test_nothing_is_counted_more_finely_than_its_base_is_known(read, text, value, reason):
    _, time = read(text)
    assert (time.value, time.reason) == (value, reason)


def test_hours_are_counted_from_a_time_of_day_alone(read):
    _, time = read("It fell on Sunday at 22:30. Two hours later they fled.")
    assert (time.value, time.type, time.status) == ("2021-08-23T00:30", "TIME", "inferred")
    assert time.reason == "counted from 2021-08-22T22:30, told before"
    _, time = read("It fell on Sunday. Two hours later they fled.")
    assert (time.value, time.status) == (None, "unresolved")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They will meet on the 14th.", "2021-09-14"),
        ("They are expected to meet on the 30th.", "2021-08-30"),
        ("They met on the 14th.", "2021-08-14"),
        ("They met on the 30th.", "2021-07-30"),
        ("They met on 3 May 2021 and parted on the 14th.", "2021-05-14"),
        ("They met on 20 May 2021 and will meet again on the 14th.", "2021-06-14"),
    ],
)
def test_a_day_of_the_month_goes_by_tense(read, text, value):
    assert read(text)[-1].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They fled on 21 Hamal.", "2021-04-10"),
        ("They will return on 15 Hut.", "2022-03-06"),
        ("They fled on 15 Hut.", "2021-03-05"),
        ("They will return on 5 Shawwal.", "2022-05-06"),
        ("They fled on 5 Shawwal.", "2021-05-17"),
        ("They fled on 10 Muharram.", "2021-08-18"),
    ],
)
def test_dates_of_other_calendars_without_a_year_go_by_tense(read, text, value):
    time = only(read(text))
    assert (time.value, time.status) == (value, "inferred")


def test_history_gives_months_the_year_last_told(read):
    text = (
        "In 1941 the war reached them. It went on in 1942. On 3 May 1943 the city fell. In June the army left. "
        "In November 1943 it came back. In February it won. The war ended in 1945. Peace held until 1950."
    )
    months = {time.text: (time.value, time.status) for time in read(text)}
    assert months["June"] == ("1943-06", "inferred")
    assert months["February"] == ("1944-02", "inferred")


def test_the_first_year_of_a_paragraph_is_that_of_its_months(read):
    text = (
        "In 1941 the war reached them. It went on in 1942. On 3 May 1943 the city fell. In June the army left.\n\n"
        "The army that had planned for 1944 came back in March. The war ended in 1945. Peace held until 1950."
    )
    months = {time.text: (time.value, time.status) for time in read(text)}
    assert (months["June"], months["March"]) == (("1943-06", "inferred"), ("1944-03", "inferred"))


def test_without_a_publication_date_a_year_in_passing_is_not_that_of_a_month(read):
    passing = read("They remember the dead of 1879. He spoke on 11 September.", None)
    assert [(time.value, time.status) for time in passing] == [("1879", "stated"), (None, "unresolved")]
    told = read("In 1998 they fought. On 11 September they fled.", None)
    assert [time.value for time in told] == ["1998", "1998-09-11"]


def test_in_history_what_is_quoted_is_not_of_the_day_of_publication(read):
    years = "In 1961, 1962, 1963, 1964, 1965 and 1966 there was war. "
    time = read(years + "“Two years ago we were free,” he said.")[-1]
    assert (time.value, time.status) == (None, "unresolved")
    assert time.reason == "said in a quotation, of a day that is not told"
    assert read("“Two years ago we were free,” he said.")[-1].value == "2019"


TENSES = [
    ("They met on Friday.", "2021-08-20"),
    ("On Friday they threatened to leave.", "2021-08-20"),
    ("They promised on Friday that bread would come.", "2021-08-20"),
    ("The prime minister on Friday promised an inquiry.", "2021-08-20"),
    ("Friday's ruling was read out.", "2021-08-20"),
    ("Families displaced since Friday are still living here.", "2021-08-20"),
    ("The council is expected to meet on Friday.", "2021-08-27"),
    ("The ship is due in the harbour on Friday.", "2021-08-27"),
    ("The envoys are to meet in Helsinki on Friday.", "2021-08-27"),
    ("They have called a strike for Friday.", "2021-08-27"),
    ("Snow is forecast for Friday.", "2021-08-27"),
    ("The next blockade is on Friday.", "2021-08-27"),
    ("Friday is payday.", "2021-08-27"),
    ("The hearing resumes on Friday.", "2021-08-27"),
    ("The bill is to be debated on Friday.", "2021-08-27"),
    ("He hopes for a settlement before Friday but has threatened to leave.", "2021-08-27"),
    ("They campaigned ahead of Friday's election.", "2021-08-27"),
]


@pytest.mark.parametrize(("text", "value"), TENSES)
def test_the_nearest_verb_tells_which_weekday(read, text, value):
    assert only(read(text)).value == value


def test_a_date_either_way_round_stays_open_without_a_clue(read):
    time = only(read("It fell on 03/04/2021."))
    assert (time.value, time.status) == (None, "unresolved")
    assert time.reason == "day and month either way round: 2021-04-03 or 2021-03-04"


@pytest.mark.parametrize(("other", "value"), [("25/08/2021", "2021-04-03"), ("08/25/2021", "2021-03-04")])
def test_other_dates_tell_which_way_round(read, other, value):
    first, second = read(f"It fell on 03/04/2021 and again on {other}.")
    assert (first.value, first.status) == (value, "inferred")
    assert second.status == "stated"


def test_the_publication_date_as_it_was_read_tells_which_way_round():
    published = Published(
        value="2021-04-03", status="inferred", origin="text",
        evidence=ZoneSpan(zone="dateline", start=0, end=10, text="03/04/2021"),
    )  # fmt: skip
    (time,) = Times(SETTINGS).times("It fell on 02/04/2021.", published)
    assert (time.value, time.status) == ("2021-04-02", "inferred")


def test_no_such_day_is_unresolved(read):
    time = only(read("It fell on 29 February 2021."))
    assert (time.value, time.status) == (None, "unresolved")


def test_the_component_is_registered_and_takes_no_unknown_setting():
    component = build("times", {"history_years": 2, "min_history_share": 0.6, "min_history_dates": 6})
    report = Report.of_text("It fell on 3 March 2021.")
    assert [time.id for time in component.read(report, Findings()).times] == ["t1"]


_LINES = (
    "on in at the 3 5 31 March May 2021 1996 Sunday last next two days ago before after between and night , . - ( )",
    "12:30 p.m. Eid Ramadan 1443 AH quarter first of early week weeks every a year BC 264 '90s 03/04/2021 noon",
)
_WORDS = st.sampled_from([*" ".join(_LINES).split(), "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=14).map(" ".join), st.sampled_from([None, "2021-08-25", "2021-08", "2021"]))
def test_any_words_give_grounded_times_in_order(text, published):
    known = Published(value=published, status="stated", origin="metadata") if published else Published()
    times = list(Times(SETTINGS).times(text, known))
    assert all(text[time.start : time.end] == time.text for time in times)
    assert all(one.end <= other.start for one, other in itertools.pairwise(times))
    assert all((time.value is None) == (time.status == "unresolved") for time in times)
    assert all(time.reason for time in times if time.status != "stated")
    assert times == list(Times(SETTINGS).times(text, known))


def test_a_long_text_without_sentences_takes_time_in_proportion(read):
    text = "In 1961, 1962, 1963, 1964, 1965 and 1966 he said “ at noon " + "at noon and at 9 p.m. they fled " * 2000
    assert len(read(text)) == 4007


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert all(text[time.start : time.end] == time.text for time in Times(SETTINGS).times(text, Published()))
