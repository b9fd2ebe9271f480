"""POST /api/import/{import_id}."""

import io
import zipfile
from urllib.parse import unquote, urlsplit

import boto3
import httpx
import pytest

from cairn.core import model_archives
from contract.mlte.conftest import problems
from contract.mlte.test_export_model import fetched, filled, text
from fixtures.aws import BUCKET
from fixtures.documents import card_body, evidence_body, line, scenario, suite_body, zipped

__all__ = ["filled"]


def upload(http, content):
    """Put a ZIP where it is wanted; return the id of the import."""
    told = http.post("/api/import").json()
    if "amazonaws.com" in told["url"]:
        key = unquote(urlsplit(told["url"]).path).removeprefix(f"/{BUCKET}").lstrip("/")
        boto3.client("s3").put_object(Bucket=BUCKET, Key=key, Body=content)
    else:
        assert httpx.put(told["url"], content=content).status_code == 200
    return told["id"]


@pytest.fixture
def importing(client):
    def post(content, **body):
        return client.post(f"/api/import/{upload(client, content)}", json=body)

    return post


def test_what_was_exported_is_imported_under_another_name_revisions_included(client, filled, name, artifacts, importing):
    content = fetched(client.get(f"{filled}/export").json()["url"])
    answer = importing(content, identifier=f"{name}/copy")
    assert (answer.status_code, answer.json()) == (
        200,
        {"identifier": f"{name}/copy", "versions": ["v1", "v2"], "artifacts": 5},
    )
    copy = f"/api/model/{name}---copy/version/v1/artifact"
    for identifier in ("card.default", "evidence.e-10", "evidence.e-30000", "evidence.e-300000"):
        assert client.get(f"{copy}/{identifier}").json()["body"] == client.get(f"{artifacts}/{identifier}").json()["body"]
    for params in ({"revision": 1}, {"revision": 2}):
        one, other = (client.get(f"{path}/evidence.e-30000", params=params).json()["body"] for path in (copy, artifacts))
        assert one == other
    assert [one["sha256"] for one in client.get(f"{copy}/evidence.e-10/revisions").json()] == [
        one["sha256"] for one in client.get(f"{artifacts}/evidence.e-10/revisions").json()
    ]
    assert len(client.get(f"/api/model/{name}---copy/version/v2/artifact").json()) == 2


def test_its_creator_is_who_imports_it_and_the_trail_tells_who_it_was(client, name, importing):
    importing(zipped(name, ["v1"], line(evidence_body("a", text(1)), version="v1")))
    header = client.get(f"/api/model/{name}/version/v1/artifact/evidence.a").json()["header"]
    assert (header["creator"], header["timestamp"] > 1) == ("anonymous", True)
    assert client.get(f"/api/model/{name}/audit").json()[0]["changes"]["imported"] == {"creator": "grace", "timestamp": 1}


def test_a_name_that_is_taken_is_409_and_changes_nothing(client, model, name, importing):
    assert importing(zipped(name, ["v9"], line(card_body()))).status_code == 409
    assert client.get(model).json()["versions"] == [{"identifier": "v1"}]


BAD = {
    "no ZIP": b"no ZIP",
    "no lines": b"",
    "an unknown version": zipped("m", ["v1"], line(evidence_body("a", text(1)), version="v2")),
    "evidence about no version": zipped("m", ["v1"], line(evidence_body("a", text(1)))),
    "a card about a version": zipped("m", ["v1"], line(card_body(), version="v1")),
    "a body that is not valid": zipped("m", ["v1"], line({"artifact_type": "evidence"}, version="v1")),
    "a quality that nobody knows": zipped("m", ["v1"], line(card_body(system_requirements=[scenario(quality="charm")]))),
    "a version twice": zipped("m", ["a/b", "a---b"]),
    "an artifact twice": zipped("m", ["v1"], line(card_body()), line(suite_body()), line(card_body())),
    "no name": zipped("", ["v1"]),
    "names that are none": zipped("m", [None]),  # type: ignore[list-item]
    "a line that says nothing": zipped("m", ["v1"], {}),
    "a late mistake": zipped("m", ["v1"], line(card_body()), line({"artifact_type": "card", "data": 1}, "other")),
}
bare = io.BytesIO()
with zipfile.ZipFile(bare, "w") as archive:
    archive.writestr("model.json", '{"format": 1, "model": "m", "versions": []}')
    archive.writestr("artifacts.jsonl", '{"version": null, "artifact": NaN}\n')
