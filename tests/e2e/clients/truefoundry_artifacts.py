"""TrueFoundry's published client at work on artifacts: run in its own environment, one scenario at a time.

Reads TFY_HOST and TFY_API_KEY, works in the current directory.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import requests
import trees
from playing import play
from truefoundry import client as tfy
from truefoundry.ml import ArtifactPath, get_client
from truefoundry_sdk import ArtifactManifest, ExternalBlobStorageSource, NotFoundError, Operation, TrueFoundry
from truefoundry_sdk import TrueFoundryManagedSource as Managed
from truefoundry_sdk.core.api_error import ApiError

REPO = "default"


def log(name, files=None, **said):
    """Log a directory of these small files; return the version."""
    root = Path(name)
    for path, content in (files or {"a.txt": b"a"}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return get_client().log_artifact(REPO, name, [ArtifactPath(str(root))], progress=False, **said)


def listed(version_id, path=""):
    """Walk a version by list_files; return the sizes by path."""
    found = {}
    for entry in tfy.artifact_versions.list_files(id=version_id, path=path, limit=2):
        found |= listed(version_id, entry.path) if entry.is_dir else {entry.path: int(entry.file_size)}
    return found


def refused(call, **arguments):
    """Return the status and the body that a call was refused with."""
    try:
        call(**arguments)
    except ApiError as error:
        body = error.body if isinstance(error.body, dict) else error.body.dict()
        return [error.status_code, body]
    return None


def directory(name, is_large):
    """Log a directory with all sorts of files; get it by number, by name and by alias, and compare."""
    root = trees.small(Path("logged"))
    if is_large:
        trees.large(Path(root, "large.bin"))
    metadata = {"accuracy": 0.1, "nested": {"of": [1, None, "\u2603"]}}
    paths = [ArtifactPath(root)]
    logged = get_client().log_artifact(REPO, name, paths, description="a tree", metadata=metadata, progress=False)
    version = tfy.artifact_versions.get_by_fqn(logged.fqn).data
    logged.version_alias = "v1-first"
    logged.update()
    ways = {
        "name": get_client().get_artifact_version(REPO, name),
        "number": get_client().get_artifact_version_by_fqn(logged.fqn),
        "alias": get_client().get_artifact_version_by_fqn(f"{logged.artifact_fqn}:v1-first"),
    }
    wanted = trees.contents(root)
    got = {}
    for way, found in ways.items():
        Path(way).mkdir()
        got[way] = trees.contents(found.download(path=way, progress=False))
    return {
        "fqn": logged.fqn,
        "version": logged.version,
        "description": logged.description,
        "metadata": logged.metadata,
        "tags": version.tags,
        "by": version.created_by_subject.subject_slug,
        "sizes": listed(version.id),
        "wanted": wanted,
        "got": got,
        "range": _part_of(version.id, "deep/er/and/deeper/data.bin"),
    }


def _part_of(version_id, path):
    """Get ten bytes of a file."""
    url = tfy.artifact_versions.get_signed_urls(id=version_id, paths=[path], operation=Operation.READ).data[0].signed_url
    return list(requests.get(url, headers={"Range": "bytes=250-259"}, timeout=60).content[:20])


def changes(name):
    """Describe versions, name them by aliases, take the aliases away; what is said of one changes, its files do not."""
    first, second = log(name), log(name)
    first.description, first.metadata, first.version_alias = "better", {"f1": 0.25}, "v-prod"
    first.update()
    told = get_client().get_artifact_version_by_fqn(f"{first.artifact_fqn}:v-prod")
    second.version_alias = "v-prod"
    held = failed(second.update)
    first.version_alias = None
    first.update()
    is_gone = failed(get_client().get_artifact_version_by_fqn, f"{first.artifact_fqn}:v-prod")
    second.version_alias = "v-prod"
    second.update()
    moved = get_client().get_artifact_version_by_fqn(f"{first.artifact_fqn}:v-prod")
    manifest = tfy.artifact_versions.get_by_fqn(first.fqn).data.manifest
    manifest.source = Managed(uri=manifest.source.uri + "x")
    return {
        "told": [told.version, told.description, told.metadata, told.version_alias],
        "held": held,
        "gone": is_gone,
        "moved": moved.version,
        "fixed": refused(tfy.artifacts.create_or_update, manifest=manifest),
        "written": refused(
            tfy.artifact_versions.get_signed_urls,
            id=tfy.artifact_versions.get_by_fqn(first.fqn).data.id, paths=["a.txt"], operation=Operation.WRITE,
        ),
    }  # fmt: skip


def failed(call, *arguments):
    """Return what was raised, as text."""
    try:
        call(*arguments)
    except Exception as error:  # noqa: BLE001 - the client has its own kinds; the words are what is looked at
        return f"{type(error).__name__}: {error}"
    return None


def tags(name):
    """Tag versions, move a tag, take tags away."""
    ids = [tfy.artifact_versions.get_by_fqn(log(name).fqn).data.id for _ in range(2)]

    def all_tags():
        return [tfy.artifact_versions.get(one).data.tags for one in ids]

    tfy.artifact_versions.apply_tags(artifact_version_id=ids[0], tags=["gold", "with space \u2603"])
    seen = [all_tags()]
    held = refused(tfy.artifact_versions.apply_tags, artifact_version_id=ids[1], tags=["gold"])
    tfy.artifact_versions.apply_tags(artifact_version_id=ids[1], tags=["gold"], force=True)
    seen.append(all_tags())
    artifact = tfy.artifact_versions.get(ids[0]).data.artifact_id
    found = [one.id for one in tfy.artifact_versions.list(artifact_id=artifact, tag="gold")]
    tfy.artifact_versions.apply_tags(artifact_version_id=ids[1], tags=[])
    seen.append(all_tags())
    return {"seen": seen, "held": held, "found": found == [ids[1]]}


def external(name):
    """Record what lies elsewhere; the same again is the same version."""
    manifest = ArtifactManifest(
        name=name, ml_repo=REPO, metadata={}, source=ExternalBlobStorageSource(uri="s3://elsewhere/some/where")
    )
    first, again = (tfy.artifacts.create_or_update(manifest=manifest).data for _ in range(2))
    manifest.source = ExternalBlobStorageSource(uri="s3://elsewhere/newer")
    other = tfy.artifacts.create_or_update(manifest=manifest).data
    return {
        "same": first.id == again.id,
        "numbers": [first.manifest.version, other.manifest.version],
        "source": other.manifest.source.dict(),
    }


def failed_upload(name):
    """Fail an upload: by a file name that is refused, after others were put; and by hand, with an upload in parts begun."""
    files = {f"given-up/{number:03}.txt": b"put" for number in range(60)}
    said = failed(lambda: log(name, files | {"zz\\z.txt": b"x"}))
    staged = _staged(name)
    _put(staged.id, {"one.txt": b"1"})
    tfy.artifact_versions.create_multi_part_upload(id=staged.id, path="large.bin", num_parts=3)
    tfy.artifact_versions.mark_stage_failure(id=staged.id)
    return {
        "said": said,
        "versions": len(list(tfy.artifact_versions.list(name=name))),
        "artifacts": len(list(tfy.artifacts.list(name=name))),
        "committed": refused(tfy.artifacts.create_or_update, manifest=_manifest(name, staged.storage_root)),
        "written": refused(tfy.artifact_versions.get_signed_urls, id=staged.id, paths=["x"], operation=Operation.WRITE),
        "root": staged.storage_root,
    }


def short_upload(name):
    """Commit before everything was put: the client says how much there must be."""
    staged = _staged(name)
    _put(staged.id, {"one.txt": b"1"})
    said = refused(tfy.artifacts.create_or_update, manifest=_manifest(name, staged.storage_root, size=2))
    _put(staged.id, {"two.txt": b"2"})
    done = tfy.artifacts.create_or_update(manifest=_manifest(name, staged.storage_root, size=2)).data
    return {"said": said, "version": done.manifest.version, "sizes": listed(done.id)}


def deletion(name):
    """Delete a version, log the next, delete them all."""
    first, second = log(name), log(name)
    version = tfy.artifact_versions.get_by_fqn(second.fqn).data
    tfy.artifact_versions.delete(version.id)
    third = log(name)
    artifact = tfy.artifacts.get_by_fqn(first.artifact_fqn).data
    kept = [int(one.manifest.version) for one in tfy.artifact_versions.list(artifact_id=artifact.id)]
    latest = tfy.artifacts.get(artifact.id).data.latest_version
    tfy.artifacts.delete(artifact.id)
    return {
        "numbers": [first.version, second.version, third.version],
        "kept": kept,
        "latest": int(latest.manifest.version),
        "gone": refused(tfy.artifacts.get, id=artifact.id)[0],
        "again": refused(tfy.artifacts.delete, id=artifact.id)[0],
        "left": len(list(tfy.artifact_versions.list(artifact_id=artifact.id))),
        "next": log(name).version,
        "roots": [one.manifest.source.uri for one in (version, latest)],
    }


def race(name, clients, rounds):
    """Log from many clients at once; return the numbers that the versions got, and what the list says afterwards."""

    def one(_):
        staged = _staged(name)
        _put(staged.id, {"a.txt": b"a"})
        return int(tfy.artifacts.create_or_update(manifest=_manifest(name, staged.storage_root)).data.manifest.version)

    with ThreadPoolExecutor(clients) as pool:
        numbers = list(pool.map(one, range(clients * rounds)))
    found = tfy.artifact_versions.list(name=name, limit=5)
    return {"numbers": sorted(numbers), "listed": [int(version.manifest.version) for version in found]}


class Losing(httpx.HTTPTransport):
    """Loses the first answer to each kind of request, after the server has done what was asked."""

    def __init__(self):
        super().__init__()
        self.lost = []

    def handle_request(self, request):
        answer = super().handle_request(request)
        kind = f"{request.method} {request.url.path.rpartition('/v1/')[2].partition('/')[0]}"
        if request.method in {"PUT", "DELETE"} and kind not in self.lost:
            self.lost.append(kind)
            answer.read()
            return httpx.Response(503, json={"statusCode": 503, "message": "lost"})
        return answer


def retries(name, host, key):
    """Lose answers: the client asks again, and what was done once is not done twice."""
    transport = Losing()
    sdk = TrueFoundry(base_url=host, api_key=key, httpx_client=httpx.Client(transport=transport, timeout=60))
    staged = _staged(name)
    _put(staged.id, {"a.txt": b"a"})
    made = sdk.artifacts.create_or_update(manifest=_manifest(name, staged.storage_root)).data
    listed_now = len(list(sdk.artifact_versions.list(name=name)))
    deleted = refused(sdk.artifact_versions.delete, id=made.id)
    return {
        "lost": transport.lost,
        "same": made.id == staged.id,
        "versions": listed_now,
        "deleted": deleted[0],
        "left": len(list(sdk.artifact_versions.list(name=name))),
    }


def read(fqn):
    """Return what is found under a name, or None."""
    try:
        found = tfy.artifact_versions.get_by_fqn(fqn).data
    except NotFoundError:
        return None
    return {"id": found.id, "manifest": found.manifest.dict(), "artifact_id": found.artifact_id}


def delete(version_id):
    """Delete a version."""
    tfy.artifact_versions.delete(version_id)
    return True


def simple(name, metadata):
    """Log one file."""
    logged = log(name, metadata=metadata)
    version = tfy.artifact_versions.get_by_fqn(logged.fqn).data
    return {"id": version.id, "fqn": logged.fqn, "root": version.manifest.source.uri}


def _manifest(name, root=None, size=None):
    metadata = {} if size is None else {".truefoundry": {"artifact_size": size}}
    return ArtifactManifest(name=name, ml_repo=REPO, metadata=metadata, source=Managed(uri=root))


def _staged(name):
    return tfy.artifact_versions.stage(manifest=_manifest(name))


def _put(version_id, files):
    for url in tfy.artifact_versions.get_signed_urls(id=version_id, paths=list(files), operation=Operation.WRITE).data:
        requests.put(url.signed_url, data=files[url.path], timeout=60).raise_for_status()


play(directory, changes, tags, external, failed_upload, short_upload, deletion, race, retries, read, delete, simple)
