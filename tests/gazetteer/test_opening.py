"""Building the gazetteer file: said, done once, and harmless when it is cut short."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.gazetteer import Gazetteer, build, opening
from sayso.gazetteer.files import default_path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills")

_SMALL = """
import os, signal, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from conftest import small_sources
from sayso.gazetteer import Gazetteer, build, opening
path = Path(sys.argv[2])
build.Sources.installed = classmethod(lambda _: small_sources())
opening.made_from = lambda: '{"layout": 1, "small": "%s"}' % made_from
made_from = "1"
"""
_KILLED = (
    _SMALL
    + """
def open_it(file=path):
    with Gazetteer.open(file) as opened:
        return opened.digest

open_it(path.with_name("first.sqlite"))  # what is imported only now takes no part in the count

def calls_of(stop=None):
    '''Open the gazetteer, and return how many calls that takes; at call number `stop` this process kills itself.'''
    count = 0
    def counted(frame, event, argument):
        nonlocal count
        count += 1
        if count == stop:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.setprofile(counted)
    open_it()
    sys.setprofile(None)
    return count

digest = None
for made_from in ("1", "2"):  # from nothing, and anew over an older file
    before = path.read_bytes() if path.exists() else None
    child = os.fork()
    if child == 0:
        (path.parent / "calls").write_text(str(calls_of()))
        os._exit(0)
    os.waitpid(child, 0)
    calls = int((path.parent / "calls").read_text())
    for part in range(1, 11):
        path.unlink() if before is None else path.write_bytes(before)
        child = os.fork()
        if child == 0:
            calls_of(calls * part // 11)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "not killed"
        found = open_it()
        assert digest in (None, found), (part, digest, found)
        digest = found
        left = [each.name for each in path.parent.iterdir() if each.suffix == ".new"]
        assert left == [], left
print("done", digest)
"""
)
_SLOW = (
    _SMALL
    + """
fill = build.fill
def slow(*arguments):
    (path.parent / "building").touch()
    time.sleep(2)
    fill(*arguments)
build.fill = slow
while len(sys.argv) > 3 and not (path.parent / "building").exists():
    time.sleep(0.01)
with Gazetteer.open(path) as opened:
    print(opened.digest, len(opened.lookup("Tarnburg")))
"""
)


def run(code: str, path: Path, *more: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(path), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@posix_only
def test_a_process_killed_while_it_builds_leaves_what_the_next_one_can_use(tmp_path: Path) -> None:
    said, errors = run(_KILLED, tmp_path / "places.sqlite").communicate(timeout=200)
    assert said.startswith("done"), errors[-2000:]


def test_of_two_processes_that_start_at_once_one_builds_and_the_other_says_it_waits(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    first, second = run(_SLOW, path), run(_SLOW, path, "second")
    (said, building), (also_said, waiting) = first.communicate(timeout=100), second.communicate(timeout=100)
    assert said == also_said
    assert said.split()[1] == "1"
    assert building == f"building the gazetteer {path} (once, about 20 s) ...\n"
    assert waiting == f"waiting for another process that writes the gazetteer {path} ...\n"


def test_building_is_said_and_opening_is_not(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Gazetteer.open(path).close()
        assert [record.message.partition(" (")[0] for record in caplog.records] == [f"building the gazetteer {path}"]
        caplog.clear()
        Gazetteer.open(path).close()
        assert caplog.records == []


def test_building_anew_says_why(
    path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(opening, "made_from", lambda: '{"layout": 1, "small": "2"}')
    with Gazetteer.open(path) as anew:
        assert anew.digest == gazetteer.digest, "the same contents"
    assert "its data or this program changed" in caplog.text


def test_other_contents_have_another_digest(
    path: Path, gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = build.fill

    def with_another_name(connection: object, data: build.Sources) -> None:
        fill(connection, data)  # type: ignore[arg-type]
        connection.execute("INSERT INTO name VALUES ('tarnopolis', 101)")  # type: ignore[attr-defined]

    monkeypatch.setattr(build, "fill", with_another_name)
    with Gazetteer.open(tmp_path / "other.sqlite") as other:
        assert len(other.digest) == len(gazetteer.digest) == 12
        assert other.digest != gazetteer.digest


def test_a_folder_that_cannot_be_written_is_named_with_the_way_out(tmp_path: Path, small: None) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"cannot write the gazetteer .*places\.sqlite.*SAYSO_GAZETTEER"):
        Gazetteer.open(tmp_path / "file" / "places.sqlite")


def test_a_full_disk_is_told_and_leaves_nothing(path: Path, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(new: Path, *_: object) -> None:
        new.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, "_build", full)
    with pytest.raises(UsageError, match=r"No space left on device.*SAYSO_GAZETTEER"):
        Gazetteer.open(path)
    assert [each.name for each in path.parent.iterdir() if each.suffix == ".new"] == []


def test_a_user_without_a_home_is_told_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("SAYSO_GAZETTEER", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", staticmethod(homeless))
    with pytest.raises(UsageError, match="SAYSO_GAZETTEER"):
        default_path()
