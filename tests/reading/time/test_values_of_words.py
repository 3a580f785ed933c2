import pytest

DATES = [
    ("He left on 3 March 2021.", "3 March 2021", "2021-03-03"),
    ("It fell on September 11, 2001.", "September 11, 2001", "2001-09-11"),
    ("It fell on Sept. 11, 2001.", "Sept. 11, 2001", "2001-09-11"),
    ("They met on Tuesday, 17 August 2021.", "Tuesday, 17 August 2021", "2021-08-17"),
    ("They met on 2021-08-17.", "2021-08-17", "2021-08-17"),
    ("It began in August 2020.", "August 2020", "2020-08"),
    ("It began in mid-2015.", "mid-2015", "2015"),
    ("It began in the early 1980s.", "the early 1980s", "198"),
    ("It began in the 20th century.", "the 20th century", "19"),
    ("In 264 BC they fought.", "264 BC", "BC0264"),
    ("It was the third quarter of 2020.", "the third quarter of 2020", "2020-Q3"),
    ("It was the winter of 2020.", "the winter of 2020", "2020-WI"),
    ("It was the second half of 1942.", "the second half of 1942", "1942-H2"),
    ("They fled in nineteen ninety-six.", "nineteen ninety-six", "1996"),
    ("Two days before September 11, 2001 he died.", "Two days before September 11, 2001", "2001-09-09"),
    ("He came back 20 years after 9/11.", "20 years after 9/11", "2021"),
    ("They met two weeks ago.", "two weeks ago", "2021-W32"),
    ("It fell last week.", "last week", "2021-W33"),
    ("It fell last month.", "last month", "2021-07"),
    ("It fell yesterday.", "yesterday", "2021-08-24"),
    ("It fell the day before yesterday.", "the day before yesterday", "2021-08-23"),
    ("He was killed on Sunday.", "Sunday", "2021-08-22"),
    ("He was killed on Wednesday.", "Wednesday", "2021-08-25"),
    ("They will meet on Sunday.", "Sunday", "2021-08-29"),
    ("It was hit on Sunday (22).", "Sunday (22)", "2021-08-22"),
    ("It was hit on Tuesday (24/8).", "Tuesday (24/8)", "2021-08-24"),
    ("Fighting has gone on since January.", "January", "2021-01"),
    ("Fighting broke out in November.", "November", "2020-11"),
    ("Talks will begin in November.", "November", "2021-11"),
    ("They fled during Ramadan.", "Ramadan", "2021-04"),
    ("It fell on the eve of Eid al-Adha 2021.", "the eve of Eid al-Adha 2021", "2021-07-19"),
    ("He prayed on Ashura.", "Ashura", "2021-08-18"),
    ("They met at Nowruz.", "Nowruz", "2021-03-21"),
    ("It was Easter 2021.", "Easter 2021", "2021-04-04"),
    ("It was Christmas 1914.", "Christmas 1914", "1914-12-25"),
    ("It was issued on 15 Ramadan 1442 AH.", "15 Ramadan 1442 AH", "2021-04-27"),
    ("It was issued on 3 Hamal 1400.", "3 Hamal 1400", "2021-03-23"),
    ("THE ARMY LEFT ON 24 AUGUST 2021.", "24 AUGUST 2021", "2021-08-24"),
    ("the army left in may 2020.", "may 2020", "2020-05"),
    ("He recently left.", "recently", "PAST_REF"),
    ("Three days before September 11, 2001 he died.", "Three days before September 11, 2001", "2001-09-08"),
    ("A week after 3 May 2020 they fled.", "A week after 3 May 2020", "2020-05-10"),
    ("They met ten years after 9/11.", "ten years after 9/11", "2011"),
    ("Police said on Monday (23) that he fled.", "Monday (23)", "2021-08-23"),
    ("Shells fell last week and the week before.", "last week", "2021-W33"),
    ("The war of the early 1990s went on.", "the early 1990s", "199"),
    ("They came back in the '90s.", "the '90s", "199"),
    ("They came in the late eighties.", "the late eighties", "198"),
    ("It was hit in mid-March 2019.", "mid-March 2019", "2019-03"),
    ("Fighting has raged since Friday.", "Friday", "2021-08-20"),
    ("Nobody has come since May 2020.", "May 2020", "2020-05"),
    ("Eid prayers were held on Eid al-Fitr.", "Eid al-Fitr", "2021-05-13"),
    ("They will pray on Eid al-Adha.", "Eid al-Adha", "2022-07-09"),
    ("The talks will begin after Ramadan.", "Ramadan", "2022-04"),
    ("They remembered 9/11.", "9/11", "2001-09-11"),
    ("The 9/11 attacks changed that.", "9/11", "2001-09-11"),
    ("It is dated 1 Muharram 1443 AH.", "1 Muharram 1443 AH", "2021-08-09"),
    ("The decree of 12 Rabi al-Awwal 1442 stands.", "12 Rabi al-Awwal 1442", "2020-10-29"),
    ("The order of 22 Bahman 1399 stands.", "22 Bahman 1399", "2021-02-10"),
    ("They fled on the 15th of Mizan 1399.", "the 15th of Mizan 1399", "2020-10-06"),
    ("The dam broke on Yom Kippur 1973.", "Yom Kippur 1973", "1973-10-06"),
    ("It began on the first day of Passover 2002.", "the first day of Passover 2002", "2002-03-28"),
    ("They fled on the second day of Eid al-Adha.", "the second day of Eid al-Adha", "2021-07-21"),
    ("They fled on the eve of Ramadan.", "the eve of Ramadan", "2021-04-12"),
    ("He signed on Veterans Day 2020.", "Veterans Day 2020", "2020-11-11"),
    ("TELEGRAM OF 14 SEP 87 FROM THE POST.", "14 SEP 87", "1987-09-14"),
    ("Later in 1944 they fled.", "Later in 1944", "1944"),
    ("It was the year-earlier period.", "the year-earlier period", None),
    ("They fought during this period.", "this period", None),
    ("The dry season came.", "The dry season", None),
]
TIMES = [
    ("It fell in the early hours of Tuesday.", "the early hours of Tuesday", "2021-08-24TMO"),
    ("It fell on Friday night.", "Friday night", "2021-08-20TNI"),
    ("It fell overnight.", "overnight", "2021-08-24TNI"),
    ("Overnight on Friday they fled.", "Overnight on Friday", "2021-08-20TNI"),
    ("Shells fell in the small hours of Sunday.", "the small hours of Sunday", "2021-08-22TMO"),
    ("They came in the early hours of 3 May 2020.", "the early hours of 3 May 2020", "2020-05-03TMO"),
    ("It fell at dawn on Sunday.", "dawn on Sunday", "2021-08-22TMO"),
    ("It fell at 6 p.m. on Monday.", "6 p.m. on Monday", "2021-08-23T18:00"),
    ("It fell on Monday at 17:00.", "Monday at 17:00", "2021-08-23T17:00"),
    ("It fell on Tuesday at 0530 hours.", "Tuesday at 0530 hours", "2021-08-24T05:30"),
    ("The group of 141230ZMAR22 says so.", "141230ZMAR22", "2022-03-14T12:30Z"),
    ("It fell at half past six in the morning on 3 May 2020.", "half past six in the morning on 3 May 2020",
     "2020-05-03T06:30"),
    ("The night of 5/6 June 2020 was quiet.", "The night of 5/6 June 2020", "2020-06-05TNI"),
]  # fmt: skip
DURATIONS = [
    ("It lasted three days.", "three days", "P3D"),
    ("It lasted a week.", "a week", "P1W"),
    ("It lasted half an hour.", "half an hour", "PT30M"),
    ("It lasted three and a half years.", "three and a half years", "P3Y6M"),
    ("It lasted more than four hours.", "more than four hours", "PT4H"),
    ("A two-hour truce held.", "two-hour", "PT2H"),
    ("It lasted several days.", "several days", "PXD"),
    ("For the past two decades he fought.", "the past two decades", "P20Y"),
    ("It lasted nearly three years.", "nearly three years", "P3Y"),
    ("It lasted at least four hours.", "at least four hours", "PT4H"),
    ("It lasted two weeks or more.", "two weeks or more", "P2W"),
    ("The three-month period was quiet.", "The three-month period", "P3M"),
    ("In recent years it was quiet.", "recent years", "PXY"),
    ("It will end in the coming weeks.", "the coming weeks", "PXW"),
    ("They will answer within the hour.", "the hour", "PT1H"),
    ("They fled for a long time.", "a long time", None),
]
SETS = [
    ("They march every Friday.", "every Friday", "XXXX-WXX-5"),
    ("They meet on Fridays.", "Fridays", "XXXX-WXX-5"),
    ("It comes daily.", "daily", "P1D"),
    ("He called twice a day.", "twice a day", "P1D"),
    ("They meet every two weeks.", "every two weeks", "P2W"),
    ("Four flights a week come.", "a week", "P1W"),
    ("It costs $3 billion a year.", "a year", "P1Y"),
]


