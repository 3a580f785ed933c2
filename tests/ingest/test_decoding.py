import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import UnreadableError
from sayso.ingest.decoding import charset_name, declared_charset, decode, encoding_of

ENGLISH = "“We hold the bridge,” Colonel Tamar Iveli said – the café’s owner agreed. " * 4
RUSSIAN = "Полковник заявил, что мост удерживают его люди. Жители покинули город. " * 4
CHINESE = "上校说，他的士兵守住了大桥。居民已经离开城市。" * 4
JAPANESE = "大佐は部下が橋を守っていると述べた。住民は町を去った。" * 4
ARABIC = "قال العقيد إن رجاله يسيطرون على الجسر. غادر السكان المدينة. " * 4
FRENCH = "Le général a déclaré que la ville était tombée à l'aube. Les élèves étaient réfugiés près de l'école. " * 3

IN_ENCODING = [
    *((ENGLISH, name) for name in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
    *((ENGLISH, name) for name in ("utf-32-le", "utf-32-be")),
    *((RUSSIAN, name) for name in ("utf-8", "cp1251", "koi8-r", "utf-16-le", "utf-16-be", "iso8859-5")),
    *((CHINESE, name) for name in ("utf-8", "gb18030", "utf-16-le")),
    *((JAPANESE, name) for name in ("shift_jis", "euc_jp", "utf-16-be")),
    *((ARABIC, name) for name in ("cp1256", "utf-8")),
    (FRENCH, "cp1252"),
]


@pytest.mark.parametrize(("text", "encoding"), IN_ENCODING)
def test_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("text", "encoding"), IN_ENCODING)
def test_as_is_is_what_open_gives(text: str, encoding: str) -> None:
    windows = text.replace(". ", ".\r\n")
    as_is = decode(windows.encode(encoding), as_is=True)
    assert as_is == ("\ufeff" + windows if encoding == "utf-8-sig" else windows)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("žluťoučký kůň", "iso8859-2"), ("Грозный", "cp866"), ("大佐は述べた", "iso2022_jp"), ("é", "mac_roman")],
)
def test_declared_charset_decides_where_utf8_is_not_valid(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), encoding) == text
    page = f'<html><head><meta charset="{encoding}"></head><body>{text}'.encode(encoding)
    assert decode(page).endswith(text)
    prolog = f'<?xml version="1.0" encoding="{encoding}"?><rss>{text}'.encode(encoding)
    assert decode(prolog).endswith(text)


def test_wrongly_declared_charset_does_not_spoil_utf8() -> None:
    assert decode(ENGLISH.encode(), "iso-8859-1") == ENGLISH
    assert decode(b"plain", "no-such-charset") == "plain"
    assert decode(b"plain", "base64") == "plain"
    assert decode(b"a \\u0041", "unicode_escape") == "a \\u0041"


def test_latin1_is_what_the_web_means_by_it() -> None:
    assert decode(b"\x93No,\x94 he said.", "iso-8859-1") == "“No,” he said."
    assert charset_name("ISO-8859-1") == "cp1252"
    assert charset_name("gb2312") == "gb18030"


def test_a_few_stray_bytes_in_utf8_are_repaired_but_not_as_is() -> None:
    mixed = ENGLISH.encode() + b"He said \x93no\x94."
    assert decode(mixed) == ENGLISH + "He said “no”."
    with pytest.raises(UnreadableError, match=rf"0x93 at offset {mixed.index(0x93, len(ENGLISH.encode()))}"):
        decode(mixed, as_is=True)


def test_few_curly_quotes_in_english_are_windows_1252() -> None:
    text = "The governor of Tesk said that the road was open. " * 20 + "“No,” she said – twice."
    assert decode(text.encode("cp1252")) == text


def test_text_cut_in_a_character_loses_only_that() -> None:
    assert decode("Tesk – “".encode()[:-1]) == "Tesk – \ufffd"


def test_line_ends_marks_and_nul() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\x00d\n") == "a\nb\ncd\n"


def test_large_single_byte_text_is_decoded_whole() -> None:
    text = RUSSIAN * 20_000
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize("content", [bytes(range(32)) * 50, b"\x00\x01" * 99, b"\xff\xfe" + bytes(range(256)) * 40])
def test_binary_content_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="not text"):
        decode(content)


def test_declared_charset_is_looked_for_in_markup_only() -> None:
    assert declared_charset(b"He wrote <meta charset=koi8-r> in his note.") is None
    assert declared_charset(b"<!doctype html><meta http-equiv=x content='text/html; charset=koi8-r'>") == "koi8-r"
    assert declared_charset(b"<meta charset=utf-16>") is None


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=300))
def test_utf8_round_trips(text: str) -> None:
    assert decode(b"x" + text.encode()) == "x" + text
    assert decode(b"x" + text.encode(), as_is=True) == "x" + text


@given(
    st.binary(max_size=400), st.sampled_from([None, "utf-8", "cp1252", "shift_jis", "utf-16", "junk"]), st.booleans()
)
def test_any_bytes_give_text_or_a_reason(content: bytes, declared: str | None, as_is: bool) -> None:
    with contextlib.suppress(UnreadableError):
        decode(content, declared, as_is=as_is).encode()
    assert encoding_of(content, declared)
