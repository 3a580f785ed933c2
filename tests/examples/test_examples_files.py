"""The example reports and their hand-made gold agree with each other and with the calendar."""

import datetime
import email.utils
import html
import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from importlib import resources
from pathlib import Path

import docx
import pypdfium2
import pytest

REPORTS = Path(str(resources.files("sayso"))) / "examples" / "reports"
ROOT = Path(__file__).parents[2]
TRUTH = json.loads((Path(__file__).parent / "truth.json").read_text(encoding="utf-8"))
BY_ID = {report["id"]: report for report in TRUTH["reports"]}
INCIDENTS = {incident["id"]: incident for incident in TRUTH["incidents"]}
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
ROLES = {"news", "background", "denial", "correction"}
BROKEN = "23-bulletin-truncated.pdf"


def each_report():
    return pytest.mark.parametrize("report", TRUTH["reports"], ids=lambda report: f"{report['id']}-{report['file']}")


def folded(text):
    return " ".join(text.split())


@cache
def words_of(name):
    """The words of a file: tags away, entities resolved, white space folded."""
    path = REPORTS / name
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        try:
            # PDFium ends a line that breaks at a hyphen with U+FFFE; the hyphens of the bulletin are hard ones.
            pages = [page.get_textpage().get_text_range().replace("\ufffe\r\n", "-") for page in document]
        finally:
            document.close()
        return folded(" ".join(pages))
    if path.suffix == ".docx":
        return folded("\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs))
    raw = path.read_bytes().decode("cp1252" if b"charset=windows-1252" in path.read_bytes() else "utf-8-sig")
    if path.suffix == ".html":
        raw = re.sub(r"<(?!/?(?:p|div|figure|aside)\b)[^>]*>", "", raw, flags=re.IGNORECASE)
        raw = html.unescape(re.sub(r"<[^>]*>", " ", raw))
    elif path.suffix == ".rss":
        raw = html.unescape(re.sub(r"<[^>!][^>]*>", " ", raw))
    return folded(raw)


def test_there_are_24_reports_8_incidents_and_one_broken_file():
    assert list(BY_ID) == [f"r{number:02d}" for number in range(1, 25)]
    assert len(INCIDENTS) == 8
    assert TRUTH["failures"] == [BROKEN]
    files = {path.name for path in REPORTS.iterdir()}
    assert files == {report["file"] for report in TRUTH["reports"]} | {BROKEN}
    suffixes = Counter(Path(name).suffix for name in files)
    assert suffixes == {".html": 12, ".txt": 6, ".pdf": 2, ".docx": 1, ".rss": 1, ".eml": 1}


def test_an_item_of_a_file_is_told_of_once():
    assert max(Counter((report["file"], report["item"]) for report in TRUTH["reports"]).values()) == 1
    assert sorted(report["item"] for report in TRUTH["reports"] if report["file"].endswith(".rss")) == [0, 1, 2]


def test_the_bulletin_has_three_pages_and_the_broken_one_cannot_be_opened():
    document = pypdfium2.PdfDocument(REPORTS / "16-khrm-bulletin.pdf")
    assert len(document) == 3
    document.close()
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(REPORTS / BROKEN)


def test_the_binary_files_are_what_the_tool_makes(tmp_path):
    subprocess.run([sys.executable, str(ROOT / "tools" / "make_examples.py"), str(tmp_path)], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(made) == 3
    for name, content in made.items():
        if name.endswith(".pdf"):
            assert content == (REPORTS / name).read_bytes(), name
    # The parts of a DOCX depend on python-docx's own template; what it says does not.
    again = docx.Document(str(tmp_path / "07-communique-mod.docx"))
    assert folded("\n".join(part.text for part in again.paragraphs)) == words_of("07-communique-mod.docx")


@each_report()
def test_every_quotation_stands_in_its_file(report):
    words = words_of(report["file"])
    for quote in report["quotes"]:
        for piece in quote["content"]:
            assert folded(piece) in words, piece
            assert piece[0] in "\"“‘'«", piece
        assert folded(quote["source"]) in words
        assert quote["cue"] is None or quote["cue"] in words
        assert quote["speaker"]


@each_report()
def test_a_nested_quotation_lies_in_the_one_it_names(report):
    for quote in report["quotes"]:
        assert (quote["kind"] == "nested") == (quote["within"] is not None)
        if quote["kind"] == "nested":
            outer = report["quotes"][quote["within"]]["content"]
            assert all(any(piece in whole for whole in outer) for piece in quote["content"])


@each_report()
def test_what_continues_a_quotation_has_its_speaker_and_no_cue(report):
    for place, quote in enumerate(report["quotes"]):
        if "continues" in quote:
            before = report["quotes"][quote["continues"]]
            assert quote["continues"] < place
            assert quote["cue"] is None
            assert before["speaker"] == quote["speaker"]


@each_report()
def test_opening_marks_are_all_accounted_for(report):
    """No direct quotation of a report is missing from the gold: its curly and angled opening marks add up."""
    words = words_of(report["file"])
    told = [*(piece for quote in report["quotes"] for piece in quote["content"]), *report["not_quotes"]]
    tops = [piece for piece in told if not any(piece != other and piece in other for other in told)]
    if any(mark in words for mark in "“«") and report["file"] != "02-tunnel-ustara-voice.html":
        assert sum(words.count(mark) for mark in "“«") == sum(piece.count(mark) for piece in tops for mark in "“«")


@each_report()
def test_sentences_and_furniture_stand_in_the_file(report):
    words = words_of(report["file"])
    assert len(report["must_contain"]) == 3
    for sentence in (*report["must_contain"], *report["not_quotes"]):
        assert folded(sentence) in words, sentence
    for furniture in report["must_not_contain"]:
        if report["file"].endswith((".pdf", ".html", ".txt", ".eml", ".rss")):
            assert furniture in words, furniture
    assert not set(report["must_contain"]) & set(report["must_not_contain"])


@each_report()
def test_weekdays_beside_dates_are_right(report):
    text = words_of(report["file"])
    months = "|".join(MONTHS)
    shapes = (
        rf"({'|'.join(DAYS)}),? (?P<day>\d{{1,2}}) (?P<month>{months})\b",
        rf"({'|'.join(DAYS)}),? (?P<month>{months}) (?P<day>\d{{1,2}})\b",
    )
    for shape in shapes:
        for found in re.finditer(shape, text):
            date = datetime.date(2023, MONTHS.index(found["month"]) + 1, int(found["day"]))
            assert DAYS[date.weekday()] == found[1], found[0]
    for found in re.finditer(rf"({'|'.join(DAYS)}) \((\d\d)\)", text):
        assert DAYS[datetime.date(2023, 4, int(found[2])).weekday()] == found[1]


@pytest.mark.parametrize("name", ["18-caspian-brief.rss", "20-khorvan-watch-list.eml"])
def test_weekdays_of_rfc_dates_are_right(name):
    stamps = re.findall(r"\w{3}, \d\d? \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", words_of(name))
    assert stamps
    for stamp in stamps:
        assert email.utils.parsedate_to_datetime(stamp).strftime("%a") == stamp[:3]


@each_report()
def test_publication_dates(report):
    published = report["published"]
    assert published["status"] in {"stated", "inferred", "unresolved"}
    assert (published["value"] is None) == (published["status"] == "unresolved")
    if published["value"]:
        assert (
            datetime.date(2023, 3, 29) <= datetime.date.fromisoformat(published["value"]) <= datetime.date(2023, 5, 4)
        )


@pytest.mark.parametrize("incident", TRUTH["incidents"], ids=lambda incident: incident["id"])
def test_incident_values_stand_in_the_reports(incident):
    date = datetime.date.fromisoformat(incident["date"])
    assert len({told["report"] for told in incident["reports"]}) == len(incident["reports"]) >= 2
    for told in incident["reports"]:
        report = BY_ID[told["report"]]
        words = words_of(report["file"])
        assert (told["file"], told["item"]) == (report["file"], report["item"])
        assert set(told["roles"]) <= ROLES
        published = report["published"]["value"]
        assert published is None or date.isoformat() <= published
        if told["date"]:
            assert told["date"]["text"] in words
            for day in (day for day in DAYS if day in told["date"]["text"]):
                assert DAYS[date.weekday()] == day
        assert told["place"] is None or told["place"] in words
        for killed in told["killed"]:
            assert killed["text"] in words, killed
            assert killed["high"] is None or killed["low"] <= killed["high"]


def test_every_report_tells_of_an_incident_and_every_incident_is_news_somewhere():
    assert {told["report"] for incident in TRUTH["incidents"] for told in incident["reports"]} == set(BY_ID)
    for incident in TRUTH["incidents"]:
        assert any("news" in told["roles"] for told in incident["reports"])


def test_the_wire_copies_share_their_words():
    members = {member["how"]: BY_ID[member["report"]] for member in TRUTH["copies"][0]["members"]}
    assert set(members) == {"original", "verbatim", "edited", "shortened"}
    pieces = {
        how: [piece for quote in report["quotes"] for piece in quote["content"]] for how, report in members.items()
    }
    assert pieces["original"] == pieces["verbatim"]
    assert pieces["original"][: len(pieces["shortened"])] == pieces["shortened"]
    plain = str.maketrans("“”", '""')
    assert [piece.translate(plain) for piece in pieces["original"]] == pieces["edited"]
    assert members["edited"]["paragraphs"] == members["original"]["paragraphs"] - 1


def test_father_and_son_share_a_name_and_both_speak():
    speakers = {quote["speaker"] for report in TRUTH["reports"] for quote in report["quotes"]}
    assert {"Tamraz Dashvari (the elder)", "Tamraz Dashvari (the younger)"} <= speakers
