import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.original import Failure, Given, Original
from sayso.ingest.find import Columns, FindOptions, find
from sayso.ingest.limits import Limits
from sayso.ingest.sniff import ROW
from sayso.ingest.tables import RowReader, looks_like_json_lines


def found(
    tmp_path: Path, name: str, content: bytes, options: FindOptions | None = None, **limits: int
) -> list[Original | Failure]:
    path = tmp_path / name
    path.write_bytes(content)
    return list(find([path], options or FindOptions(), Limits(**limits)))


def texts(results: list[Original | Failure]) -> list[str]:
    return [json.loads(each.content)["text"] for each in results if isinstance(each, Original)]


def failures(results: list[Original | Failure]) -> dict[int, str]:
    return {int(each.uri.rpartition("/")[2]): each.reason for each in results if isinstance(each, Failure)}


def test_a_row_is_an_original_with_its_columns(tmp_path: Path) -> None:
    row = {
        "id": 12,
        "text": "Tesk fell.",
        "title": "T",
        "published": "25/08/2021",
        "outlet": "O",
        "url": "u",
        "more": [1, None],
        "seen": True,
        "empty": None,
    }
    (result,) = found(tmp_path, "a.jsonl", json.dumps(row).encode())
    assert isinstance(result, Original)
    assert result.uri == f"{tmp_path}/a.jsonl!/row/1"
    assert result.media_type == ROW
    assert result.given == Given(external_id="12", title="T", published="25/08/2021", outlet="O", url="u")
    assert result.content == (
        b'{"columns":{"id":"12","more":[1,null],"outlet":"O","published":"25/08/2021","seen":true,"title":"T",'
        b'"url":"u"},'
        b'"text":"Tesk fell."}'
    )


def test_the_same_row_has_the_same_bytes_in_every_table(tmp_path: Path) -> None:
    (first,) = found(tmp_path, "a.jsonl", b'{"title": "T",  "text": "Tesk \\u2013 fell.", "id": 1}')
    (second,) = found(tmp_path, "b.csv", "text;id;title\nTesk – fell.;1;T\n".encode("cp1252"))
    (third,) = found(tmp_path, "c.tsv", "\ufeffid\ttext\ttitle\r\n1\tTesk – fell.\tT\r\n".encode("utf-16"))
    assert isinstance(first, Original)
    assert first.sha256 == second.sha256 == third.sha256


def test_columns_have_the_names_the_user_says(tmp_path: Path) -> None:
    options = FindOptions(columns=Columns(text="body", id="key"))
    (result,) = found(tmp_path, "a.csv", b"key,body,text\n1,Tesk fell.,x\n", options)
    assert isinstance(result, Original)
    assert (texts([result]), result.given.external_id) == (["Tesk fell."], "1")


def test_a_row_stays_the_same_however_its_columns_are_taken(tmp_path: Path) -> None:
    table = b"Nr,Body,Headline\n1,Tesk fell.,At last\n"
    (plain,) = found(tmp_path, "a.csv", table, FindOptions(columns=Columns(text="Body")))
    (named,) = found(tmp_path, "a.csv", table, FindOptions(columns=Columns(text="Body", id="Nr", title="Headline")))
    assert isinstance(plain, Original)
    assert isinstance(named, Original)
    assert plain.sha256 == named.sha256
    assert (plain.given.title, named.given.title, named.given.external_id) == (None, "At last", "1")


def test_a_column_that_is_named_must_be_there(tmp_path: Path) -> None:
    options = FindOptions(columns=Columns(title="Titel"))
    (failure,) = found(tmp_path, "a.csv", b"id,text,Title\n1,Tesk fell.,At last\n", options)
    assert isinstance(failure, Failure)
    assert "'Titel', which --title-column names" in failure.reason
    assert "'Title'" in failure.reason


JSON_ROWS = [
    (b"{", "not valid JSON"),
    (b"[1]", "JSON array"),
    (b'"x"', "JSON string"),
    (b'{"body": "x"}', "no 'text'; it has 'body'"),
    (b'{"text": null}', "JSON null"),
    (b'{"text": 5}', "JSON number"),
    (b'{"text": " \\n"}', "empty"),
    (b'{"text": "\\ud800"}', "lone surrogate"),
    (b'{"text": "x", "title": "\\udc00"}', "lone surrogate"),
    (b'{"text": "x", "title": ["y"]}', "'title' holds a JSON array"),
    (b"[" * 9_000, "nested too deep"),
    (b'{"text": "x", "id": ' + b"9" * 5_000 + b"}", "JSON"),
]


