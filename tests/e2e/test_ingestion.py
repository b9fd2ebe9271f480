"""A model on its way from the hub into a deployed registry, seen from outside."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import httpx

from tests.e2e import registry
from tests.e2e.conftest import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import LocalCloud


def ingest(client: httpx.Client, name: str, owner: str | None = None) -> httpx.Response:
    """Register a copy of a hub model that no other test registers."""
    owner = owner or f"copy-{uuid.uuid4().hex[:12]}"
    return client.post("/artifact/model", json={"url": f"https://huggingface.co/{owner}/{name}"})


def test_a_bundle_is_fetched_from_the_bucket_and_is_what_its_manifest_says(api: httpx.Client) -> None:
    answer = ingest(api, "bert-base-uncased")
    assert answer.status_code == 201, answer.text
    artifact = answer.json()
    content = httpx.get(artifact["data"]["download_url"], timeout=60).raise_for_status().content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert members["source_url.txt"].decode().strip() == artifact["data"]["url"]
    told = json.loads(members.pop("manifest.json"))["members"]
    assert {name: one["sha256"] for name, one in told.items()} == {
        name: sha256(text).hexdigest() for name, text in members.items()
    }


def test_what_takes_longer_than_a_request_is_finished_by_the_worker(api: httpx.Client) -> None:
    answer = ingest(api, "slow-at-first")
    assert answer.status_code == 202, answer.text
    identity = answer.json()["metadata"]["id"]
    assert wait_until(lambda: api.get(f"/artifact/model/{identity}/rate").status_code == 200, 60)
    assert api.get(f"/artifacts/model/{identity}").json()["data"]["download_url"]


def test_what_is_refused_leaves_no_object_and_no_record(stack: LocalCloud, api: httpx.Client) -> None:
    before = objects(stack)
    assert ingest(api, "my-first-model").status_code == 424
    assert objects(stack) == before


def test_a_dead_hub_is_502_and_no_verdict(clouds: Callable[..., LocalCloud]) -> None:
    dead = {"HF_ENDPOINT": "http://127.0.0.1:9", "GITHUB_API_URL": "http://127.0.0.1:9"}
    cloud = clouds(**dead).start()
    with cloud.http() as client:
        assert ingest(client, "bert-base-uncased").status_code == 502
        assert registry.everything(client) == []


def objects(stack: LocalCloud) -> set[Any]:
    """The keys of all bundles."""
    found = stack.client("s3").list_objects_v2(Bucket=stack.resource("Bucket"), Prefix="bundles/")
    return {one["Key"] for one in found.get("Contents", [])}
