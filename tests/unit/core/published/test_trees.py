"""The files of published versions: folder by folder, page by page, and led to by what was published."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.core.trees import Files
from cairn.errors import ArtifactMissingError, CursorInvalidError, FileMissingError, FilePathInvalidError
from cairn.permissions import Caller
from cairn.records import Kind

STRANGER = Caller("bob", is_admin=False, face="test", id="u-bob")
FILES = {"a": b"a", "a.d/b": b"bb", "a.d/e/f": b"ccc", "a/b": b"dddd", "z": b""}
"""Also a file and a directory of one name, as S3 can have them."""


@pytest.fixture
def files(shelf):
    return Files(shelf.versions, shelf.uploads, shelf.trees)


@pytest.fixture
def version(shelf, repo):
    return shelf.logged(repo, Kind.MODEL, "n", FILES)


def walk(files, caller, version, folder="", limit=100):
    found, after = [], None
    while True:
        children, after = files.children(caller, tuple(Kind), version.id, folder, limit, after)
        for child in children:
            found += [child.path] if child.file else walk(files, caller, version, child.path, limit)
        if after is None:
            return found


def test_a_folder_has_what_lies_directly_in_it(files, version, shelf):
    children, after = files.children(shelf.owner, Kind.MODEL, version.id, "a.d", 100, None)
    assert ([(child.path, child.file and child.file.size) for child in children], after) == (
        [("a.d/b", 2), ("a.d/e", None)], None,
    )  # fmt: skip


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_page_by_page_each_file_is_found_once(files, version, shelf, limit):
    found = walk(files, shelf.owner, version, limit=limit)
    assert sorted(found) == sorted(FILES)


def test_a_place_that_no_page_told_is_refused(files, version, shelf):
    for place in ("x", "-1", "1.0", "\u0661", "123456789", " 1"):
        with pytest.raises(CursorInvalidError):
            files.children(shelf.owner, Kind.MODEL, version.id, "", 10, place)
    assert files.children(shelf.owner, Kind.MODEL, version.id, "", 10, "9999999") == ([], None)


def test_a_url_is_that_of_what_was_published(files, version, shelf):
    [file] = [one for one in shelf.uploads.read_files(version.id)[1] if one.path == "a"]
    shelf.bucket.put(f"trees/{version.id}/a", b"other", "text/plain")
    [url] = files.download_urls(shelf.owner, Kind.MODEL, version.id, ["a"])
    assert parse_qs(urlsplit(url).query)["versionId"] == [file.version]


def test_what_is_not_there_or_not_seen_is_refused_and_not_told_of(files, version, shelf, calls):
    calls.clear()
    for error, asked in (
        (FileMissingError, lambda: files.download_urls(shelf.owner, Kind.MODEL, version.id, ["a", "b"])),
        (FilePathInvalidError, lambda: files.download_urls(shelf.owner, Kind.MODEL, version.id, ["../a"])),
        (ArtifactMissingError, lambda: files.download_urls(shelf.owner, Kind.ARTIFACT, version.id, ["a"])),
        (ArtifactMissingError, lambda: files.download_urls(STRANGER, Kind.MODEL, version.id, ["a"])),
        (ArtifactMissingError, lambda: files.children(STRANGER, Kind.MODEL, version.id, "", 10, None)),
        (FilePathInvalidError, lambda: files.children(shelf.owner, Kind.MODEL, version.id, "a/..", 10, None)),
    ):
        with pytest.raises(error):
            asked()
    assert set(calls) == {"BatchGetItem"}


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="/\\")
PARTS = st.text(LETTERS, min_size=1, max_size=5).filter(lambda part: part not in {".", ".."})


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(paths=st.sets(st.lists(PARTS, min_size=1, max_size=3).map("/".join), max_size=8))
def test_whatever_files_are_called_each_is_found(files, shelf, repo, paths):
    version = shelf.logged(repo, Kind.ARTIFACT, "any", dict.fromkeys(paths, b"x"))
    assert sorted(walk(files, shelf.owner, version, limit=2)) == sorted(paths)
    assert len(files.download_urls(shelf.owner, Kind.ARTIFACT, version.id, sorted(paths))) == len(paths)
