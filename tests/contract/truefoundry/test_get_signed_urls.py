"""POST /api/svc/v1/artifact-versions/signed-urls."""

from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import ARTIFACT, FILES, FORMS, MODEL, OLD_V1, UPLOADS, V1, assert_refused, told
from contract.truefoundry.shared_files import staged_skill

URLS = f"{UPLOADS}/signed-urls"
BAD_PATHS = [
    "", "/", "/etc/passwd", "..", "../a", "a/../b", "a/..", ".", "./a", "a//b", "a/", "a\x00b", "a\nb", "a\x7f", "a\\b",
    "x" * 901, "\N{DUCK}" * 226,
]  # fmt: skip
AWKWARD = ["a b", "ünï/\N{DUCK}.bin", "...", "..a/b..", "%2e%2e/a", "a?b#c&d=e+f", "'; DROP TABLE", "x" * 900, "~", "-", "*"]


def signed_headers(url):
    return parse_qs(urlsplit(url).query)["X-Amz-SignedHeaders"]


def test_urls_are_as_many_as_the_paths_and_in_their_order(platform, name):
    place = platform.stage(ARTIFACT, name)
    paths = ["b", "a", "c/d", "b", *(f"many/{number}" for number in range(46))]
    found = told(platform.sign(place["id"], "WRITE", *paths))
    assert [set(one) for one in found] == [{"path", "signed_url"}] * 50
    assert [one["path"] for one in found] == paths
    for one in found:
        assert unquote(urlsplit(one["signed_url"]).path).endswith(f"{place['id']}/{one['path']}")
        assert signed_headers(one["signed_url"]) == ["host"]
    version = platform.publish(ARTIFACT, name, source=platform.managed(ARTIFACT, place))
    assert told(platform.sign(version["id"], "READ")) == []


def test_what_was_put_is_what_is_got(platform, name):
    files = {path: path.encode() * 3 for path in AWKWARD} | {"empty": b""}
    version = platform.log(ARTIFACT, name, files)
    found = told(platform.sign(version["id"], "READ", *files))
    assert [one["path"] for one in found] == list(files)
    if not platform.is_here:
        assert [httpx.get(one["signed_url"]).content for one in found] == list(files.values())
        part = httpx.get(found[0]["signed_url"], headers={"range": "bytes=1-2"})
        assert (part.status_code, part.content) == (206, files[AWKWARD[0]][1:3])


def test_models_and_skills_have_files_too(platform, name):
    model, skill = platform.log(MODEL, name, FILES), staged_skill(platform, f"{name}-s")
    assert len(told(platform.sign(model["id"], "READ", *FILES))) == len(FILES)
    assert len(told(platform.sign(skill["id"], "READ", "SKILL.md", "scripts/run.py"))) == 2


def test_what_has_no_files_has_none_to_read(platform, name):
    for form in FORMS:
        version = platform.publish(form, f"{name}-{form.noun}"[:64])
        assert told(platform.sign(version["id"], "READ")) == []
        assert_refused(platform.sign(version["id"], "READ", "a.txt"), 404, "no file a.txt")
        assert_refused(platform.sign(version["id"], "WRITE", "a.txt"), 422, "published")


def test_a_file_that_there_is_not_is_404_and_so_are_all(platform, name):
    version = platform.log(ARTIFACT, name, FILES)
    for path in ("none.txt", "dir", "A.txt", "a.txt ", "dir/b"):
        assert_refused(platform.sign(version["id"], "READ", "a.txt", path), 404, f"no file {path}")


def test_a_path_that_leads_out_or_that_no_file_can_have_is_422(platform, name):
    place, version = platform.stage(ARTIFACT, name), platform.log(ARTIFACT, f"{name}-b", FILES)
    for path in BAD_PATHS:
        for one, operation in ((place["id"], "WRITE"), (version["id"], "READ")):
            assert_refused(platform.sign(one, operation, "a.txt", path), 422, "path")


