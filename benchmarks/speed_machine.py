"""The machine a speed was measured on, and how busy others kept it."""

import datetime
import os
import platform
import time
from pathlib import Path

SAMPLE_S = 2.0


def describe() -> dict[str, str | int | float | None]:
    """Return date, processor, cores, memory, system, and what share of the cores others use just now.

    Takes `SAMPLE_S` seconds. What the system does not tell is null.
    """
    return {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory_gib": memory_gib(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "busy_before": busy_share(),
    }


def processor() -> str:
    """Return the processor's name, with the instructions that decide the speed of matrix products."""
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return platform.processor() or platform.machine()
    values = {
        name.strip(): value.strip()
        for name, _, value in (line.partition(":") for line in information.read_text().splitlines())
    }
    flags = set(values.get("flags", values.get("Features", "")).split())
    telling = [flag for flag in ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "amx_bf16") if flag in flags]
    name = values.get("model name", platform.machine())
    model = f", family {values['cpu family']} model {values['model']}" if "cpu family" in values else ""
    return f"{name}{model} ({', '.join(telling)})" if telling else f"{name}{model}"


def memory_gib() -> float | None:
    """Return the machine's memory in GiB."""
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3, 1)
    except (ValueError, OSError, AttributeError):
        return None


def busy_share() -> float | None:
    """Return the share of all cores that was in use over `SAMPLE_S` seconds, 0 to 1."""
    before = _ticks()
    if before is None:
        return None
    time.sleep(SAMPLE_S)
    after = _ticks()
    if after is None or after[1] == before[1]:
        return None
    return round((after[0] - before[0]) / (after[1] - before[1]), 3)


def _ticks() -> tuple[int, int] | None:
    """Return the ticks in use and all ticks since the start, of all cores together."""
    statistics = Path("/proc/stat")
    if not statistics.exists():
        return None
    ticks = [int(value) for value in statistics.read_text().splitlines()[0].split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)