@pytest.mark.parametrize(("text", "words", "value"), DATES)
def test_dates(read, text, words, value):
    assert (words, "DATE", value) in read.values(text)


@pytest.mark.parametrize(("text", "words", "value"), TIMES)
def test_times_of_day(read, text, words, value):
    assert read.values(text) == [(words, "TIME", value)]


@pytest.mark.parametrize(("text", "words", "value"), DURATIONS)
def test_durations(read, text, words, value):
    assert read.values(text) == [(words, "DURATION", value)]


@pytest.mark.parametrize(("text", "words", "value"), SETS)
def test_sets(read, text, words, value):
    assert read.values(text) == [(words, "SET", value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between 3 and 5 May 2021", [("3", "2021-05-03"), ("5 May 2021", "2021-05-05")]),
        ("on 3, 4 and 5 May 2021", [("3", "2021-05-03"), ("4", "2021-05-04"), ("5 May 2021", "2021-05-05")]),
        ("between 28 and 30 April 2021", [("28", "2021-04-28"), ("30 April 2021", "2021-04-30")]),
        ("on May 3 and 5 they met", [("May 3", "2021-05-03"), ("5", "2021-05-05")]),
        ("On the 12th and 13th they met", [("12th", "2021-08-12"), ("13th", "2021-08-13")]),
        ("from March to June 2015", [("March", "2015-03"), ("June 2015", "2015-06")]),
        ("from November to February 2015", [("November", "2014-11"), ("February 2015", "2015-02")]),
        ("between 1996 and 2001", [("1996", "1996"), ("2001", "2001")]),
        ("1979-89 was hard", [("1979", "1979"), ("89", "1989")]),
        ("in 264–241 BC", [("264", "BC0264"), ("241 BC", "BC0241")]),
    ],
)
def test_each_end_of_a_range_is_a_time_of_its_own(read, text, values):
    assert [(time.text, time.value) for time in read(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "The 6-year-old boy and his father, 34 years old, left.",
        "They may leave and march on.",
        "The city will fall soon after.",
        "It cost $2,000 and 1,990 people paid, 15 percent of them late.",
        "Some 2000 people fled.",
        "Sun Microsystems and Mr. May won in straight sets.",
        "A second man was seen.",
        "In the evening news he spoke of it.",
        "He is in his eighties.",
    ],
)
def test_what_is_no_time(read, text):
    assert read(text) == []


def test_ocr_spaces_and_line_breaks_are_no_part_of_words(read):
    assert read.values("It fell on 24  August\n2021 , they said.") == [("24  August\n2021", "DATE", "2021-08-24")]


def test_a_paragraph_ends_an_expression(read):
    assert [time.text for time in read("It fell in March\n\n2021 was worse.")] == ["March", "2021"]
