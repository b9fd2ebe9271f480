"""Workers share what is unzipped once."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from local.cloud import unzipped

if TYPE_CHECKING:
    from pathlib import Path


def archive(content: str) -> bytes:
    """A zip file that takes a while to unzip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("package/module.py", content)
        for number in range(500):
            file.writestr(f"package/data/{number}.txt", content)
    return packed.getvalue()


def worker(folder: Path, number: int, packed: bytes, shared: Path) -> Path:
    """What ministack does for a worker: a zip file and an empty folder, and the one unzipped into the other."""
    target = folder / f"worker-{number}"
    target.mkdir()
    source = folder / f"{number}.zip"
    source.write_bytes(packed)
    with unzipped.module(shared).ZipFile(source) as file:
        file.extractall(target)
    return target


def test_equal_content_is_unzipped_once_however_many_workers_start_together(tmp_path: Path) -> None:
    shared, packed = tmp_path / "shared", archive("VALUE = 1")
    with ThreadPoolExecutor(8) as pool:
        targets = list(pool.map(lambda number: worker(tmp_path, number, packed, shared), range(8)))
    assert {(target / "package" / "module.py").read_text() for target in targets} == {"VALUE = 1"}
    assert len({target.resolve() for target in targets}) == 1
    assert len([*shared.iterdir()]) == 1
    assert not [*tmp_path.glob("*.zip")]


def test_other_content_has_a_folder_of_its_own(tmp_path: Path) -> None:
    first, second = (worker(tmp_path, number, archive(f"VALUE = {number}"), tmp_path / "shared") for number in (1, 2))
    assert first.resolve() != second.resolve()
    assert (second / "package" / "module.py").read_text() == "VALUE = 2"


def test_the_rest_of_the_module_is_the_librarys(tmp_path: Path) -> None:
    assert unzipped.module(tmp_path).BadZipFile is zipfile.BadZipFile
