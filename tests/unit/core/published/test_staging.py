"""Staging: an upload is one user's, for a while, and nobody else's business."""

import pytest

from cairn.core import staging
from cairn.errors import (
    FamilyClosedError,
    FilePathInvalidError,
    NameHeldError,
    PermissionMissingError,
    UploadMissingError,
    VersionPublishedError,
)
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.records import Kind
from cairn.runtime.clock import unix_now
from cairn.store import keys

MAKER = tuple(Grant(ResourceType(kind.value), Method.POST) for kind in (Kind.ARTIFACT, Kind.MODEL))
ADA = Caller("ada", is_admin=False, face="test", id="u-ada", grants=MAKER)
BOB = Caller("bob", is_admin=False, face="test", id="u-bob", grants=MAKER)


@pytest.fixture
def default(shelf):
    return shelf.projects.named("default")


def test_an_upload_is_one_item_that_expires(shelf, default, client):
    place = shelf.staging.stage(ADA, default, Kind.ARTIFACT, "n")
    item = shelf.table.get(keys.staged(place.id))
    assert 0 <= int(item["expires_at"]["N"]) - unix_now() - staging.STAGED_SECONDS + 60 <= 60
    assert shelf.versions.get(place.id) is None
    assert shelf.families.get_many([("default", Kind.ARTIFACT, "n")]) == {}


def test_it_is_known_whose_version_it_will_be(shelf, default):
    first = shelf.staging.stage(ADA, default, Kind.ARTIFACT, "n")
    assert first.family_id == shelf.staging.stage(ADA, default, Kind.ARTIFACT, "n").family_id
    version = shelf.logged(default, Kind.ARTIFACT, "n", {})
    assert version.family_id == first.family_id
    shelf.remove(version)
    second = shelf.staging.stage(shelf.owner, default, Kind.ARTIFACT, "n")
    assert second.family_id != first.family_id
    assert shelf.logged(default, Kind.ARTIFACT, "n", {}).family_id == second.family_id


def test_an_expired_upload_is_none_though_it_is_still_there(shelf, default, monkeypatch):
    place = shelf.staging.stage(ADA, default, Kind.ARTIFACT, "n")
    late = unix_now() + staging.STAGED_SECONDS
    monkeypatch.setattr("cairn.store.uploads.unix_now", lambda: late)
    for refused in (
        lambda: shelf.staging.upload_urls(ADA, place.id, ["a"]),
        lambda: shelf.staging.multipart(ADA, place.id, "a", 1),
        lambda: shelf.staging.fail(ADA, place.id),
    ):
        with pytest.raises(UploadMissingError):
            refused()


def test_an_upload_is_its_users_and_administrators(shelf, default):
    place = shelf.staging.stage(ADA, default, Kind.ARTIFACT, "n")
    with pytest.raises(UploadMissingError):
        shelf.staging.upload_urls(BOB, place.id, ["a"])
    with pytest.raises(UploadMissingError):
        shelf.staging.fail(BOB, place.id)
    assert len(shelf.staging.upload_urls(shelf.owner, place.id, ["a", "b"])) == 2
    shelf.staging.fail(ADA, place.id)
    with pytest.raises(UploadMissingError):
        shelf.staging.fail(ADA, place.id)


def test_what_is_published_is_not_written_to_and_not_given_up(shelf, default):
    version = shelf.logged(default, Kind.ARTIFACT, "n", {"a": b"a"})
    for refused in (
        lambda: shelf.staging.upload_urls(shelf.owner, version.id, ["a"]),
        lambda: shelf.staging.multipart(shelf.owner, version.id, "a", 1),
        lambda: shelf.staging.fail(shelf.owner, version.id),
    ):
        with pytest.raises(VersionPublishedError):
            refused()
    with pytest.raises(UploadMissingError):
        shelf.staging.upload_urls(BOB, version.id, ["a"])


def test_no_path_leads_out_of_the_upload(shelf, default):
    place = shelf.staging.stage(ADA, default, Kind.ARTIFACT, "n")
    for path in ("../x", "/x", "", "a/../../x", "a\x00"):
        with pytest.raises(FilePathInvalidError):
            shelf.staging.upload_urls(ADA, place.id, ["fine", path])
        with pytest.raises(FilePathInvalidError):
            shelf.staging.multipart(ADA, place.id, path, 1)


def test_who_may_not_publish_may_not_stage(shelf, default, repo):
    for project, error in ((repo, PermissionMissingError), (default, PermissionMissingError)):
        with pytest.raises(error):
            shelf.staging.stage(Caller("eve", is_admin=False, face="test", id="u-eve"), project, Kind.ARTIFACT, "n")
    shelf.logged(default, Kind.ARTIFACT, "n", {})
    with pytest.raises(FamilyClosedError):
        shelf.staging.stage(BOB, default, Kind.ARTIFACT, "n")
    with pytest.raises(NameHeldError):
        shelf.staging.stage(shelf.owner, default, Kind.MODEL, "n")


def test_an_artifact_may_turn_out_to_be_the_model_that_has_the_name(shelf, default):
    model = shelf.logged(default, Kind.MODEL, "n", {})
    assert shelf.staging.stage(shelf.owner, default, Kind.ARTIFACT, "n").family_id == model.family_id
