"""Data directories: made, changed, filled, listed and deleted."""

from dataclasses import replace

import boto3
import pytest

from cairn.access.collaborators import Collaborators
from cairn.core.data_directories import DataDirectories, DirectoryDraft
from cairn.core.projects import ProjectDraft, Projects
from cairn.core.remains import Remains
from cairn.errors import (
    CursorInvalidError,
    DirectoryForeignError,
    DirectoryMissingError,
    DirectorySourceFixedError,
    FilePathInvalidError,
    PermissionMissingError,
    ProjectInUseError,
    ProjectMissingError,
)
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.store import keys, project_keys
from cairn.store.bucket import Bucket
from cairn.store.data_directories import DataDirectoryStore
from cairn.store.directory import DirectoryStore
from cairn.store.families import FamilyStore
from cairn.store.projects import ProjectStore
from cairn.store.stream import gone
from cairn.store.table import Table
from cairn.store.trees import Trees, root
from cairn.store.uploads import UploadStore
from fixtures.aws import BUCKET, TABLE

BOB = Caller("bob", is_admin=False, face="test", id="u-bob")
DRAFT = DirectoryDraft(project="vision", name="images", description="of cats", metadata={"n": 1.5})


@pytest.fixture
def kept(client):
    return DataDirectoryStore(Table(client, TABLE))


@pytest.fixture
def projects(client, kept):
    table = Table(client, TABLE)
    return Projects(ProjectStore(table), Collaborators(DirectoryStore(table)), {"data directories": kept.holds_any})


@pytest.fixture
def vision(projects, caller):
    return projects.create_or_update(caller, ProjectDraft(name="vision", storage_integration_fqn="x")).id


@pytest.fixture
def trees(deployment):
    return Trees(Bucket(boto3.client("s3"), BUCKET))


@pytest.fixture
def directories(kept, projects, trees, vision):
    return DataDirectories(kept, projects, trees)


@pytest.fixture
def images(directories, caller):
    return directories.create_or_update(caller, DRAFT)


def fill(trees, directory, *files):
    for path in files:
        trees.bucket.put(root(directory.id) + path, b"x", "text/plain")


def test_it_is_what_was_said_of_it(directories, images, caller, vision):
    assert directories.get(caller, images.id) == images
    assert (images.project, images.description, images.metadata) == (vision, "of cats", {"n": 1.5})
    assert directories.address(images) == f"s3://{BUCKET}/trees/{images.id}"
    assert directories.named(caller, "vision", "images") == images
    assert directories.named(caller, "nowhere", "images") is None


def test_the_same_again_is_the_same_and_a_change_is_the_next_revision(directories, images, caller):
    assert directories.create_or_update(caller, DRAFT) == images
    back = replace(DRAFT, source=directories.address(images), description=None)
    changed = directories.create_or_update(caller, back)
    assert (changed.id, changed.revision, changed.description) == (images.id, 2, None)


@pytest.mark.parametrize("more", [{"source": "s3://other/x", "is_external": True}, {"source": "s3://other/x"}])
def test_its_source_stays(directories, images, caller, more):
    with pytest.raises(DirectorySourceFixedError):
        directories.create_or_update(caller, replace(DRAFT, **more))


def test_where_files_go_is_not_the_clients_to_say(directories, images, caller):
    with pytest.raises(DirectorySourceFixedError):
        directories.create_or_update(caller, replace(DRAFT, name="new", source=directories.address(images)))


def test_files_that_lie_elsewhere_are_left_there(directories, caller):
    draft = replace(DRAFT, source="s3://other/x", is_external=True)
    made = directories.create_or_update(caller, draft)
    assert directories.create_or_update(caller, draft) == made
    assert directories.address(made) == "s3://other/x"
    for refused in (
        lambda: directories.children(caller, made.id, "", 10, None),
        lambda: directories.upload_urls(caller, made.id, ["a"]),
        lambda: directories.download_urls(caller, made.id, ["a"]),
        lambda: directories.multipart(caller, made.id, "a", 1),
        lambda: directories.delete_files(caller, made.id, ["a"]),
    ):
        with pytest.raises(DirectoryForeignError):
            refused()


def test_files_are_listed_folder_by_folder_and_page_by_page(directories, images, caller, trees):
    fill(trees, images, "a.txt", "b.txt", "dir/c.txt", "dir/deep/d.txt")
    found, after = directories.children(caller, images.id, "", 10, None)
    assert ([child.path for child in found], after) == (["a.txt", "b.txt", "dir"], None)
    found, _ = directories.children(caller, images.id, "dir", 10, None)
    assert [(child.path, child.file is None) for child in found] == [("dir/c.txt", False), ("dir/deep", True)]
    first, after = directories.children(caller, images.id, "", 2, None)
    rest, end = directories.children(caller, images.id, "", 2, after)
    assert [child.path for child in first + rest] == ["a.txt", "b.txt", "dir"]
    assert end is None


