"""How time and memory grow with the number of reports whose entities are put together: 1,000, 3,000 and 10,000.

    python -m benchmarks.identity_growth [NUMBER...]

Reports are generated (`benchmarks.identity_reports`), so who is who is known, and each number is run in a process of
its own. Time is CPU time, of the resolution alone and of the profiles before it; memory is what the process needs at
its peak beyond what it needs before. The score is B-cubed and, of the pairs called one, the share that is right and the
share found.
"""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.identity_reports import generated

from sayso.evaluation.clusters import Agreement, Cluster, f1_of
from sayso.identity.clustering import resolve
from sayso.identity.profiles import Profile, profiles

NUMBERS = (1_000, 3_000, 10_000)
_KIB_PER_MIB = 1024


def measured(number: int) -> dict[str, float]:
    """Return time, memory and scores of `number` generated reports."""
    known: list[Profile] = []
    truth: dict[str, str] = {}
    reading_s = 0.0
    for reading, who in generated(number):
        began = time.process_time()
        found = profiles(reading)
        reading_s += time.process_time() - began
        known.extend(found)
        truth |= {profile.key: who[profile.entity] for profile in found}
    before = _peak_mib()
    began = time.process_time()
    result = resolve(known)
    took = time.process_time() - began
    clusters: list[Cluster] = [frozenset(each.members) for each in result.identities]
    return {
        "reports": number,
        "profiles": len(known),
        "people and bodies": len(set(truth.values())),
        "identities": len(clusters),
        "undecided": len(result.undecided),
        "profiles_s": round(reading_s, 2),
        "resolve_s": round(took, 2),
        "memory_mib": round(_peak_mib() - before, 1),
        **scored(clusters, truth),
    }


def scored(clusters: Sequence[Cluster], truth: dict[str, str]) -> dict[str, float]:
    """Return B-cubed F1, and precision and recall of pairs, in per cent; counted by class, so in linear time."""
    sizes = Counter(truth.values())
    shared = [Counter(truth[str(key)] for key in cluster) for cluster in clusters]
    precise = sum(number**2 / counts.total() for counts in shared for number in counts.values())
    recalled = sum(number**2 / sizes[who] for counts in shared for who, number in counts.items())
    part = Agreement(precise=precise, predicted=len(truth), recalled=recalled, gold=len(truth))
    right = sum(_pairs(number) for counts in shared for number in counts.values())
    called = sum(_pairs(counts.total()) for counts in shared)
    return {
        "b3": round(100 * (f1_of([part]) or 0.0), 1),
        "pair_precision": round(100 * right / max(1, called), 1),
        "pair_recall": round(100 * right / max(1, sum(map(_pairs, sizes.values()))), 1),
    }


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MIB


def main(arguments: Sequence[str]) -> int:
    """Print the curve."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measured(int(arguments[1]))))
        return 0
    for number in [int(each) for each in arguments] or NUMBERS:
        command = [sys.executable, "-m", "benchmarks.identity_growth", "--one", str(number)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        per = 1_000 * row["resolve_s"] / row["profiles"]
        print(", ".join(f"{name} {value:g}" for name, value in row.items()), f"| {per:.2f} ms a profile")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
