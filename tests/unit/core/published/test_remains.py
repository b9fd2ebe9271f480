"""What is left of versions and uploads that are gone is cleared up, once or twice, and nothing else is."""

from dataclasses import replace

import pytest

from cairn.core.remains import Remains
from cairn.core.staging import STAGED_SECONDS
from cairn.records import Kind
from cairn.runtime.clock import unix_now
from cairn.store import keys
from cairn.store.stream import gone
from cairn.store.table import delete


@pytest.fixture
def remains(shelf):
    return Remains(shelf.families, shelf.uploads, shelf.trees)


def left(shelf, key):
    """What the stream tells of an item that is about to be deleted."""
    return gone({"eventName": "REMOVE", "dynamodb": {"OldImage": shelf.table.get(key)}})


def objects(s3, version_id):
    from fixtures.aws import BUCKET  # noqa: PLC0415

    return s3.list_object_versions(Bucket=BUCKET, Prefix=f"trees/{version_id}/").get("Versions", [])


def test_the_files_of_a_deleted_version_go_with_every_version_and_every_upload(shelf, repo, remains, s3):
    version = shelf.logged(repo, Kind.ARTIFACT, "n", {"a": b"a", "dir/b": b"b"})
    kept = shelf.logged(repo, Kind.ARTIFACT, "n", {"a": b"a"})
    shelf.bucket.put(f"trees/{version.id}/a", b"later", "text/plain")
    shelf.trees.begin_multipart(version.id, "large")
    told = left(shelf, keys.version(version.id))
    shelf.remove(version)
    assert remains.of(told) == "swept 3 objects"
    assert objects(s3, version.id) == []
    assert shelf.table.get(keys.files(version.id, 0)) is None
    assert len(objects(s3, kept.id)) == 1
    assert shelf.families.entry(version.family_id) is not None
    assert remains.of(told) == "swept 0 objects"


def test_a_family_is_forgotten_with_its_last_version_but_not_the_next_one_of_its_name(shelf, repo, remains):
    first = shelf.logged(repo, Kind.ARTIFACT, "n", {})
    told = left(shelf, keys.version(first.id))
    shelf.remove(first)
    second = shelf.logged(repo, Kind.ARTIFACT, "n", {})
    for _ in range(2):
        remains.of(told)
        assert shelf.families.entry(first.family_id) is None
        assert shelf.families.entry(second.family_id) is not None
        entries, _ = shelf.families.listed(repo.id, Kind.ARTIFACT, None, 10)
        assert [entry.family_id for entry in entries] == [second.family_id]


def test_what_lies_elsewhere_is_left_there(shelf, repo, remains):
    from cairn.core.publishing import Publication  # noqa: PLC0415

    said = Publication(project=repo, form=Kind.MODEL, kind=Kind.MODEL, name="n", address="s3://elsewhere/x")
    version = shelf.publishing.publish(shelf.owner, said)
    told = left(shelf, keys.version(version.id))
    shelf.remove(version)
    assert remains.of(told) == "swept 0 objects"


def test_an_upload_that_ended_is_swept(shelf, repo, remains, s3):
    staged = shelf.staged(repo, Kind.ARTIFACT, "n", {"a": b"a"})
    told = left(shelf, keys.staged(staged))
    shelf.staging.fail(shelf.owner, staged)
    assert remains.of(told) == "swept 1 objects"
    assert objects(s3, staged) == []
    assert remains.of(told) == "swept 0 objects"


def test_what_a_url_put_after_an_upload_was_given_up_is_swept_when_its_time_is_up(shelf, repo, remains, s3):
    staged = shelf.staged(repo, Kind.ARTIFACT, "n", {})
    shelf.staging.fail(shelf.owner, staged)
    shelf.bucket.put(f"trees/{staged}/late", b"late", "text/plain")
    told = left(shelf, keys.ended(staged))
    assert told.expires_at > unix_now()
    assert remains.of(told) == "swept 1 objects"
    assert objects(s3, staged) == []


def test_what_a_url_put_after_a_version_was_deleted_is_swept_when_the_urls_have_ended(shelf, repo, remains, s3):
    version = shelf.logged(repo, Kind.ARTIFACT, "n", {"a": b"a"})
    told = left(shelf, keys.version(version.id))
    shelf.remove(version)
    remains.of(told)
    shelf.bucket.put(f"trees/{version.id}/late", b"late", "text/plain")
    ended = left(shelf, keys.ended(version.id))
    assert ended.expires_at >= unix_now() + STAGED_SECONDS - 60
    assert remains.of(ended) == "swept 1 objects"
    assert objects(s3, version.id) == []
    shelf.table.write([delete(keys.ended(version.id))])
    remains.of(replace(told, created_at="2020-01-01T00:00:00.000Z"))
    assert shelf.table.get(keys.ended(version.id)) is None  # Nobody has a URL that is that old.


def test_an_upload_that_was_published_stays(shelf, repo, remains, s3):
    staged = shelf.staged(repo, Kind.ARTIFACT, "n", {"a": b"a"})
    told = left(shelf, keys.staged(staged))
    shelf.publish_staged(repo, Kind.ARTIFACT, "n", staged)
    assert remains.of(told) == "published"
    assert len(objects(s3, staged)) == 1
    assert shelf.uploads.read_files(staged)[1][0].path == "a"