def test_files_go(directories, images, caller, trees):
    fill(trees, images, "a.txt", "b.txt")
    directories.delete_files(caller, images.id, ["a.txt", "none.txt"])
    assert [child.path for child in directories.children(caller, images.id, "", 10, None)[0]] == ["b.txt"]


def test_urls_lead_into_its_own_tree(directories, images, caller):
    [url] = directories.upload_urls(caller, images.id, ["a b.txt"])
    assert f"/trees/{images.id}/a%20b.txt?" in url
    begun = directories.multipart(caller, images.id, "large", 3)
    assert len(begun.parts) == 3
    for path in ("../x", "/x", "", "a//b"):
        with pytest.raises(FilePathInvalidError):
            directories.upload_urls(caller, images.id, [path])


def test_lists_are_newest_first_and_end(directories, images, caller, vision):
    second = directories.create_or_update(caller, replace(DRAFT, name="sounds"))
    third = directories.create_or_update(caller, replace(DRAFT, name="texts", project="default"))
    assert directories.page(caller, vision, None, 0, 1) == ([second], 2)
    assert directories.page(caller, vision, None, 1, 5) == ([images], 2)
    assert directories.page(caller, None, None, 0, 9) == ([second, images, third], 3)
    assert directories.page(caller, None, "images", 0, 9) == ([images], 1)
    assert directories.page(caller, "99", None, 0, 9) == ([], 0)


def test_who_may_what(directories, images, caller, vision):
    reader = replace(BOB, grants=(Grant(ResourceType.PROJECT, Method.GET, vision),))
    with pytest.raises(DirectoryMissingError):
        directories.get(BOB, images.id)
    with pytest.raises(ProjectMissingError):
        directories.create_or_update(BOB, DRAFT)
    assert directories.page(BOB, None, None, 0, 9) == ([], 0)
    assert directories.download_urls(reader, images.id, ["a"])
    for refused in (
        lambda: directories.create_or_update(reader, replace(DRAFT, description="x")),
        lambda: directories.create_or_update(reader, replace(DRAFT, name="new")),
        lambda: directories.upload_urls(reader, images.id, ["a"]),
        lambda: directories.multipart(reader, images.id, "a", 1),
        lambda: directories.delete_files(reader, images.id, ["a"]),
        lambda: directories.delete(reader, images.id),
    ):
        with pytest.raises(PermissionMissingError):
            refused()


def test_deleting_frees_its_name_and_leaves_its_files_to_be_swept(directories, images, caller, projects, trees, kept, vision):
    fill(trees, images, "a.txt")
    with pytest.raises(ProjectInUseError, match="data directories"):
        projects.delete(caller, vision)
    image = kept._table.get(project_keys.data_directory(images.id))
    directories.delete(caller, images.id)
    with pytest.raises(DirectoryMissingError):
        directories.get(caller, images.id)
    remains = Remains(FamilyStore(kept._table), UploadStore(kept._table), trees)
    assert remains.of(gone({"dynamodb": {"OldImage": image}})) == "swept 1 objects"
    assert trees.files(images.id) == []
    assert kept._table.get(keys.ended(images.id)) is not None  # URLs that are good still are swept after.
    again = directories.create_or_update(caller, DRAFT)
    assert again.id != images.id
    directories.delete(caller, again.id)
    projects.delete(caller, vision)


def test_what_is_done_to_it_and_its_files_is_audited(directories, images, caller, kept):
    directories.upload_urls(caller, images.id, [f"{number}.txt" for number in range(30)])
    directories.download_urls(caller, images.id, ["0.txt"])
    directories.delete_files(caller, images.id, ["0.txt"])
    directories.delete(caller, images.id)
    trail, _ = kept._table.query(keys.access_audit_partition("data_directory", images.id), limit=10)
    assert [entry["action"]["S"] for entry in trail] == ["CREATE", "UPDATE", "DOWNLOAD", "UPDATE", "DELETE"]
    assert trail[1]["changes"]["S"].startswith('{"uploads":30,"paths":["0.txt","1.txt"')


def test_a_place_to_go_on_that_s3_did_not_name_is_refused(directories, images, caller, trees, monkeypatch):
    def refuse(**_):
        raise trees._client.exceptions.ClientError({"Error": {"Code": "InvalidArgument"}}, "ListObjectsV2")

    monkeypatch.setattr(trees._client, "list_objects_v2", refuse)
    with pytest.raises(CursorInvalidError):
        directories.children(caller, images.id, "", 10, "forged")
