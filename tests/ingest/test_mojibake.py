"""Mojibake is put right, and nothing else is touched."""

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.original import Given, Original
from sayso.core.reading import Reading
from sayso.core.report import PageStart
from sayso.ingest.extract import extract
from sayso.ingest.extracted import Extracted
from sayso.ingest.limits import Limits
from sayso.ingest.mojibake import mend, mend_extracted, mend_given, mender

ENGLISH = "“We hold the bridge,” said Ilse Tarn – the café’s owner – “but not São Tavin.”"
HELD = "residents of the valley said. Nobody was hurt, and the road to the market stayed open all day."


def as_windows(text: str) -> str:
    """Return what UTF-8 looks like in windows-1252, as browsers read it: the five open bytes become controls."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def as_latin(text: str) -> str:
    return text.encode().decode("latin-1")


def byte_of(character: str) -> int:
    """Return the byte that windows-1252 or Latin-1 shows as `character`; 0 where there is none."""
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(character) if character <= "\xff" else 0


def may_be_mojibake(text: str) -> bool:
    """Whether two characters in a row stand for the first bytes of a character in UTF-8, or a no-break space broke."""
    return any(
        0xC2 <= byte_of(one) <= 0xF4 and (0x80 <= byte_of(two) < 0xC0 or (one == "Â" and two in " \n"))
        for one, two in pairwise(text + "\n")
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (as_windows(ENGLISH), ENGLISH),
        (as_latin(ENGLISH), ENGLISH),
        (as_windows(ENGLISH).replace("\x9d", "\ufffd"), ENGLISH),
        (as_windows(ENGLISH).replace("\x9d", ""), ENGLISH),
        (as_windows(as_windows("the café’s owner")), "the café’s owner"),
        ("the â€˜marchâ€™ of the mayorâ€™s men", "the ‘march’ of the mayor’s men"),
        ("10 â€“ 20 â€” or moreâ€¦", "10 – 20 — or more…"),
        ("cafÃ© in SÃ£o Tavin", "café in São Tavin"),
        ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        ("Ã©tÃ© ðŸ˜€", "été 😀"),
        ("“Right,” said the mayorâ€™s cafÃ© in Łodna", "“Right,” said the mayor’s café in Łodna"),
        ("Right – naïve\nWrong â€“ naÃ¯ve", "Right – naïve\nWrong – naïve"),
        ("Moreâ€™sÂ here and thereÂ  he said.Â\nÂ\u00a0", "More’s\xa0here and there\xa0 he said.\xa0\n\u00a0"),
        ("Â Three died", "\xa0Three died"),
        ("20Â°C, Â£5, Â© The Post", "20°C, £5, © The Post"),
        ("â€œNo?â€? asked Tarn", "“No?”? asked Tarn"),
    ],
)
def test_mojibake_is_put_right(text: str, expected: str) -> None:
    assert mend(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "Plain words.", ENGLISH, "TOUCHÉ…", "OLÉ… OLÉ…", "SÃO TAVIN", "«FORÇA»", "“CAFÉ” ‘RENÉ’S’ NESTLÉ®", "CAFÉ™",
        "PARÁ—", "Tomáš Masa", "Â", "a â b", "L’ÂGE ", "LÂ TÊTE", "the letter “Â”", "É–", "привет", "±2, €5 – £3 ½",
        "the road â€ or what was left of it", "10â€ of rain", "the ðŸ˜ and à¤ signs",
        "she didnâ€", "José’s “protégé” – à…", "wait\x85 she said", "Tesk – “\ufffd", "İSTANBUL’DA", "ΑΒΓ±", "voilÃ le",
    ],
)  # fmt: skip
def test_what_may_be_meant_or_cannot_be_told_stays(text: str) -> None:
    assert mend(text) == text


@given(st.text(st.characters(max_codepoint=0x7F), max_size=80))
def test_ascii_never_changes(text: str) -> None:
    assert mend(text) == text


@given(st.text(max_size=80).filter(lambda text: not may_be_mojibake(text)))
def test_text_without_mojibake_never_changes(text: str) -> None:
    assert mend(text) == text


@given(st.text("aé “”’–…\u00a0ÉÃÂâ€œ\x9d™°ñÑ\n", max_size=30).filter(lambda text: not may_be_mojibake(text)))
def test_text_of_the_same_characters_without_mojibake_never_changes(text: str) -> None:
    assert mend(text) == text


WORDS = st.sampled_from(
    ["Tarn", "café", "São Tavin", "Łodna", "mayor’s", "“We", "left,”", "–", "—", "‘so’", "later…", "no"]
)


@pytest.mark.parametrize("lost", ["â€", "Ã", "ðŸ˜", "à¤", "x â€ y â€"])
def test_what_cannot_be_told_stays_beside_what_can_and_no_space_is_lost(lost: str) -> None:
    assert mend(f"The mayorâ€™s {lost} cafÃ© {lost} shut") == f"The mayor’s {lost} café {lost} shut"


@given(st.text("aâ€œ™ÂÃ©ðŸ˜à¤ É…", max_size=30).filter(lambda text: "Â " not in text))
def test_no_space_is_taken_for_part_of_a_character(text: str) -> None:
    assert mend(text).count(" ") == text.count(" ")


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_what_was_read_wrongly_comes_back(text: str) -> None:
    assert mend(text) == text
    assert mend(as_latin(text)) == text
    assert mend(as_windows(text)) == text
    assert mend(as_windows(text).replace("\x9d", "\ufffd")) == text


@given(st.text("aâ€œ™\ufffd\x9dÂÃ© \nÉ…", max_size=30))
def test_mending_again_changes_nothing(text: str) -> None:
    assert mend(mend(text)) == mend(text)


def test_page_starts_move_along() -> None:
    pages = ("â€œGo,â€\x9d he said.\n\n", "No cafÃ© was open.\n\n", "Bye.")
    starts = (PageStart(number=1, start=0), PageStart(number=2, start=len(pages[0])))
    starts += (PageStart(number=4, start=len(pages[0] + pages[1])),)
    found = mend_extracted(Extracted(text="".join(pages), extractor="pdf 1", pages=starts))
    assert found.text == "“Go,” he said.\n\nNo café was open.\n\nBye."
    assert [found.text[page.start :][:4] for page in found.pages] == ["“Go,", "No c", "Bye."]
    assert [page.number for page in found.pages] == [1, 2, 4]
    assert found.mended


def test_what_is_whole_is_handed_back_as_it_is() -> None:
    whole = Extracted(text=ENGLISH, extractor="pdf 1", title="TOUCHÉ…", pages=(PageStart(number=1, start=0),))
    assert mend_extracted(whole) is whole
    assert not whole.mended


def test_title_and_outlet_of_a_row_are_mended_and_its_address_is_not() -> None:
    row = Given(title="CafÃ© shut", outlet="O SÃ£o Post", url="https://a.example/cafÃ©", external_id="Ã©")
    assert mend_given(row) == Given(title="Café shut", outlet="O São Post", url=row.url, external_id="Ã©")


LINE = f"TESK â€” The cafÃ©â€™s owner left, {HELD}"
PAGE = f"""<html><head><title>CafÃ© shut</title><meta name=author content="JosÃ© Tarn"></head><body><article>
<h1>CafÃ© shut</h1><p>TESK &acirc;&euro;&rdquo; The caf&Atilde;&copy;&acirc;&euro;&trade;s owner left, {HELD}</p>
</article></body></html>"""
MAIL = f"""From: =?utf-8?Q?Jos=C3=83=C2=A9_Tarn?= <t@post.example>
Subject: =?utf-8?Q?Caf=C3=83=C2=A9_shut?=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{LINE}
"""
FEED = f"""<rss version="2.0"><channel><title>Post</title><item><title>CafÃ© shut</title><author>JosÃ© Tarn</author>
<description>{LINE}</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"CafÃ© shut\n\nBy JosÃ© Tarn\n\n{LINE}"),
        ("latin.txt", as_latin(f"Café shut\n\nBy José Tarn\n\nTESK — The café’s owner left, {HELD}")),
        ("a.html", PAGE),
        ("a.eml", MAIL),
        ("a.rss", FEED),
    ],
)
def test_every_format_is_mended_and_says_so(name: str, content: str) -> None:
    (report,) = extract(Original.of(name, content.encode()), Limits())
    assert report.text == f"TESK — The café’s owner left, {HELD}"
    assert (report.title, report.byline) == ("Café shut", "José Tarn")
    assert report.extractor.endswith(f"1 + {mender()}")


