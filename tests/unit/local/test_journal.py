"""The journal: what was acknowledged is there again, exactly once, wherever the process died."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from local.cloud.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WRITES = [["PutItem", "1", "us-east-1", "{}"], ["DeleteItem", "1", "us-east-1", '{"a": "é\\n"}']]


def test_records_come_back_in_order_without_the_file_being_closed(tmp_path: Path) -> None:
    journal = Journal(tmp_path, 0)
    for write in WRITES:
        journal.append(write)
    assert [*Journal(tmp_path, 0).records()] == WRITES


def test_a_line_cut_off_by_a_kill_is_dropped_and_later_ones_are_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path, 0)
    journal.append(WRITES[0])
    (tmp_path / "journal.0.jsonl").open("ab").write(b'["PutItem", "1", "us-ea')
    reopened = Journal(tmp_path, 0)
    reopened.append(WRITES[1])
    assert [*Journal(tmp_path, 0).records()] == WRITES


def test_after_a_snapshot_the_old_records_are_gone(tmp_path: Path) -> None:
    journal = Journal(tmp_path, 4)
    journal.append(WRITES[0])
    journal.rotate()
    journal.append(WRITES[1])
    assert [*Journal(tmp_path, 5).records()] == [WRITES[1]]
    assert [path.name for path in tmp_path.iterdir()] == ["journal.5.jsonl"]


def test_a_death_between_snapshot_and_rotation_does_not_apply_a_record_twice(tmp_path: Path) -> None:
    journal = Journal(tmp_path, 0)
    journal.append(WRITES[0])
    # The snapshot says generation 1 and holds the write; the process died before `rotate`.
    assert [*Journal(tmp_path, 1).records()] == []


def test_a_death_during_the_snapshot_applies_every_record(tmp_path: Path) -> None:
    journal = Journal(tmp_path, 0)
    journal.append(WRITES[0])
    # The snapshot was not replaced, so it still says generation 0.
    assert [*Journal(tmp_path, 0).records()] == [WRITES[0]]


def test_the_size_counts_what_an_earlier_process_wrote(tmp_path: Path) -> None:
    Journal(tmp_path, 0).append(WRITES[0])
    assert Journal(tmp_path, 0).size == (tmp_path / "journal.0.jsonl").stat().st_size > 0


@given(records=st.lists(st.lists(st.text(), max_size=4), max_size=8), cut=st.integers(0, 60))
def test_wherever_the_file_is_cut_whole_records_survive(
    tmp_path_factory: pytest.TempPathFactory, records: list[list[str]], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    journal = Journal(folder, 0)
    ends = [0]
    for record in records:
        journal.append(record)
        ends.append(journal.size)
    path = folder / "journal.0.jsonl"
    size = max(0, path.stat().st_size - cut)
    with path.open("r+b") as file:
        file.truncate(size)
    survivors = sum(end <= size for end in ends[1:])
    assert [*Journal(folder, 0).records()] == records[:survivors]
