# ruff: noqa: E501 (cases stand on a line each)

import pytest

from sayso.core.original import Given
from sayso.ingest.extracted import DateClue
from sayso.ingest.publication import Sources, find_published

BODY = "The army left."
US, UK = "tamrupost.us", "tamrupost.co.uk"


def clue(value, *, weak=False):
    return DateClue(value=value, source="JSON-LD datePublished", weak=weak)


CASES = [
    # what is known, value, status, origin, part of the reason
    ({"text": "Headline - 25/08/2021 - World\n\nThe army left."}, "2021-08-25", "stated", "text", None),
    ({"text": "Headline - 03/04/2021 - World"}, None, "unresolved", None, "nothing else tells"),
    ({"text": "Headline - 03/04/2021 - World\n\nOn 13/03/2021 it left."}, "2021-04-03", "inferred", "text", "other dates"),
    ({"text": "Headline - 03/04/2021 - World", "outlet": UK}, "2021-04-03", "inferred", "text", "GB"),
    ({"text": "Headline - 03/04/2021 - World", "outlet": US}, "2021-03-04", "inferred", "text", "US"),
    ({"text": "Headline - 03/04/2021 - World", "outlet": "tamrupost.ca"}, None, "unresolved", None, "nothing"),
    ({"text": "Headline - 03/04/2021 - World", "outlet": "tamrupost.io"}, None, "unresolved", None, "nothing"),
    ({"text": "A - 03/04/2021 - World\n\nOn 13/03/2021 it left.", "outlet": US}, None, "unresolved", None, "disagree"),
    ({"text": "A - 03/04/2021", "urls": ("https://a.com/2021/03/04/x",)}, "2021-03-04", "inferred", "text", "address"),
    ({"text": "KESH, Aug 25 (Agency) - The army left."}, None, "unresolved", None, "no year"),
    ({"text": "KESH, Aug 25 (Agency) - x", "urls": ("https://a.com/2021/08/x",)}, "2021-08-25", "inferred", "text", "address"),
    ({"text": "KESH, Dec 31 (Agency) - x", "given": Given(fetched_at="2022-01-02")}, "2021-12-31", "inferred", "text", "fetched"),
    ({"text": "KESH, 3 JAN 90 -- x"}, "1990-01-03", "inferred", "text", "two digits"),
    ({"text": BODY, "dateline": "Published 3 hours ago"}, None, "unresolved", None, "fetched is not known"),
    ({"text": BODY, "dateline": "3 hours ago", "given": Given(fetched_at="2022-01-02T01:00:00Z")}, "2022-01-01", "inferred", "text", "counted back"),
    ({"text": BODY, "given": Given(published="25/08/2021", published_by_user=True)}, "2021-08-25", "stated", "user", None),
    ({"text": BODY, "given": Given(published="25 Aug 2021")}, "2021-08-25", "stated", "metadata", None),
    ({"text": BODY, "given": Given(published="03/04/2021", published_by_user=True), "clues": (clue("2021-05-05"),)}, None, "unresolved", None, "either way"),
    ({"text": BODY, "given": Given(published="soon"), "clues": (clue("2021-05-05"),)}, "2021-05-05", "stated", "metadata", None),
    ({"text": BODY, "given": Given(published="soon")}, None, "unresolved", None, "no date"),
    ({"text": "Published 6 May 2021\n\nx", "clues": (clue("2021-05-05T23:50:00-05:00"),)}, "2021-05-05", "stated", "metadata", None),
    ({"text": "Published 6 May 2021\n\nx", "clues": (clue("2021-05-07", weak=True),)}, "2021-05-06", "stated", "text", None),
    ({"text": BODY, "clues": (clue("2021-05-07", weak=True),)}, None, "unresolved", None, "only the JSON-LD datePublished, 2021-05-07, is known"),
    ({"text": BODY, "clues": (clue("1970-01-01T00:00:00Z"),)}, None, "unresolved", None, "no date"),
    ({"text": "Updated 2 May 2020\n\nText"}, "2020-05-02", "inferred", "text", "changed"),
    ({"text": f"{BODY}\n\nThis story is from March 10, 2002"}, "2002-03-10", "stated", "text", None),
    ({"text": BODY, "urls": ("https://a.com/news/20210825/x",)}, "2021-08-25", "inferred", "metadata", "address"),
    ({"text": BODY, "urls": ("https://a.com/2021/aug/25/x",)}, "2021-08-25", "inferred", "metadata", "address"),
    ({"text": BODY, "urls": ("https://a.com/2021/08/x",)}, "2021-08", "inferred", "metadata", "address"),
    ({"text": "The army left on 25 August 2021."}, None, "unresolved", None, "neither"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "value", "status", "origin", "why"), CASES)
def test_who_states_the_date_and_what_follows(known, value, status, origin, why):
    found = find_published(Sources(**{"given": Given(), **known}))
    assert (found.value, found.status, found.origin) == (value, status, origin)
    assert found.reason is None if why is None else why in found.reason
    assert (found.value is None) == (found.status == "unresolved")


def test_an_open_order_keeps_both_readings_and_its_words():
    text = "Headline - 03/04/2021 - World"
    found = find_published(Sources(given=Given(), text=text))
    assert found.alternatives == ("2021-04-03", "2021-03-04")
    assert (found.evidence.zone, found.evidence.start, found.evidence.end) == ("text", 11, 21)
    assert text[11:21] == found.evidence.text
