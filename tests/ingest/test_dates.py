import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ingest.datelines import read_date_line, read_wire_opening
from sayso.ingest.dates import AGO, count_back, digit_orders, find_dates, read_stated

WRITTEN = [
    ("25/08/2021", ("2021-08-25",)),
    ("8/25/2021 3:00 PM", ("2021-08-25",)),
    ("03/04/2021", ("2021-04-03", "2021-03-04")),
    ("05/05/2021", ("2021-05-05",)),
    ("1.2.2021", ("2021-02-01", "2021-01-02")),
    ("25.08.21", ("2021-08-25",)),
    ("12 Sept 2019 at 14:05", ("2019-09-12",)),
    ("March 10, 2002", ("2002-03-10",)),
    ("10th of March, 2002", ("2002-03-10",)),
    ("Tuesday, 3 May 2016", ("2016-05-03",)),
    ("Sept. 28", ("--09-28",)),
    ("25-Aug-2021", ("2021-08-25",)),
    ("2021-08-25 10:11:00 +0430", ("2021-08-25",)),
    ("2021/8/5", ("2021-08-05",)),
    ("Febuary 3, 1999", ("1999-02-03",)),
    ("August 2021", ("2021-08",)),
    ("3 JAN 90 -- x", ("1990-01-03",)),
    ("25 de agosto de 2021", ("2021-08-25",)),
    ("14:05 May 3, 2016", ("2016-05-03",)),
    ("29 Feb 2020", ("2020-02-29",)),
]


@pytest.mark.parametrize(("text", "readings"), WRITTEN)
def test_what_a_written_date_can_mean(text, readings):
    (found,) = find_dates(text)
    assert found.readings == readings
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    ["31/02/2021", "32 May 2021", "29 Feb 2021", "1.2.34.5", "the 3 of them", "12:30", "May be", "10/12", "3/4/5"],
)
def test_what_is_no_whole_date(text):
    assert [found for found in find_dates(text) if found.has_year] == []


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_back(day):
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%a, %d %b %Y 10:00:00 GMT"):
        (found,) = find_dates(day.strftime(form))
        assert found.readings == (day.isoformat(),)
    (digits,) = find_dates(day.strftime("%d/%m/%Y"))
    assert digits.readings[0] == day.isoformat()
    assert (len(digits.readings) == 1) == (day.day > 12 or day.day == day.month)


@given(st.text(max_size=80))
def test_offsets_hold_in_any_text(text):
    for found in find_dates(text):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("2021-08-25T23:30:00-04:00", "2021-08-25"),
        ("20210825T101010Z", "2021-08-25"),
        ("2021-08", "2021-08"),
        ("2021", "2021"),
        ("Wed, 25 Aug 2021 23:00:00 -0700", "2021-08-25"),
    ],
)
def test_metadata_keep_the_day_of_the_stated_local_time(value, reading):
    assert read_stated(value).readings == (reading,)


@pytest.mark.parametrize("value", ["", "soon", "1629878400", "0001-01-01T00:00:00", "2021-13-40"])
def test_metadata_without_a_date(value):
    assert read_stated(value) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("3 hours ago", "2021-12-31"),
        ("an hour ago", "2022-01-01"),
        ("2 days ago", "2021-12-30"),
        ("two weeks ago", "2021-12-18"),
        ("1 month ago", "2021-12"),
        ("a year ago", "2021"),
        ("yesterday", "2021-12-31"),
    ],
)
def test_counting_back_from_the_fetch(words, value):
    assert count_back(AGO.search(words), "2022-01-01T02:00:00+00:00") == value


def test_orders_shown_by_other_dates():
    assert digit_orders("on 13/03/2021 and 03/04/2021") == {"day"}
    assert digit_orders("on 13/03/2021 and 03/14/2021") == {"day", "month"}
    assert digit_orders("on 03/04/2021") == set()


LINES = [
    ("Published 25 August 2021", "published", "25 August 2021"),
    ("This story is from March 10, 2002", "published", "March 10, 2002"),
    ("Published 3 hours ago", "published", "3 hours ago"),
    ("Posted on 12 Sept 2019 at 14:05", "published", "12 Sept 2019"),
    ("Last updated: 2 Sept 2020, 4:05 p.m.", "updated", "2 Sept 2020"),
    ("Updated 26 August 2021, published 25 August 2021", "published", "25 August 2021"),
    ("Tuesday, 3 May 2016", "plain", "3 May 2016"),
    ("2021-08-25 10:11:00 +0430", "plain", "2021-08-25"),
    ("Kesh, 25 August 2021", "plain", "25 August 2021"),
    ("Aug 25", "plain", "Aug 25"),
    ("3 hours ago", "plain", "3 hours ago"),
]


@pytest.mark.parametrize(("line", "kind", "words"), LINES)
def test_date_lines(line, kind, words):
    found = read_date_line(line)
    assert (found.kind, line[found.start : found.end]) == (kind, words)


@pytest.mark.parametrize(
    "line",
    [
        "On 25 August 2021 they fled.",
        "In May 2016 Rebels Left Tamru",
        "He was there 3 hours ago",
        "Yesterday",
        "The May 2016 Offensive",
        "Published in 2019, the book tells of 3 May 2016, when he left.",
        "Reported on 3 May 2016 by the ministry, the loss was large.",
        "25 August 2021 was a Wednesday.",
    ],
)
def test_prose_with_a_date_is_no_date_line(line):
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("KABUL, Aug 25 (Agency) - Fighters took", "Aug 25"),
        ("Kabul, Aug 25 (Agency) — Fighters took", "Aug 25"),
        ("PORT ASEL, N.K., Sept. 26 (TPA) — Two", "Sept. 26"),
        ("SAN SALVADOR, 3 JAN 90 -- [REPORT]", "3 JAN 90"),
        ("Aug 25 (Agency) - Fighters", "Aug 25"),
        ("KESH, Aug. 25 /Agency/ -- Two", "Aug. 25"),
    ],
)
def test_wire_openings(opening, words):
    found = read_wire_opening(opening)
    assert opening[found.start : found.end] == words


@pytest.mark.parametrize(
    "opening",
    [
        "On Aug 25 - a Sunday - they left",
        "The rebels, Aug 25 - he said",
        "By Aug 25 - a month on",
        "KESH (TPA) — The army",
    ],
)
def test_what_is_no_wire_opening(opening):
    assert read_wire_opening(opening) is None
