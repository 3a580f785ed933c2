"""The lists: filters in the address, paging, counts, hits."""

from typing import Any

import pytest

from sayso.core.pronouns import is_pronoun
from sayso.web import gather
from sayso.web.answers import spoken_name
from sayso.web.data import Tally
from sayso.web.pages import download_name
from sayso.web.timeline import timeline


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [2, 1, 4, 5, 3]),
        ("?outlet=O+Vale", [4]),
        ("?language=en", [2, 1, 5]),
        ("?since=2031-03-01", [2, 1, 4]),
        ("?until=2031-02-28", [5]),
        ("?since=2031-03-05&until=2031-03-05", [2, 4]),  # a month stands for each of its days
        ("?outlet=&since=&until=&language=", [2, 1, 4, 5, 3]),
        ("?outlet=nobody", []),
        ("?limit=2", [2, 1]),
        ("?limit=2&offset=4", [3]),
        ("?offset=50", []),
    ],
)
def test_filters_and_paging(query: str, numbers: list[int], client: Any, ids: dict[int, str]) -> None:
    shown = client.get(f"/reports.json{query}").json()
    by_id = {report: number for number, report in ids.items()}
    found = [by_id[row["id"]] for row in shown["rows"]]
    assert sorted(found) == sorted(numbers)
    assert [n for n in found if n in (1, 2, 5)] == [n for n in numbers if n in (1, 2, 5)], "the latest first"
    assert client.get(f"/reports{query}").status_code == 200


def test_paging_keeps_the_filters(client: Any) -> None:
    html = client.get("/reports?language=en&limit=1&offset=1").text
    assert 'rel="prev" href="/reports?language=en&amp;limit=1"' in html
    assert 'rel="next" href="/reports?language=en&amp;limit=1&amp;offset=2"' in html
    assert "2 of 3" in html
    assert 'rel="next"' not in client.get("/reports?language=en&limit=1&offset=2").text


def test_rows_say_what_is_not_known(client: Any, ids: dict[int, str]) -> None:
    rows = {row["id"]: row for row in client.get("/reports.json").json()["rows"]}
    assert rows[ids[3]]["published"] == {"value": None, "status": "unresolved"}
    assert rows[ids[4]]["attributions"] is None, "not read is not the same as no attributions"
    assert rows[ids[5]]["attributions"] == 0
    assert rows[ids[1]]["copies"] == rows[ids[2]]["copies"] == 1


def test_overview_counts(client: Any) -> None:
    shown = client.get("/.json").json()
    wanted = {"reports": 5, "not_read": 1, "attributions": 9, "outlet_count": 4, "copy_groups": 1, "failures": 1}
    assert {name: shown[name] for name in wanted} == wanted
    assert shown["undated"] == 1
    assert [day["name"] for day in shown["days"]] == ["2031-02-27", "2031-03", "2031-03-04", "2031-03-05"]
    assert {"name": None, "count": 1} in shown["outlets"]


def test_search_marks_its_hits(client: Any, ids: dict[int, str]) -> None:
    shown = client.get("/search.json?q=rebels").json()
    for row in shown["rows"]:
        assert {row["snippet"][start:end].lower() for start, end in row["marks"]} == {"rebels"}
    assert {row["report"] for row in shown["rows"]} == {ids[1], ids[2]}
    assert '<mark class="hit">Rebels</mark> say they hold' in client.get("/search?q=rebels").text
    assert "No report has" in client.get("/search?q=zebra").text
    first = client.get("/search.json?q=rebels&limit=1").json()
    assert (len(first["rows"]), first["window"]["more"]) == (1, True)
    assert client.get("/search.json?q=").json() == {"words": "", "window": None, "rows": []}


def test_totals_and_choices(client: Any) -> None:
    for path, total in (
        ("/search.json?q=rebels&limit=1", 2),
        ("/attributions.json?limit=2", 9),
        ("/attributions.json?source=orran&limit=1", 2),
        ("/speakers.json?limit=1", 5),
        ("/copies.json", 1),
        ("/failures.json?offset=5", 1),
        ("/reports.json?language=en&limit=1", 3),
    ):
        assert client.get(path).json()["window"]["total"] == total, path
    assert "1 of 9" in client.get("/attributions?limit=1").text
    chosen = client.get("/reports.json?language=en&outlet=O+Vale").json()
    assert chosen["rows"] == []
    assert {"name": "O Vale", "count": 0} in chosen["outlets"], "what is chosen stays to be seen"
    assert chosen["languages"] == [{"name": "pt", "count": 1}, {"name": "en", "count": 0}]
    assert '<option value="O Vale" selected>O Vale (0)' in client.get("/reports?language=en&outlet=O+Vale").text


def test_speakers_by_pages(client: Any) -> None:
    every = client.get("/speakers.json").json()["rows"]
    assert [client.get(f"/speakers.json?limit=1&offset={at}").json()["rows"][0] for at in range(len(every))] == every
    assert 'rel="next" href="/speakers?limit=1&amp;offset=1"' in client.get("/speakers?limit=1").text


