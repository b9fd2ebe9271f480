"""TrueFoundry's SDK as it was when it asked under /api/ml/v1: run in its own environment.

Reads TFY_HOST and TFY_API_KEY. It has no uploads and downloads of its own: these are done here, as its documentation says.
"""

import os

import httpx
from playing import play
from truefoundry_sdk import (
    ArtifactManifest,
    ChatPromptManifest,
    Collaborator,
    ExternalBlobStorageSource,
    MlRepoManifest,
    ModelManifest,
    SklearnFramework,
    TrueFoundry,
    TrueFoundryManagedSource,
    UserMessage,
)
from truefoundry_sdk.core.api_error import ApiError

PART = 5 * 1024 * 1024
FILES = {"a b/\u00fc.txt": b"nested", "empty": b""}
LARGE = b"1" * PART + b"2" * PART + b"3"

asked = []
bytes_of = httpx.Client(timeout=60)
watched = httpx.Client(timeout=60, event_hooks={"request": [lambda request: asked.append(request.url.path)]})
tfy = TrueFoundry(base_url=os.environ["TFY_HOST"], api_key=os.environ["TFY_API_KEY"], httpx_client=watched)


def upload(version_id):
    """Put files, one of them in parts."""
    urls = tfy.artifact_versions.get_signed_urls(id=version_id, paths=list(FILES), operation="WRITE").data
    for url in urls:
        bytes_of.put(url.signed_url, content=FILES[url.path]).raise_for_status()
    begun = tfy.artifact_versions.create_multi_part_upload(id=version_id, path="large.bin", num_parts=3).data
    parts = ""
    for number, url in enumerate(begun.part_signed_urls):
        put = bytes_of.put(url.signed_url, content=LARGE[number * PART : (number + 1) * PART])
        parts += f"<Part><PartNumber>{number + 1}</PartNumber><ETag>{put.headers['etag']}</ETag></Part>"
    body = f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>"
    bytes_of.post(begun.finalize_signed_url.signed_url, content=body).raise_for_status()


def download(version_id, path=""):
    """Get all files, by path."""
    got = {}
    for entry in tfy.artifact_versions.list_files(id=version_id, path=path):
        if entry.is_dir:
            got |= download(version_id, entry.path)
        else:
            [url] = tfy.artifact_versions.get_signed_urls(id=version_id, paths=[entry.path], operation="READ").data
            got[entry.path] = bytes_of.get(url.signed_url).content
    return got


def walk(repo):
    """Do with it what one does: a repo, an artifact, a model, a prompt; look, change, tag, delete."""
    mine = [Collaborator(subject="user:ada", role_id="mlf-project-admin")]
    made = MlRepoManifest(name=repo, storage_integration_fqn="cairn:bucket", collaborators=mine)
    repo_id = tfy.ml_repos.create_or_update(manifest=made).data.id
    manifest = ArtifactManifest(name="old", ml_repo=repo, metadata={"a": 1}, source=TrueFoundryManagedSource(), step=1)
    staged = tfy.artifact_versions.stage(manifest=manifest)
    upload(staged.id)
    manifest.source = TrueFoundryManagedSource(uri=staged.storage_root)
    version = tfy.artifacts.create_or_update(manifest=manifest).data
    manifest.version_alias, manifest.description = "v1-old", "said"
    tfy.artifacts.create_or_update(manifest=manifest)
    found = tfy.artifact_versions.get_by_fqn(f"artifact:cairn/{repo}/old:v1-old").data
    tfy.artifact_versions.apply_tags(artifact_version_id=version.id, tags=["gold"], force=False)
    model = ModelManifest(
        name="net", ml_repo=repo, metadata={}, framework=SklearnFramework(), step=0,
        source=ExternalBlobStorageSource(uri="s3://elsewhere/net"),
    )  # fmt: skip
    net = tfy.models.create_or_update(manifest=model).data
    prompt = ChatPromptManifest(name="hello", ml_repo=repo, metadata={}, messages=[UserMessage(content="Hello")])
    hello = tfy.prompts.create_or_update(manifest=prompt).data
    told = {
        "same": found.id == version.id == staged.id,
        "bytes": download(version.id) == FILES | {"large.bin": LARGE},
        "manifest": [found.manifest.version, found.manifest.version_alias, found.manifest.description, found.manifest.metadata],
        "tags": tfy.artifact_versions.get(version.id).data.tags,
        "artifacts": [one.fqn for one in tfy.artifacts.list(ml_repo_id=repo_id)],
        "models": [one.latest_version.fqn for one in tfy.models.list(ml_repo_id=repo_id)],
        "framework": tfy.model_versions.get(net.id).data.manifest.framework.type,
        "prompts": [one.name for one in tfy.prompts.list(ml_repo_id=repo_id)],
        "repos": [one.manifest.name for one in tfy.ml_repos.list(name=repo)],
    }
    tfy.artifact_versions.delete(version.id)
    tfy.models.delete(net.model_id)
    tfy.prompts.delete(hello.prompt_id)
    try:
        tfy.artifact_versions.get(version.id)
    except ApiError as error:
        told["gone"] = [error.status_code, sorted(error.body)]
    tfy.ml_repos.delete(repo_id)
    return told | {"left": len(list(tfy.ml_repos.list(name=repo))), "prefixes": sorted({path[:11] for path in asked})}


play(walk)