BAD |= {"what is no JSON": bare.getvalue()}


def packed(model_json, lines=b"", method=zipfile.ZIP_DEFLATED):
    """Return a ZIP whose members say just this."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("model.json", model_json)
        archive.writestr("artifacts.jsonl", lines)
    return file.getvalue()


def patched(content, **fields):
    """Return a ZIP with other bytes in the headers of its first member, as (in its own header, in the directory's) offset."""
    places = {"needed": (4, 6), "flags": (6, 8), "method": (8, 10)}
    changed, directory = bytearray(content), content.index(b"PK\x01\x02")
    for name, value in fields.items():
        for at in (places[name][0], directory + places[name][1]):
            changed[at : at + 2] = value.to_bytes(2, "little")
    return bytes(changed)


def spoiled(content):
    """Return a ZIP whose first member's packed bytes are others."""
    at = content.index(b"model.json") + len(b"model.json")
    return content[:at] + b"\xff" * 8 + content[at + 8 :]


said = '{"format": 1, "model": "m", "versions": ["v1"]}'
BAD |= {
    "an encrypted member": patched(packed(said), flags=1),
    "a method that nobody knows": patched(packed(said), method=99),
    "bzip2 that is none": patched(packed(said), method=12),
    "lzma": packed(said, method=zipfile.ZIP_LZMA),
    "a version of ZIP to come": patched(packed(said), needed=99),
    "deflated bytes that are none": spoiled(packed(said)),
    "what ends too early": packed(said)[:-30],
    "lists in lists": packed("[" * 200_000),
    "objects in objects": packed('{"a":' * 100_000),
    "lists in a line": packed(said, b"[" * 200_000),
    "versions that are no list": packed('{"format": 1, "model": "m", "versions": "abc"}'),
    "more versions than can be made": zipped("m", [f"v{number}" for number in range(1_001)]),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_what_is_no_export_is_422_and_makes_nothing(client, name, importing, content):
    assert problems(importing(content, identifier=name))
    assert client.get(f"/api/model/{name}").status_code == 404


def test_what_turns_out_too_large_is_413_and_makes_nothing(client, name, importing):
    many = suite_body(*((f"a case with a number, {number:010d}", []) for number in range(15_000)))
    assert importing(zipped(name, ["v1"], line(card_body()), line(many))).status_code == 413
    assert client.get(f"/api/model/{name}").status_code == 404


def test_what_takes_too_long_is_413_and_makes_nothing(required, name, monkeypatch):
    monkeypatch.setattr(model_archives, "SECONDS", 0.1)
    ada = required.person().http
    import_id = upload(ada, zipped(name, [f"v{number}" for number in range(100)]))
    assert ada.post(f"/api/import/{import_id}", json={}).status_code == 413
    assert required.admin().http.get(f"/api/model/{name}").status_code == 404


def test_an_upload_is_its_callers_alone(required, name):
    ada, eve = required.person().http, required.person().http
    import_id = upload(ada, zipped(name, ["v1"], line(card_body())))
    assert eve.post(f"/api/import/{import_id}", json={}).status_code == 422
    assert ada.post(f"/api/import/{import_id}", json={}).status_code == 200
    assert ada.post(f"/api/import/{import_id}", json={}).status_code == 422  # an upload is used once
    assert eve.get(f"/api/model/{name}").status_code == 403


@pytest.mark.parametrize("import_id", ["nothing", "..", "a/b", "%2e%2e"])
def test_what_was_not_uploaded_is_422_or_no_route(client, import_id):
    assert client.post(f"/api/import/{import_id}", json={}).status_code in {404, 405, 422}
