import tracemalloc
from pathlib import Path

import pytest

from sayso.core.original import Failure, Original
from sayso.ingest.find import FindOptions, find
from sayso.ingest.limits import Limits

from .hostile import SPARSE_BYTES, make_hostile

COUNT = 340


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_hostile(tmp_path_factory.mktemp("hostile"), seed=7, count=COUNT)


@pytest.fixture(scope="module")
def found(hostile: list[Path]) -> list[Original | Failure]:
    return list(find(hostile, FindOptions(), Limits()))


def belongs_to(uri: str, path: Path) -> bool:
    return uri == str(path) or uri.startswith(f"{path}!/")


def test_every_file_gives_an_original_or_a_reason(hostile: list[Path], found: list[Original | Failure]) -> None:
    uris = {each.uri.partition("!/")[0] for each in found}
    assert uris == {str(path) for path in hostile}
    for each in found:
        if isinstance(each, Failure):
            assert each.reason.strip()
            assert each.stage in ("find", "open")
        else:
            assert each.content
            assert each.media_type
        each.uri.encode()
        assert each.uri.isprintable()


def test_no_two_documents_share_an_address(found: list[Original | Failure]) -> None:
    uris = [each.uri for each in found if isinstance(each, Original)]
    assert len(uris) == len(set(uris))


@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        ("sparse.txt", "max_file_bytes"),
        ("empty.html", "empty"),
        ("nul.txt", "NUL"),
        ("png.txt", "PNG image"),
        ("old.doc", "old Microsoft Office"),
        ("text.pdf", "plain text"),
        ("text.zip", "plain text"),
        ("text.tar.gz", "plain text"),
        ("flat-bomb.zip", "max_ratio"),
        ("nested-bomb.zip", "max_ratio"),
        ("bomb.txt.gz", "max_ratio"),
        ("bomb.tar.bz2", "max_ratio"),
        ("layers.zip", "max_depth"),
        ("layers.gz", "max_depth"),
        ("no-text.csv", "--text-column"),
        ("unclosed.csv", "not valid CSV"),
        ("endless.tar", "cut short"),
        ("encrypted.zip", "encrypted"),
        ("other.xml", "<a>"),
    ],
)
def test_reasons_name_what_is_wrong(
    hostile: list[Path], found: list[Original | Failure], ending: str, reason: str
) -> None:
    paths = [path for path in hostile if path.name.partition("-")[2] == ending]
    assert paths
    for path in paths:
        failures = [each for each in found if isinstance(each, Failure) and belongs_to(each.uri, path)]
        assert any(reason in each.reason for each in failures), [each.reason for each in failures]


def test_good_rows_of_a_bad_table_are_all_there(hostile: list[Path], found: list[Original | Failure]) -> None:
    path = next(path for path in hostile if path.name.endswith("-table.csv"))
    rows = [each for each in found if belongs_to(each.uri, path)]
    lines = path.read_text().splitlines()[1:]
    assert len(rows) == len(lines) == 10_000
    good = [number for number, line in enumerate(lines, 1) if line.endswith("again.,t")]
    assert [int(each.uri.rpartition("/")[2]) for each in rows if isinstance(each, Original)] == good


def test_the_same_seed_makes_the_same_files(tmp_path: Path) -> None:
    def made(folder: str, seed: int) -> list[bytes]:
        paths = make_hostile(tmp_path / folder, seed, 80)
        return [path.read_bytes() for path in paths if path.stat().st_size < SPARSE_BYTES]

    first = made("a", 3)
    assert len(first) == 79
    assert first == made("b", 3)
    assert first != made("c", 4)


def test_bombs_are_not_held_in_memory(hostile: list[Path]) -> None:
    bombs = [path for path in hostile if "bomb" in path.name or "sparse" in path.name][:10]
    tracemalloc.start()
    for _ in find(bombs, FindOptions(), Limits()):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60_000_000