def test_a_bad_row_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    lines = [b'{"text": "good"}', *(line for line, _ in JSON_ROWS), b'{"text": "last"}']
    results = found(tmp_path, "a.jsonl", b"\n".join(lines))
    assert texts(results) == ["good", "last"]
    wrong = failures(results)
    assert list(wrong) == list(range(2, len(JSON_ROWS) + 2))
    for number, (_, words) in enumerate(JSON_ROWS, 2):
        assert wrong[number].startswith(f"row {number}: ")
        assert words in wrong[number]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"text": "a"}\r\n\r\n{"text": "b"}', ["a", "b"]),
        (b'\xef\xbb\xbf{"text": "a"}', ["a"]),
        ('{"text": "Tesk – a"}\n{"text": "b"}\n'.encode("utf-16"), ["Tesk – a", "b"]),
        ('{"text": "Tesk – a"}'.encode("cp1252"), ["Tesk – a"]),
        (b'{"text": "a", "published": NaN}', ["a"]),
        (b'{"text": "a\\u0000b"}', ["ab"]),
        (b'{"text": "x", "text": "a"}', ["a"]),
    ],
)
def test_json_lines_as_programs_write_them(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    results = found(tmp_path, "a.jsonl", content)
    assert texts(results) == expected
    assert not failures(results)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"id,text\n1,a\n2,b\n", ["a", "b"]),
        ("a.csv", b"id;text\n1;a, b; \n", ["a, b"]),
        ("a.csv", b"id;text\n1;a, b\n2;c, d\n", ["a, b", "c, d"]),
        ("a.csv", b"id\ttext\n1\ta, b\n", ["a, b"]),
        ("a.csv", b"text\nOne, two\n", ["One, two"]),
        ("a.csv", b'text\n"One, two"\n', ["One, two"]),
        ("a.csv", b"sep=;\r\nid;text\r\n1;a\r\n", ["a"]),
        ("a.csv", b'id,text\n1,"a\nb ""c"", d"\n2,e\n', ['a\nb "c", d', "e"]),
        ("a.csv", b'id,text\r\n1,"a\r\n\r\nb"\r\n', ["a\r\n\r\nb"]),
        ("a.csv", b"\xef\xbb\xbftext,id\na,1\n", ["a"]),
        ("a.csv", b" ID , Text \n1,a\n", ["a"]),
        ("a.csv", b"id,text\n1,a\x00b\n", ["ab"]),
        ("a.csv", b"id,text,\n1,a,\n", ["a"]),
        ("a.csv", "id,text\n1,“Tesk”\n".encode("cp1252"), ["“Tesk”"]),
        ("a.csv", "id,text\n1,Жители покинули город и деревни\n".encode("cp1251"), ["Жители покинули город и деревни"]),
        ("a.csv", "id,text\n1,Tesk\n".encode("utf-16"), ["Tesk"]),
        ("a.tsv", b'id\ttext\n1\t"We stay," he said.\n2\t"Go."\n', ['"We stay," he said.', '"Go."']),
        ("a.tsv", b'id\ttext\n1\t"a\tb"\n', ["a\tb"]),
    ],
)
def test_delimited_tables(tmp_path: Path, name: str, content: bytes, expected: list[str]) -> None:
    results = found(tmp_path, name, content)
    assert texts(results) == expected
    assert not failures(results)


def test_bad_csv_rows_are_named_and_the_others_go_on(tmp_path: Path) -> None:
    content = b'id,text,title\n1,a,t\n2,,t\n3,b,t,more\n4,"c" d,t\n5,e\n\n6,f,t\n'
    results = found(tmp_path, "a.csv", content)
    assert texts(results) == ["a", "e", "f"]
    wrong = failures(results)
    assert list(wrong) == [2, 3, 4]
    assert "empty" in wrong[2]
    assert "4 cells, the header 3" in wrong[3]
    assert "line 5" in wrong[4]
    assert [each.uri.rpartition("/")[2] for each in results] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,body\n1,x\n", "'id', 'body'"),
        (b"", "empty"),
        (b"\n\n", "no header"),
    ],
)
def test_a_table_without_the_text_column_is_one_failure(tmp_path: Path, content: bytes, words: str) -> None:
    (failure,) = found(tmp_path, "a.csv", content)
    assert isinstance(failure, Failure)
    assert words in failure.reason
    if b"body" in content:
        assert "--text-column" in failure.reason


def test_limits_of_rows(tmp_path: Path) -> None:
    long = b'{"text": "' + b"x" * 500 + b'"}\n'
    results = found(tmp_path, "a.jsonl", b'{"text": "a"}\n' + long + b'{"text": "b"}\n', max_file_bytes=200)
    assert texts(results) == ["a", "b"]
    assert "max_file_bytes" in failures(results)[2]
    *rows, end = found(tmp_path, "b.jsonl", b'{"text": "a"}\n' * 5, max_members=3)
    assert len(rows) == 3
    assert isinstance(end, Failure)
    assert "max_members" in end.reason
    *rows, end = found(tmp_path, "b.csv", b"text\n" + b"a\n" * 5, max_members=3)
    assert len(rows) == 3
    assert isinstance(end, Failure)
    (end,) = found(tmp_path, "c.csv", b"text\n" + b"a" * 500, max_file_bytes=200)
    assert isinstance(end, Failure)
    assert "max_file_bytes" in end.reason


def test_huge_cells(tmp_path: Path) -> None:
    text = "The road is closed. " * 20_000
    assert texts(found(tmp_path, "a.csv", f"id,text\n1,{text}\n".encode())) == [text]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), max_size=5))
def test_as_is_text_of_rows_comes_back_exactly(rows: list[str]) -> None:
    rows = [f"Tesk {text}" for text in rows]
    reader = RowReader("t", Columns(), Limits(), Given(), as_is=True)
    lines = b"".join(json.dumps({"text": text}).encode() + b"\n" for text in rows)
    assert texts(list(reader.json_lines(io.BytesIO(lines)))) == rows
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["id", "text"], *([number, text] for number, text in enumerate(rows))])
    content = table.getvalue().encode()
    assert texts(list(reader.delimited(io.BytesIO(content), "csv"))) == rows


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"text": "x"}\n', True),
        (b'\xef\xbb\xbf \n{"a": 1}', True),
        (b'{"text": "' + b"x" * 70_000, True),
        (b"{\n", False),
        (b"{curly} words", False),
        (b"[1]", False),
        (b"{" * 70_000, False),
    ],
)
def test_json_lines_are_told_by_their_first_line(head: bytes, expected: bool) -> None:
    assert looks_like_json_lines(head) == expected
