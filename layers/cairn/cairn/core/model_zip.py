"""What a ZIP of a model says, read within bounds: whoever made it may mean ill."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from pydantic_core import from_json

from cairn.core.answers import ANSWER_BYTES
from cairn.core.document_drafts import DocumentDraft, checked_identifier
from cairn.documents import Level
from cairn.errors import ExportTooLargeError, ImportInvalidError
from cairn.records import Json
from cairn.store import keys

FORMAT = 1
FROM, WHAT = "model.json", "artifacts.jsonl"
"""The members of a ZIP."""

TEXT_BYTES = 256 * 1024 * 1024
"""The most bytes of what is in a ZIP, unpacked."""

VERSIONS = 1_000
"""The most versions of a model that is imported: each is a transaction, and all must be made while the caller waits."""

LINE_BYTES = ANSWER_BYTES + 4_096
_ENCRYPTED = 1
AT_ONCE = 45
"""The documents of one transaction: each is an item, and so is its audit entry."""

ReadArtifact = Callable[[Any], DocumentDraft]
"""Checks an artifact as MLTE writes it; raises DocumentInvalidError."""


@dataclass(frozen=True, slots=True)
class Line:
    """A revision of a document, as a ZIP has it; the version is None for what is about the model."""

    version: str | None
    draft: DocumentDraft
    is_further: bool
    """Whether it is a further revision of the document before it."""
    told: dict[str, Json]
    """When it was written there, and by whom."""


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """Open a ZIP that is packed as an export is: what else there is to unpack with is no use to anybody but who means ill.

    Raises:
        ImportInvalidError: it is none.
    """
    with _readable("the upload is no ZIP"):
        archive = zipfile.ZipFile(file)
    for member in archive.infolist():
        if member.flag_bits & _ENCRYPTED or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise ImportInvalidError(reason="its members must be stored or deflated, and not encrypted")
    return archive


def told(archive: zipfile.ZipFile) -> tuple[str, list[str]]:
    """Return the model and the versions that a ZIP is about.

    Raises:
        ImportInvalidError: it does not tell, or names too many.
    """
    with _readable(f"{FROM} is missing or not readable"):
        said = from_json(archive.open(FROM).read(LINE_BYTES))
        if said["format"] != FORMAT:
            raise ImportInvalidError(reason=f"its format is not {FORMAT}")
        if not isinstance(said["versions"], list) or len(said["versions"]) > VERSIONS:
            raise ImportInvalidError(reason=f"its versions must be a list of at most {VERSIONS}")
        versions = [checked_identifier(version) for version in said["versions"]]
        if len({keys.spelled(version) for version in versions}) < len(versions):
            raise ImportInvalidError(reason="it names a version twice")
        return checked_identifier(said["model"]), versions


class Reading:
    """Reads the lines of a ZIP, as often as wanted, within bounds: it may say that it is smaller than it is."""

    def __init__(self, archive: zipfile.ZipFile, versions: list[str], read: ReadArtifact) -> None:
        """Read an opened ZIP, which told what versions it is about."""
        self._archive = archive
        self._versions = set(versions)
        self._read = read

    def lines(self) -> Iterator[Line]:
        """Give one line after the other.

        Raises:
            ImportInvalidError: one is not as an export has it.
            ExportTooLargeError: there is too much.
            DocumentInvalidError: as the artifact's reader.
        """
        left, seen, before = TEXT_BYTES, set[str](), ""
        with _readable(f"{WHAT} is missing or not readable"), self._archive.open(WHAT) as file:
            while text := file.readline(LINE_BYTES + 1):
                left -= len(text)
                if left < 0 or len(text) > LINE_BYTES:
                    raise ExportTooLargeError(reason=f"it has more than {TEXT_BYTES} bytes, or {LINE_BYTES} in a line")
                line = self._line(_json(text), before)
                about = keys.digest(line.version or "", keys.spelled(line.draft.identifier))
                if about in seen and not line.is_further:
                    raise ImportInvalidError(reason=f"{line.draft.identifier[:100]!r} is there twice")
                seen.add(about)
                before = about
                yield line

    def _line(self, said: Any, before: str) -> Line:
        draft, version = self._read(said["artifact"]), said["version"]
        if (version is None) != (draft.type.level is Level.MODEL) or (version is not None and version not in self._versions):
            raise ImportInvalidError(reason=f"{draft.identifier[:100]!r} is about no version that is named")
        header = said["artifact"]["header"]
        told: dict[str, Json] = {name: header.get(name) for name in ("timestamp", "creator")}
        is_further = before == keys.digest(version or "", keys.spelled(draft.identifier))
        return Line(version, draft, is_further, told)


def lots(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Cut lines into lots that are about one version and have documents whole."""
    lot: list[Line] = []
    for line in lines:
        if lot and not line.is_further and (len(lot) >= AT_ONCE or line.version != lot[0].version):
            yield lot
            lot = []
        lot.append(line)
    if lot:
        yield lot


def _json(text: bytes) -> Any:
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError:
        raise ImportInvalidError(reason=f"a line of {WHAT} is not JSON") from None


_UNPACKING = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError)


@contextmanager
def _readable(otherwise: str) -> Iterator[None]:
    """Say of whatever cannot be unpacked, or is not of the shape that it is taken for, that it is no export."""
    try:
        yield
    except (*_UNPACKING, KeyError, TypeError, AttributeError, ValueError):
        raise ImportInvalidError(reason=otherwise) from None