def test_what_is_published_is_not_written_to(platform, name):
    """Not with a URL from before either, as far as readers go: what they get is what was published."""
    place = platform.stage(ARTIFACT, name)
    [url] = told(platform.sign(place["id"], "WRITE", "a.txt"))
    platform.upload(url["signed_url"], b"before")
    version = platform.publish(ARTIFACT, name, source=platform.managed(ARTIFACT, place))
    assert_refused(platform.sign(version["id"], "WRITE", "a.txt"), 422, version["id"], "published")
    platform.upload(url["signed_url"], b"afterwards")
    [file] = platform.http.post(f"{UPLOADS}/files", json={"id": version["id"]}).json()["data"]
    assert file["file_size"] == len("before")
    [read] = told(platform.sign(version["id"], "READ", "a.txt"))
    if not platform.is_here:
        assert httpx.get(read["signed_url"]).content == b"before"


def test_what_the_hub_gave_is_one_file(platform, name):
    answer = platform.http.post("/artifact/model", json={"url": f"https://huggingface.co/copy-{name}/bert-base-uncased"})
    if answer.status_code == 404:
        pytest.skip("this stack has another hub")
    version = answer.json()["metadata"]["id"]
    [url] = told(platform.sign(version, "READ", "bundle.zip"))
    assert "X-Amz-Signature" in url["signed_url"]
    assert_refused(platform.sign(version, "READ", "README.md"), 404)


def test_both_prefixes_are_one_resource(platform, name):
    body = {"id": platform.stage(ARTIFACT, name)["id"], "paths": ["a"], "operation": "WRITE"}
    assert told(platform.http.post(URLS.replace(V1, OLD_V1), json=body))


def test_a_request_that_is_none_is_422_by_its_name(platform, name):
    good = {"id": platform.stage(ARTIFACT, name)["id"], "paths": ["a"], "operation": "WRITE"}
    for member, value in (
        ("id", None), ("id", ""), ("id", "x" * 65), ("id", 1),
        ("paths", None), ("paths", "a"), ("paths", [1]), ("paths", [None]),
        ("paths", ["a"] * 1_001), ("operation", None), ("operation", "write"), ("operation", "DELETE"), ("operation", 1),
    ):  # fmt: skip
        assert_refused(platform.http.post(URLS, json=good | {member: value}), 422, member)
    for missing in good:
        body = {member: value for member, value in good.items() if member != missing}
        assert_refused(platform.http.post(URLS, json=body), 422, missing)


def test_an_id_that_nobody_has_is_404(platform):
    for nobodys in (UNKNOWN, "x", "\x00"):
        for operation in ("READ", "WRITE"):
            assert_refused(platform.sign(nobodys, operation, "a"), 404)


def test_reading_is_one_entry_of_the_trail(platform, name, trail):
    version = platform.log(ARTIFACT, name, FILES)
    platform.sign(version["id"], "READ", *FILES)
    platform.sign(version["id"], "READ", "none")
    assert [(entry.action, entry.face) for entry in trail(version["id"])] == [
        ("CREATE", "truefoundry"), ("DOWNLOAD", "truefoundry"),
    ]  # fmt: skip


def test_who_sees_a_version_reads_it_and_anothers_looks_like_none(required, join, shared_repo, name):
    people = [required.person(role) for role in ("editor", "viewer", "stranger")]
    ml_repo = shared_repo(editor="editor", viewer="viewer")
    editor, viewer, stranger = map(join, people)
    place = editor.stage(ARTIFACT, name, ml_repo=ml_repo)
    editor.write(place["id"], FILES)
    assert_refused(viewer.sign(place["id"], "WRITE", "a.txt"), 404, place["id"])
    version = editor.publish(ARTIFACT, name, ml_repo=ml_repo, source=editor.managed(ARTIFACT, place))
    assert told(viewer.sign(version["id"], "READ", "a.txt"))
    for operation in ("READ", "WRITE"):
        hidden, missing = (stranger.sign(one, operation, "a.txt") for one in (version["id"], UNKNOWN))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(version["id"], UNKNOWN) == missing.text
    assert_refused(viewer.sign(version["id"], "WRITE", "a.txt"), 422, "published")
    assert_refused(required.client().post(URLS, json={}), 401)
