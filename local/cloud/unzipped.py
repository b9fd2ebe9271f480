"""Unzip each layer and each function once, and let every worker link to it.

Stock ministack unzips everything again for each worker: most of a cold start, some 40 MB of disk, and a slow end
when all of that is removed. On AWS these folders are read-only; nothing here writes to them either.
"""

from __future__ import annotations

import hashlib
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import StrPath


class OnceZipFile(zipfile.ZipFile):
    """A zip file that `extractall` unzips into a shared folder, once per content, and links to."""

    shared: Path
    # Not `_lock`: each ZipFile has one of that name to itself, which would hide this.
    _one_at_a_time = threading.Lock()

    def extractall(
        self,
        path: StrPath | None = None,
        members: Iterable[str | zipfile.ZipInfo] | None = None,
        pwd: bytes | None = None,
    ) -> None:
        """Put a link to the unzipped content in the place of the empty folder `path`; the zip file is dropped."""
        if path is None or members is not None or self.filename is None:
            super().extractall(path, members, pwd)
            return
        archive, target = Path(self.filename), Path(path)
        unzipped = self.shared / hashlib.sha256(archive.read_bytes()).hexdigest()
        with self._one_at_a_time:
            if not unzipped.exists():
                partial = unzipped.with_suffix(".partial")
                super().extractall(partial)
                partial.rename(unzipped)
        target.rmdir()
        target.symlink_to(unzipped, target_is_directory=True)
        archive.unlink()


def module(shared: Path) -> SimpleNamespace:
    """What ministack finds where it looks for the `zipfile` module."""
    shared.mkdir(parents=True, exist_ok=True)
    once = type("OnceZipFile", (OnceZipFile,), {"shared": shared})
    return SimpleNamespace(**{**vars(zipfile), "ZipFile": once})
