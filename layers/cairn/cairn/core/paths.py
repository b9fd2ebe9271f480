"""Paths of files within a tree: the one place that makes what a client wrote safe to be part of an object's key."""

import unicodedata

from cairn.errors import FilePathInvalidError

BYTES = 900
"""The most that a path may have as UTF-8: S3's keys have 1,024, and ours begin with the tree's root."""


def checked(path: str) -> str:
    """Return a path that names a file within its tree, wherever the tree is written to.

    Raises:
        FilePathInvalidError: it is empty or too long, leads out of the tree, or has a character that some system's file
            names cannot have (control characters, a backslash).
    """
    parts = path.split("/")
    if not path or len(path.encode(errors="replace")) > BYTES:
        raise _refused(path, f"it must have 1 to {BYTES} bytes")
    if any(part in {"", ".", ".."} for part in parts):
        raise _refused(path, "none of its parts may be empty, `.` or `..`")
    if "\\" in path or any(unicodedata.category(character) in {"Cc", "Cs"} for character in path):
        raise _refused(path, "it has a backslash or a control character")
    return path


def checked_folder(path: str) -> str:
    """Return a directory's path as a prefix of what lies in it: "" for the root, else with a slash at its end."""
    if path in {"", ".", "/"}:
        return ""
    return f"{checked(path.removesuffix('/'))}/"


def _refused(path: str, reason: str) -> FilePathInvalidError:
    return FilePathInvalidError(path=path[:80].encode(errors="replace").decode(), reason=reason)
