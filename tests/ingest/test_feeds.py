import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.errors import IngestError, LimitError, UnreadableError
from sayso.ingest.feeds import extract_feed
from sayso.ingest.fragments import fragment_text
from sayso.ingest.limits import Limits

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Weekly</title><link>https://harbour.example/</link><language>en-gb</language>
<item><title>Market shelled &amp; bridge closed</title><link>https://harbour.example/a?x=1&amp;y=2</link>
<dc:creator>Ida Brock</dc:creator><pubDate>Wed, 25 Aug 2021 09:00:00 +0200</pubDate><guid>urn:a</guid>
<description>Four people died.</description>
<content:encoded><![CDATA[<p>Four people <b>died</b> in Tarabad.</p><p>“We carried them,” she said.<br>It was seven.</p>
<script>alert(1)</script>
<p>The post <a href="/a">Market shelled</a> appeared first on <a href="/">Harbour Weekly</a>.</p>]]>
</content:encoded></item>
<item><title>Talks off</title><description>Envoys left Port Amsel.</description><link>javascript:alert(1)</link></item>
<item><title>Only a headline</title></item>
<item><link>https://harbour.example/empty</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Gathered news</title>
<entry><title type="html">Dam &lt;i&gt;holds&lt;/i&gt;</title><id>tag:1</id><updated>2021-08-26T10:00:00Z</updated>
<published>2021-08-25T10:00:00Z</published><author><name>Jonas Telmar</name></author>
<link rel="alternate" href="https://north.example/dam"/><source><title>Northern Post</title></source>
<summary>The dam held.</summary></entry>
<entry><title>Second</title><id>tag:2</id><updated>2021-08-24T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>"""


def test_rss_items_in_order() -> None:
    first, second, third = extract_feed(RSS.encode(), Limits())
    assert first.title == "Market shelled & bridge closed"
    assert first.text == "Four people died in Tarabad.\n\n“We carried them,” she said.\nIt was seven."
    assert (first.byline, first.outlet, first.language) == ("Ida Brock", "Harbour Weekly", "en-gb")
    assert (first.url, first.external_id) == ("https://harbour.example/a?x=1&y=2", "urn:a")
    assert [(date.value, date.weak) for date in first.dates] == [("Wed, 25 Aug 2021 09:00:00 +0200", False)]
    assert (second.title, second.text, second.url) == ("Talks off", "Envoys left Port Amsel.", None)
    assert (third.title, third.text) == (None, "Only a headline")


def test_atom() -> None:
    first, second = extract_feed(ATOM.encode(), Limits())
    assert (first.title, first.text, first.outlet) == ("Dam holds", "The dam held.", "Northern Post")
    assert [(date.value, date.weak) for date in first.dates] == [
        ("2021-08-25T10:00:00Z", False),
        ("2021-08-26T10:00:00Z", True),
    ]
    assert (second.text, second.outlet) == ("One.\n\nTwo.", "Gathered news")
    assert [(date.value, date.weak) for date in second.dates] == [("2021-08-24T10:00:00Z", False)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    feed = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel><title>N</title><item>"
    feed += "<title>Café hit</title><description>Zoë Müller died.</description></item></channel></rss>"
    (item,) = extract_feed(feed.encode(encoding), Limits())
    assert (item.title, item.text) == ("Café hit", "Zoë Müller died.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_grow(encoding: str) -> None:
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{layers}]><rss><channel><item><title>&a11;</title>'
    tracemalloc.start()
    with pytest.raises(UnreadableError, match="declares XML entities"):
        extract_feed(feed.encode(encoding), Limits())
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_name_is_never_opened(tmp_path: object) -> None:
    with pytest.raises(UnreadableError):
        extract_feed(b"/etc/hostname", Limits())
    with pytest.raises(UnreadableError):
        extract_feed(b"http://127.0.0.1:9/feed", Limits())


def test_limits() -> None:
    with pytest.raises(LimitError, match=r"more items \(4\) than the limit max_members = 2 allows"):
        extract_feed(RSS.encode(), Limits(max_members=2))
    with pytest.raises(LimitError, match="than the limit max_text_chars = 20 allows"):
        extract_feed(RSS.encode(), Limits(max_text_chars=20))


def test_a_feed_that_is_cut_off_keeps_its_whole_items() -> None:
    items = extract_feed(RSS.encode()[: RSS.index("<item><title>Only")], Limits())
    assert [item.title for item in items] == ["Market shelled & bridge closed", "Talks off"]


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("Two words", "Two words"),
        ("One.\n\nTwo\nlines.", "One.\n\nTwo lines."),
        ("A &amp; B", "A & B"),
        ("<p>One.</p>tail<p>Two.</p>", "One.\n\ntail\n\nTwo."),
        ("One.<br><br>Two.<br/>Three.", "One.\n\nTwo.\nThree."),
        ("<div style='display:none'>Preview</div><p>Body</p>after", "Body\n\nafter"),
        ("<!-- note -->Kept<!-- more --> words", "Kept words"),
        ("<script>no()</script>Kept", "Kept"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("a <b>b<i>c</i></b>d", "a bcd"),
    ],
)
def test_fragments(fragment: str, text: str) -> None:
    assert fragment_text(fragment) == text


def test_deep_nesting_is_no_recursion() -> None:
    assert fragment_text("<div>" * 1500 + "deep") == "deep"
    assert fragment_text("<div>" * 50_000 + "deep") in ("", "deep")


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_no_word_is_lost_or_doubled(words: str) -> None:
    plain = "".join(c for c in words if c.isalnum() and c.isascii())
    assert fragment_text(f"<p>{plain}<b>{plain}</b></p>x") == (f"{plain}{plain}\n\nx" if plain else "x")


@given(st.integers(0, len(RSS)), st.text(max_size=20))
@settings(max_examples=40, deadline=None)
def test_damaged_feeds_end_in_reports_or_a_reason(place: int, damage: str) -> None:
    content = (RSS[:place] + damage + RSS[place + len(damage) :]).encode(errors="replace")
    try:
        reason = extract_feed(content, Limits())[0].text
    except IngestError as error:
        reason = str(error)
    assert reason
