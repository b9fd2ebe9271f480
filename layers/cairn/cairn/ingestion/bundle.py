"""The bundle: a small ZIP that says where a model comes from and how it was judged. The same facts make the same bytes."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256

from cairn.ingestion.facts import Snapshot
from cairn.ingestion.licenses import Terms, terms_of
from cairn.ingestion.rating import Rating
from cairn.records import Parent

MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name: a real one would make other bytes each time."""

_MAY_BE_GIVEN_ON = frozenset(Terms) - {Terms.UNKNOWN, Terms.USE_RESTRICTED}
"""A verbatim copy of the card is allowed under all of these; restricted ones ask for more than copying."""


def bundle(source: str, snapshot: Snapshot, rating: Rating, upstreams: Sequence[Parent], license_: str) -> bytes:
    """Return the ZIP: source_url.txt, rating.json, lineage.json, the card where its licence allows, and manifest.json."""
    members = {
        "source_url.txt": f"{source}\n".encode(),
        "rating.json": _json({"scores": rating.scores, "size_score": rating.devices, "explanations": rating.explanations}),
        "lineage.json": _json({"parents": [asdict(parent) for parent in upstreams]}),
    }
    if snapshot.readme is not None and terms_of(license_) in _MAY_BE_GIVEN_ON:
        members["README.md"] = snapshot.readme.encode()
    hashes = {name: {"sha256": sha256(content).hexdigest(), "bytes": len(content)} for name, content in members.items()}
    about = {"model": snapshot.model.id, "revision": snapshot.model.revision, "license": license_, "members": hashes}
    return _zip(members | {MANIFEST: _json(about)})


def _json(content: Mapping[str, object]) -> bytes:
    return (json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode(errors="replace")


def _zip(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # As on Unix, wherever it is made.
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=6)
    return packed.getvalue()
