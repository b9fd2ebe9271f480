"""Directories to log, and their files by path, to be compared."""

import hashlib
from pathlib import Path

MEGABYTE = 1024 * 1024
PART = 10 * MEGABYTE
LARGE = 100 * MEGABYTE + 12345
"""More than the 100 MiB from which on the client uploads in parts."""

SMALL_FILES = {
    "readme.txt": b"Hello\n",
    "empty.bin": b"",
    "with space/a b  c.txt": b"spaces",
    "\u00fcber/\u732b \U0001f408.txt": "Gr\u00fc\u00dfe \u2603".encode(),
    "deep/er/and/deeper/data.bin": bytes(range(256)) * 40,
    "%41+&?#=;'\"(1).txt": b"reserved in URLs",
    ".hidden/.file": b".",
}


def small(root, more=()):
    """Write a directory of small files; return it."""
    for path, content in (SMALL_FILES | dict(more)).items():
        file = Path(root, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return str(root)


def large(file):
    """Write a file that takes no room: holes, and in each part of the upload a mark, so that none may stand for another."""
    with Path(file).open("wb") as out:
        for number, start in enumerate(range(0, LARGE, PART)):
            out.seek(start)
            out.write(b"part %d" % number)
        out.truncate(LARGE)


def contents(root):
    """Return the SHA-256 of each file of a directory, by path."""
    found = {}
    for file in Path(root).rglob("*"):
        if file.is_file():
            with file.open("rb") as content:
                found[file.relative_to(root).as_posix()] = hashlib.file_digest(content, "sha256").hexdigest()
    return found