@pytest.mark.parametrize("show", [as_windows, as_latin])
def test_text_that_is_all_mojibake_is_text(show: Callable[[str], str]) -> None:
    (report,) = extract(Original.of("a.txt", show("“Łódź” – “café”…").encode()), Limits())
    assert report.text == "“Łódź” – “café”…"


def test_as_it_is_nothing_is_mended() -> None:
    text = as_windows(ENGLISH)
    (report,) = extract(Original.of("a.txt", text.encode(), as_is=True), Limits())
    assert (report.text, report.extractor) == (text, "as-is 1")


def test_ftfy_is_loaded_only_for_what_looks_like_mojibake() -> None:
    code = (
        "import sys\nimport sayso, sayso.cli.app\nfrom sayso.ingest.mojibake import mend\nimport sayso.ingest.extract\n"
        "mend('“We left,” she said – 20°C.')\nassert 'ftfy' not in sys.modules\n"
        "mend('cafÃ©')\nassert 'ftfy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=100)


REPORT = """Café shut in Tesk - 25/04/2023 - World

The café’s owner left on Monday night – nobody was hurt.

“We heard three explosions,” said José Tarn, the mayor. “Then the lights went out.”
"""


def read(*arguments: str, cwd: Path) -> list[Reading]:
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "read", "--json", "--quiet", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=100, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return [Reading.from_json(line) for line in done.stdout.splitlines()]


def test_files_of_mojibake_read_as_whole_ones(tmp_path: Path) -> None:
    shown = {
        "whole.txt": REPORT,
        "windows.txt": as_windows(REPORT),
        "latin.txt": as_latin(REPORT),
        "lossy.txt": as_windows(REPORT).replace("\x9d", "\ufffd"),
    }
    for name, text in shown.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    whole, *others = read(*shown, cwd=tmp_path)
    assert whole.report.extractor == "text 1"
    assert whole.attributions[0].content[0].text == "“We heard three explosions,”"
    for each in others:
        assert each.report.extractor == f"text 1 + {mender()}"
        assert (each.report.text, each.report.zones) == (whole.report.text, whole.report.zones)
        assert each.attributions == whole.attributions
        assert each.entities == whole.entities


def test_rows_of_mojibake_are_mended_and_as_is_nothing_is(tmp_path: Path) -> None:
    header, body = "Café shut", "“We left,” said José Tarn – and his café’s guests."
    rows = f'id,title,text\n1,"{as_windows(header)}","{as_windows(body)}"\n2,"{header}","{body}"\n'
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    broken, whole = (each.report for each in read("rows.csv", cwd=tmp_path))
    assert (broken.title, broken.text, broken.extractor) == (header, body, f"text 1 + {mender()}")
    assert (whole.title, whole.text, whole.extractor) == (header, body, "text 1")
    broken, whole = (each.report for each in read("--as-is", "rows.csv", cwd=tmp_path))
    assert (broken.title, broken.text, broken.extractor) == (as_windows(header), as_windows(body), "as-is 1")
