"""GET /api/model/{model_id}/export."""

import io
import json
import random
import zipfile
from urllib.parse import unquote, urlsplit

import boto3
import httpx
import pytest

from fixtures.aws import BUCKET
from fixtures.documents import card_body, evidence_body


def text(value, size=10):
    said = random.Random(value).randbytes(size // 2).hex()  # noqa: S311 - no secret
    return {"evidence_type": "string", "string": said}


def fetched(url):
    """What lies at a signed URL: in this process there is no server, and the bucket is asked."""
    if "amazonaws.com" in url:
        key = unquote(urlsplit(url).path).removeprefix(f"/{BUCKET}").lstrip("/")
        return boto3.client("s3").get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return httpx.get(url).content


def lines(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = json.loads(archive.read("model.json"))
        return told, [json.loads(line) for line in archive.read("artifacts.jsonl").splitlines()]


@pytest.fixture
def filled(client, write, model):
    """A model with two versions, evidence of each size, a card, and earlier revisions."""
    client.post(f"{model}/version", json={"identifier": "v2"})
    write(card_body())
    for size in (10, 30_000, 300_000):
        write(evidence_body(f"e-{size}", text(1, size)))
        write(evidence_body(f"e-{size}", text(2, size)), force=True)
    write(evidence_body("other", text(3)), path=f"{model}/version/v2/artifact")
    return model


def test_the_zip_has_all_there_is_earlier_revisions_included(client, filled, name, artifacts):
    answer = client.get(f"{filled}/export")
    assert (answer.status_code, answer.json()["artifacts"]) == (200, 5)
    content = fetched(answer.json()["url"])
    assert len(content) == answer.json()["size"]
    told, found = lines(content)
    assert told == {"format": 1, "model": name, "versions": ["v1", "v2"]}
    about = [(one["version"], one["artifact"]["header"]["identifier"], one["revision"]) for one in found]
    assert about[0] == (None, "card.default", 1)
    assert sorted(about[1:7]) == [("v1", f"evidence.e-{size}", revision) for size in (10, 30000, 300000) for revision in (1, 2)]
    assert about[7:] == [("v2", "evidence.other", 1)]
    newest = next(
        one for one in found if one["artifact"]["header"]["identifier"] == "evidence.e-300000" and one["revision"] == 2
    )
    assert newest["artifact"] == client.get(f"{artifacts}/evidence.e-300000").json()


def test_it_leaves_an_entry_in_the_trail(client, filled):
    client.get(f"{filled}/export")
    assert client.get(f"{filled}/audit").json()[0]["action"] == "DOWNLOAD"


def test_of_what_there_is_not_there_is_no_export(client, name):
    assert client.get(f"/api/model/{name}/export").status_code == 404


def test_who_may_not_read_the_model_exports_nothing(required, name):
    required.admin().http.post("/api/model", json={"identifier": name})
    assert required.person().http.get(f"/api/model/{name}/export").status_code == 403