@pytest.mark.parametrize(
    ("source", "shown", "pronoun"),
    [
        ("its spokesman,  Colonel Karel,", "its spokesman, Colonel Karel", False),
        ("Marta Ilves –", "Marta Ilves", False),
        ("Acme Corp.", "Acme Corp.", False),
        ("He", "He", True),
        ("they,", "they", True),
        ("—", "—", False),
    ],
)
def test_how_a_source_is_shown(source: str, shown: str, pronoun: bool) -> None:
    assert spoken_name(source) == shown
    assert is_pronoun(source) is pronoun


def test_a_large_group_of_copies_is_cut_and_leads_to_all(monkeypatch: pytest.MonkeyPatch, client: Any) -> None:
    monkeypatch.setattr(gather, "MEMBERS_SHOWN", 1)
    (group,) = client.get("/copies.json").json()["groups"]
    assert (group["size"], len(group["members"])) == (2, 1)
    html = client.get("/copies").text
    assert f'<a href="/reports/{group["members"][0]["report"]}#copies">All 2 reports of this group</a>' in html
    assert 'id="copies"' in client.get(f"/reports/{group['members'][0]['report']}").text


def test_speakers_copies_and_failures(client: Any, ids: dict[int, str]) -> None:
    speakers = client.get("/speakers.json").json()["rows"]
    assert {"name": "Josip Karel", "attributions": 2, "reports": 2} in speakers
    (group,) = client.get("/copies.json").json()["groups"]
    assert [member["report"] for member in group["members"]] == [ids[1], ids[2]]
    assert group["members"][0]["jaccard"] is None
    (failure,) = client.get("/failures.json").json()["rows"]
    assert (failure["stage"], failure["reason"]) == ("open", "not a PDF: <no header>")
    assert client.get("/failures.json").json()["stages"] == [{"name": "open", "count": 1}]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("source=karel", ["1 a2", "2 a2"]),
        ("source=KAREL&stance=deny&manner=direct", ["1 a2", "2 a2"]),
        ("source=kare", []),
        ("manner=indirect", ["1 a4"]),
        ("manner=&stance=deny&source=", ["1 a2", "2 a2"]),
    ],
)
def test_attributions(query: str, found: list[str], client: Any, ids: dict[int, str]) -> None:
    by_id = {report: number for number, report in ids.items()}
    rows = client.get(f"/attributions.json?{query}").json()["rows"]
    assert sorted(f"{by_id[row['report']]} {row['id']}" for row in rows) == found
    html = client.get(f"/attributions?{query}").text
    for row in rows:
        assert f'href="/reports/{row["report"]}#{row["id"]}-1"' in html
        assert f'id="{row["id"]}-1"' in client.get(f"/reports/{row['report']}").text


def test_pieces_of_a_quote_are_kept_apart(client: Any) -> None:
    rows = client.get("/attributions.json?source=ilse").json()["rows"]
    assert rows[0]["content"] == ["“The bridge is ours, and it stays ours,”", "“Let them come and count the stones.”"]


def tallies(**counts: int) -> tuple[Tally, ...]:
    return tuple(Tally(name=name.removeprefix("d").replace("_", "-"), count=count) for name, count in counts.items())


def test_timeline_by_day_keeps_empty_days() -> None:
    shown = timeline(tallies(d2031_02_27=2, d2031_03_02=1))
    assert (shown.unit, shown.most, shown.vague) == ("day", 2, 0)
    assert [(bar.name, bar.count) for bar in shown.bars] == [
        ("2031-02-27", 2), ("2031-02-28", 0), ("2031-03-01", 0), ("2031-03-02", 1),
    ]  # fmt: skip


def test_timeline_by_month_and_year() -> None:
    months = timeline(tallies(d2030_11_05=1, d2030_11_06=1, d2031_02=2, d2031=1))
    assert (months.unit, months.vague) == ("month", 1)
    assert [(bar.since, bar.until, bar.count) for bar in months.bars] == [
        ("2030-11-01", "2030-11-30", 2), ("2030-12-01", "2030-12-31", 0), ("2031-01-01", "2031-01-31", 0),
        ("2031-02-01", "2031-02-28", 2),
    ]  # fmt: skip
    years = timeline(tallies(d1996_05_01=1, d2021=3))
    assert (years.unit, len(years.bars), years.most, years.vague) == ("year", 26, 3, 0)
    assert (years.bars[-1].since, years.bars[-1].until) == ("2021-01-01", "2021-12-31")
    assert timeline(()).bars == ()
    assert sum(bar.count for bar in timeline(tallies(d2021=2)).bars) == 2


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("reports/a b.html", "a_b.html"),
        ("archive.zip!/x/../../etc/passwd", "passwd"),
        ("https://x.example/a%2F..%2Fb?q=1#f", "b"),
        ('n"; filename="evil.exe', "n___filename__evil.exe"),
        ("a\r\nSet-Cookie: x", "a__Set-Cookie__x"),
        ("C:\\files\\r.pdf", "r.pdf"),
        ("Ťaşkǝn", "a_k_n"),
        ("...", "original"),
        ("", "original"),
    ],
)
def test_names_of_downloads(uri: str, name: str) -> None:
    assert download_name(uri) == name
