"""Copies: which pairs are compared and kept depends on the reports alone, never on the order in which they came."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.core.errors import UnknownReportError
from sayso.core.reading import Reading
from sayso.core.report import Report
from sayso.record import Record, copies, copy_groups


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    jaccard: float
    containment: float
    copy: bool


def alike(text_a: str, text_b: str) -> Likeness | None:
    """Share of words in common; more than half makes copies. Nothing in common is None."""
    a, b = set(text_a.split()), set(text_b.split())
    if not a & b:
        return None
    jaccard = len(a & b) / len(a | b)
    return Likeness(jaccard=jaccard, containment=len(a & b) / min(len(a), len(b)), copy=jaccard > 0.5)


def put(record: Record, run: str, made: Any, name: str, text: str, keys: Sequence[int], **values: Any) -> Report:
    original, report = made.made_report(name, text, **values)
    record.add_report(original, Reading(report=report, reader=made.READER), keys, alike, run, last=True)
    return report


def expected(stored: dict[str, tuple[str, Sequence[int]]], anchors: int) -> set[tuple[str, str]]:
    """The definition, by brute force: a pair shares a key among whose first reports one of the two is, and is alike."""
    members: dict[int, list[str]] = {}
    for report, (_, keys) in sorted(stored.items()):
        for key in set(keys):
            members.setdefault(key, []).append(report)
    pairs = set()
    for key_members in members.values():
        for place, one in enumerate(key_members[:anchors]):
            for other in key_members[place + 1 :]:
                found = alike(stored[one][0], stored[other][0])
                if found is not None and found.copy:
                    pairs.add((one, other))
    return pairs


def pairs_of(record: Record) -> set[tuple[str, str]]:
    found = [(pair.report_a, pair.report_b) for group in record.copies() for pair in group.pairs]
    assert len(found) == len(set(found))
    return set(found)


WORDS = ["mill", "road", "fire", "osk", "rain"]
VALUES = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), st.lists(st.integers(0, 3), max_size=3)
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), values=st.lists(VALUES, min_size=2, max_size=9), again=st.lists(VALUES, max_size=3))
def test_any_order_gives_the_same_pairs_and_groups(
    new_record: Callable[[], Record],
    monkeypatch: pytest.MonkeyPatch,
    made: Any,
    data: st.DataObject,
    values: list[tuple[str, list[int]]],
    again: list[tuple[str, list[int]]],
) -> None:
    monkeypatch.setattr(copies, "ANCHORS", 2)
    copies._members_query.cache_clear()
    named = [(f"n{place}", *value) for place, value in enumerate(values)]
    groups = []
    for order in (named, data.draw(st.permutations(named))):
        record = new_record()
        run = record.begin_run(made.SETTINGS)
        stored = {}
        for name, text, keys in order:
            stored[put(record, run, made, name, text, keys, published="2021-08-25").id] = (text, keys)
        assert pairs_of(record) == expected(stored, 2)
        groups.append(sorted(sorted(member.id for member in group.reports) for group in record.copies()))
        for (name, *_), (text, keys) in zip(order, again, strict=False):
            original, report = made.made_report(name, text)
            record.replace_report(original, Reading(report=report, reader=made.READER), keys, alike, run, last=True)
            stored[report.id] = (text, keys)
            assert pairs_of(record) == expected(stored, 2)
        assert record.check() == []
    assert groups[0] == groups[1]
    copies._members_query.cache_clear()


def test_a_story_in_more_papers_than_there_are_anchors_is_one_group(
    record: Record, run: str, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "ANCHORS", 3)
    copies._members_query.cache_clear()
    calls = []

    def counted(text_a: str, text_b: str) -> Likeness | None:
        calls.append(1)
        return alike(text_a, text_b)

    for number in range(24):
        original, report = made.made_report(f"paper{number}", f"mill fire osk number{number}")
        record.add_report(original, Reading(report=report, reader=made.READER), [7, 8], counted, run, last=True)
    (group,) = record.copies()
    assert len(group.reports) == 24
    assert len(group.pairs) == 23 + 22 + 21
    assert len(calls) < 24 * 23 / 2
    copies._members_query.cache_clear()


def test_a_report_that_becomes_an_anchor_is_compared_with_all_others(
    record: Record, run: str, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "ANCHORS", 2)
    copies._members_query.cache_clear()
    stored = {}
    for name in "abcdefg":
        stored[put(record, run, made, name, f"mill fire osk {name}", [4]).id] = (f"mill fire osk {name}", [4])
    leaving = min(stored)
    name = next(name for name in "abcdefg" if made.made_report(name, "x")[1].id == leaving)
    assert pairs_of(record) == expected(stored, 2)
    original, report = made.made_report(name, "rain")
    record.replace_report(original, made.READING(report), [4], alike, run, last=True)
    stored[leaving] = ("rain", [4])
    assert pairs_of(record) == expected(stored, 2)
    record.replace_report(original, made.READING(report), [5], alike, run, last=True)
    stored[leaving] = ("rain", [5])
    assert pairs_of(record) == expected(stored, 2)
    assert len(pairs_of(record)) == 5 + 4
    copies._members_query.cache_clear()


def test_groups_tell_who_was_first_and_how_alike_they_are(record: Record, run: str, made: Any) -> None:
    dates = [("d", None), ("c", "2021-08"), ("b", "2021-08-26"), ("a", "2021-08-25")]
    ids = {
        name: put(record, run, made, name, "mill fire in osk " + name, [1], published=date, outlet=f"{name}.example").id
        for name, date in dates
        if date
    }
    ids["d"] = put(record, run, made, "d", "mill fire in osk d", [1]).id
    alone = put(record, run, made, "e", "rain on every road", [1])
    (group,) = record.copies()
    assert group.first == ids["a"]
    # A month may be any of its days, so it comes after them; what has no date comes last.
    assert [member.id for member in group.reports] == [ids[name] for name in "abcd"]
    assert alone.id not in {member.id for member in group.reports}
    assert [(pair.jaccard, pair.containment) for pair in group.pairs] == [(4 / 6, 4 / 5)] * 6
    assert all(pair.report_a < pair.report_b for pair in group.pairs)
    assert record.summary().copied_reports == 4


def test_where_dates_agree_the_one_read_first_is_first(record: Record, run: str, made: Any) -> None:
    ids = [put(record, run, made, name, "mill fire", [1], published="2021-08-25").id for name in "zyx"]
    (group,) = record.copies()
    assert [member.id for member in group.reports] == ids


@pytest.mark.parametrize("keys", [[2**64 - 1, 2**63, 0, -1], [5, 5, 5], [], list(range(900))])
def test_keys_of_any_kind(record: Record, run: str, made: Any, keys: list[int]) -> None:
    for name in "ab":
        put(record, run, made, name, "mill fire", keys)
    assert len(record.copies()) == (1 if keys else 0)
    assert record.table("copy_keys").num_rows == 2 * len({key % 2**64 for key in keys})


def test_the_lesser_id_comes_first_in_a_comparison(record: Record, run: str, made: Any) -> None:
    texts = {}
    seen = []

    def watching(text_a: str, text_b: str) -> None:
        seen.append((text_a, text_b))

    for name in "pqrs":
        original, report = made.made_report(name, f"mill fire {name}")
        texts[report.id] = report.text
        record.add_report(original, Reading(report=report, reader=made.READER), [1], watching, run, last=True)
    pairs = itertools.combinations([texts[name] for name in sorted(texts)], 2)
    assert sorted(seen) == sorted(pairs)
    assert record.copies() == []


def test_the_group_of_a_report_is_the_one_among_all_groups(record: Record, run: str, made: Any) -> None:
    texts = ["mill fire osk", "mill fire osk rain", "fire osk rain", "osk rain", "road mill", "road mill dam", "alone"]
    found = [put(record, run, made, f"n{place}", text, [1]) for place, text in enumerate(texts)]
    groups = record.copies()
    assert [len(group.reports) for group in groups] == [4, 2]
    assert not [pair for pair in pairs_of(record) if set(pair) == {found[0].id, found[3].id}], "by way of others"
    for place, report in enumerate(found):
        same = [group for group in groups if report.id in {member.id for member in group.reports}]
        assert [record.copies_of(report.id)] == (same or [None]), place
    assert record.count_copies([report.id for report in found]) == {
        report.id: 3 if place < 4 else 1 for place, report in enumerate(found[:6])
    }
    assert record.count_copies([]) == record.count_copies(["r-none"]) == {}
    with pytest.raises(UnknownReportError):
        record.copies_of("r-none")


@pytest.mark.parametrize("whole", [0, 200])
def test_a_window_on_the_groups(
    record: Record, run: str, made: Any, monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    monkeypatch.setattr(copy_groups, "_WHOLE", whole)
    for story in range(4):
        for copy in range(2 + story % 2):
            put(record, run, made, f"n{story}-{copy}", f"mill of story{story}", [story])
    groups = record.copies()
    assert [len(group.reports) for group in groups] == [3, 3, 2, 2]
    assert [record.copies(limit=1, offset=place)[0] for place in range(4)] == groups
    assert record.copies(limit=2, offset=1) == groups[1:3]
    assert record.count_copy_groups() == len(groups)
    assert record.copies(offset=3) == groups[3:]
    assert record.copies(limit=0) == record.copies(offset=4) == []
