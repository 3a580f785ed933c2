import pytest

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.conllu import read_conllu
from sayso.evaluation.gum import gum_files, gum_genre


def token(number, form, misc="_"):
    return "\t".join([str(number), form, *["_"] * 7, misc])


TWO_PARAGRAPHS = "\n".join(
    [
        "# newdoc id = valley-1",
        "# newpar id = p1",
        "# sent_id = 1",
        "# text = They don't know.",
        token(1, "They"),
        token("2-3", "don't"),
        token(2, "do"),
        token(3, "n't"),
        token("3.1", "really"),
        token(4, "know", "SpaceAfter=No"),
        token(5, ".", "Gloss=x|SpaceAfter=No"),
        "",
        "# text = (Gone.)",
        token(1, "(", "SpaceAfter=No"),
        token(2, "Gone", "SpaceAfter=No"),
        token(3, ".", "SpaceAfter=No"),
        token(4, ")"),
        "",
        "# text = Nobody saw",
        token(1, "Nobody"),
        token(2, "saw"),
        "",
        "# newpar",
        "# text = The end",
        token(1, "The"),
        token(2, "end"),
        "",
        "# newdoc",
        "# text = Next",
        token(1, "Next"),
        "",
        "",
    ]
)


@pytest.fixture
def write(tmp_path):
    def write_file(text, name="made.conllu"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def test_text_is_rebuilt_from_tokens_without_telling_where_sentences_end(write):
    first, second = read_conllu(write(TWO_PARAGRAPHS))
    assert first.name == "valley-1"
    assert first.text == "They don't know.(Gone.) Nobody saw\n\nThe end"
    assert [(s.start, s.end, s.text) for s in first.sentences] == [
        (0, 16, "They don't know."), (16, 23, "(Gone.)"), (24, 34, "Nobody saw"), (36, 43, "The end"),
    ]  # fmt: skip
    assert first.paragraph_ends == {34, 43}
    assert (second.name, second.text) == ("made", "Next")


def test_windows_line_ends_are_read_alike(write, tmp_path):
    path = tmp_path / "windows.conllu"
    path.write_bytes(TWO_PARAGRAPHS.replace("\n", "\r\n").encode())
    assert [d.text for d in read_conllu(path)] == [d.text for d in read_conllu(write(TWO_PARAGRAPHS))]


MALFORMED = {
    "columns": ("# text = Gone\n1\tGone\n\n", r":2: 2 columns, not 10"),
    "word order": (f"{token(1, 'Gone')}\n{token(3, 'away')}\n\n", r":2: word id '3' after word 1"),
    "word id": (f"{token('x', 'Gone')}\n\n", r":1: word id 'x'"),
    "range": (f"{token('2-3', 'Gone')}\n\n", r":1: multiword token 2-3 after word 0"),
    "no form": (f"{token(1, '')}\n\n", r":1: a token without a form"),
    "other text": (f"# a\n# text = Went\n{token(1, 'Gone')}\n\n", r":2: '# text' is not what the tokens spell: 'Went'"),
    "no tokens": (f"{token(1, 'Gone')}\n\n# text = Went\n\n", r":4: a sentence without tokens"),
    "no end": (token(1, "Gone"), r":1: the last sentence is not ended"),
    "empty": ("", r"no sentence in it"),
}


@pytest.mark.parametrize(("text", "message"), MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_gold_is_rejected_with_file_and_line(write, text, message):
    with pytest.raises(UnreadableError, match=r"made\.conllu.*" + message):
        read_conllu(write(text))


def test_a_file_that_is_not_utf8_is_rejected(tmp_path):
    path = tmp_path / "latin.conllu"
    path.write_bytes(b"# text = Caf\xe9\n")
    with pytest.raises(UnreadableError, match="not UTF-8 at byte 12"):
        read_conllu(path)


@pytest.fixture
def gum(tmp_path):
    (tmp_path / "dep").mkdir()
    for name in ("GUM_news_a", "GUM_news_b", "GUM_bio_c", "GUM_bio_d"):
        (tmp_path / "dep" / f"{name}.conllu").write_text("")
    (tmp_path / "splits.md").write_text("# Splits\n\n## dev\n\n  * GUM_news_b\n\n## test\n\n  * GUM_bio_d\n")
    return tmp_path


def test_gum_parts(gum):
    assert [file.stem for file in gum_files(gum, "dev")] == ["GUM_news_b"]
    assert [file.stem for file in gum_files(gum, "train")] == ["GUM_bio_c", "GUM_news_a"]
    assert gum_genre("GUM_news_b") == "news"


def test_gum_test_part_stays_unseen(gum):
    with pytest.raises(UsageError, match="'test' is not read"):
        gum_files(gum, "test")


def test_gum_splits_without_parts_are_rejected(gum):
    (gum / "splits.md").write_text("# Splits\n")
    with pytest.raises(UnreadableError, match="no part 'dev' or 'test'"):
        gum_files(gum, "train")


def test_a_name_without_genre_is_rejected():
    with pytest.raises(UsageError, match="'news' is not the name"):
        gum_genre("news")
