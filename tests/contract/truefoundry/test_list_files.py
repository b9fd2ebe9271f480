"""POST /api/svc/v1/artifact-versions/files."""

from datetime import datetime

import pytest

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import ARTIFACT, FILES, FORMS, MODEL, OLD_V1, UPLOADS, V1, assert_refused
from contract.truefoundry.test_get_signed_urls import BAD_PATHS

LIST = f"{UPLOADS}/files"


@pytest.fixture
def version(platform, name):
    return platform.log(ARTIFACT, name, FILES)["id"]


def files(platform, version_id, **asked):
    answer = platform.http.post(LIST, json={"id": version_id} | asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def paths(found):
    return [one["path"] for one in found["data"]]


def walked(platform, version_id, path="", **asked):
    """All files, as the client finds them: from directory to directory, and from page to page."""
    found, token = [], None
    while True:
        page = files(platform, version_id, path=path, pageToken=token, **asked)
        for one in page["data"]:
            found += walked(platform, version_id, one["path"], **asked) if one["is_dir"] else [one]
        token = page["pagination"].get("nextPageToken")
        if not token:
            return found


def test_a_directory_has_what_lies_directly_in_it(platform, version):
    root = files(platform, version)
    assert paths(root) == ["a.txt", "dir", "ünï"]
    assert [one["is_dir"] for one in root["data"]] == [False, True, True]
    file, directory, _ = root["data"]
    assert set(file) == {"path", "is_dir", "file_size", "last_modified"}
    assert set(directory) == {"path", "is_dir"}
    assert file["file_size"] == len(FILES["a.txt"])
    assert datetime.fromisoformat(file["last_modified"]).tzinfo
    assert root["pagination"] == {"limit": 1_000}
    for same in (None, "", ".", "/"):
        assert files(platform, version, path=same) == root
    for same in ("dir", "dir/"):
        assert paths(files(platform, version, path=same)) == ["dir/b.bin", "dir/deep"]
    assert paths(files(platform, version, path="dir/deep")) == ["dir/deep/c d.txt"]
    for nothing in ("none", "a.txt", "di", "dir/deep/c d.txt"):
        assert files(platform, version, path=nothing)["data"] == []


def test_from_directory_to_directory_and_page_to_page_each_file_is_found_once(platform, version):
    for limit in (1, 2, 1_000, 100_000, None):
        found = walked(platform, version, limit=limit)
        assert {one["path"]: one["file_size"] for one in found} == {path: len(content) for path, content in FILES.items()}
        assert len(found) == len(FILES)


def test_a_page_says_where_the_next_one_begins(platform, version):
    first = files(platform, version, limit=2)
    assert (paths(first), first["pagination"]["limit"]) == (["a.txt", "dir"], 2)
    second = files(platform, version, limit=2, pageToken=first["pagination"]["nextPageToken"])
    assert (paths(second), second["pagination"]) == (["ünï"], {"limit": 2})


def test_what_was_put_there_later_is_none_of_its_files(platform, name):
    place = platform.stage(ARTIFACT, name)
    urls = platform.sign(place["id"], "WRITE", "a", "b").json()["data"]
    platform.upload(urls[0]["signed_url"], b"a")
    version = platform.publish(ARTIFACT, name, source=platform.managed(ARTIFACT, place))
    platform.upload(urls[1]["signed_url"], b"b")
    assert paths(files(platform, version["id"])) == ["a"]


def test_a_model_is_listed_too_and_what_has_no_files_has_none(platform, name):
    assert paths(files(platform, platform.log(MODEL, name, {"m/weights": b"w"})["id"])) == ["m"]
    for form in FORMS:
        version = platform.publish(form, f"{name}-{form.noun}"[:64])
        assert files(platform, version["id"]) == {"data": [], "pagination": {"limit": 1_000}}


def test_both_prefixes_are_one_resource(platform, version):
    answer = platform.http.post(LIST.replace(V1, OLD_V1), json={"id": version})
    assert answer.json() == files(platform, version)


def test_a_request_that_is_none_is_422_by_its_name(platform, version):
    outside = [("path", one) for one in BAD_PATHS if one not in {"", "/", ".", "a/"}]
    for member, value in (
        ("id", None), ("id", ""), ("id", 1), ("path", 1), ("path", []),
        ("limit", 0), ("limit", -1), ("limit", "x"), ("limit", 1.5),
        ("pageToken", 1), *outside,
    ):  # fmt: skip
        assert_refused(platform.http.post(LIST, json={"id": version, member: value}), 422, member)
    for body in ({}, [], None, "x"):
        assert_refused(platform.http.post(LIST, json=body), 422)


def test_a_token_that_no_page_told_is_422(platform, version):
    for token in ("x", "-1", "1.5", "\u0661", "9" * 20, "\x00"):
        assert_refused(platform.http.post(LIST, json={"id": version, "pageToken": token}), 422)


def test_an_id_that_nobody_has_is_404(platform):
    for nobodys in (UNKNOWN, "x", "\x00"):
        assert_refused(platform.http.post(LIST, json={"id": nobodys}), 404, "No version is registered under the id")


def test_anothers_looks_like_none(required, join, shared_repo, name):
    people = [required.person(role) for role in ("editor", "viewer", "stranger")]
    ml_repo = shared_repo(editor="editor", viewer="viewer")
    editor, viewer, stranger = map(join, people)
    version = editor.publish(ARTIFACT, name, ml_repo=ml_repo)["id"]
    assert files(viewer, version)["data"] == []
    hidden, missing = (stranger.http.post(LIST, json={"id": one}) for one in (version, UNKNOWN))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(version, UNKNOWN) == missing.text
    assert_refused(required.client().post(LIST, json={}), 401)
