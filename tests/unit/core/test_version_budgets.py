"""What operations on versions may cost in calls of AWS: the same where a name has 1,000 versions and where it has 20,000."""

import boto3
import pytest

from cairn.core.families import Cut, Families, Wanted
from cairn.core.publishing import Publication
from cairn.core.trees import Files
from cairn.permissions import Caller
from cairn.records import Kind
from cairn.store.bucket import Bucket
from cairn.store.table import Table
from fixtures.aws import create_table
from fixtures.population import populate_name
from fixtures.shelf import Shelf

pytestmark = pytest.mark.slow

TRANSACTION, READ, QUERY, BATCH, WRITE = "TransactWriteItems", "GetItem", "Query", "BatchGetItem", "PutItem"
LISTING = "ListObjectVersions"
NAME = "set"
OWNER = Caller("ada", is_admin=True, face="test", id="u-ada")


@pytest.fixture(scope="module", params=[1_000, 20_000])
def shelf(request, cloud):
    """A name with so many versions, as a function sees it that has published one of it before, and the calls it makes."""
    client, s3 = boto3.client("dynamodb"), boto3.client("s3")
    name = f"cairn-versions-{request.param}"
    create_table(client, name)
    s3.create_bucket(Bucket=name)
    numbers = populate_name(client, name, NAME, request.param)
    shelf = Shelf(Table(client, name), Bucket(s3, name), OWNER)
    shelf.count, shelf.calls = numbers, []
    for one in (client, s3):
        one.meta.events.register("before-call", lambda model, **_: shelf.calls.append(model.name))
    yield shelf
    boto3.resource("s3").Bucket(name).objects.delete()
    s3.delete_bucket(Bucket=name)
    client.delete_table(TableName=name)


@pytest.fixture
def default(shelf):
    return shelf.projects.named("default")


@pytest.fixture
def families(shelf):
    return Families(shelf.versions, shelf.families)


@pytest.fixture
def spent(shelf):
    """What was asked since the last time that one looked."""

    def taken():
        made, shelf.calls[:] = list(shelf.calls), []
        return made

    taken()
    return taken


@pytest.fixture
def logged(shelf, default, spent):
    """A version with files, of a name of its own, which this process knows."""
    version = shelf.logged(default, Kind.ARTIFACT, "logged", {"a": b"a", "dir/b": b"b"}, alias="v1")
    spent()
    yield version
    shelf.remove(shelf.versions.get(version.id))


def test_stage_write_and_publish(shelf, default, logged, spent):
    version_id = shelf.staging.stage(OWNER, default, Kind.ARTIFACT, "logged").id
    assert spent() == [BATCH, WRITE]
    shelf.staging.upload_urls(OWNER, version_id, [f"file-{place}" for place in range(50)])
    assert spent() == [BATCH]
    shelf.staging.multipart(OWNER, version_id, "large", 1_000)
    assert spent() == [BATCH, "CreateMultipartUpload"]
    version = shelf.publish_staged(default, Kind.ARTIFACT, "logged", version_id)
    assert spent() == [BATCH, BATCH, LISTING, TRANSACTION]
    shelf.publish_staged(default, Kind.ARTIFACT, "logged", version_id)
    assert spent() == [BATCH]
    shelf.remove(version)


def test_publish_what_lies_elsewhere(shelf, default, logged, spent):
    said = Publication(project=default, form=Kind.ARTIFACT, kind=Kind.ARTIFACT, name="logged", address="s3://elsewhere/x")
    version = shelf.publishing.publish(OWNER, said)
    assert spent() == [BATCH, READ, TRANSACTION]
    shelf.publishing.publish(OWNER, said)
    assert spent() == [BATCH, READ]
    shelf.remove(version)


def test_change(shelf, default, logged, spent):
    said = Publication(project=default, form=Kind.ARTIFACT, kind=Kind.ARTIFACT, name="logged", number=logged.number, alias="v2")
    shelf.publishing.publish(OWNER, said)
    assert spent() == [BATCH, READ, READ, TRANSACTION]


def test_tag(shelf, logged, spent):
    shelf.labels.apply(OWNER, Kind.ARTIFACT, logged.id, ["a", "b"], is_forced=False)
    assert spent() == [READ, BATCH, TRANSACTION]
    shelf.labels.apply(OWNER, Kind.ARTIFACT, logged.id, ["b"], is_forced=False)
    assert spent() == [READ, TRANSACTION]


def test_files(shelf, logged, spent):
    files = Files(shelf.versions, shelf.uploads, shelf.trees)
    files.children(OWNER, Kind.ARTIFACT, logged.id, "dir", 100, None)
    assert spent() == [BATCH]
    assert len(files.download_urls(OWNER, Kind.ARTIFACT, logged.id, ["a", "dir/b"])) == 2
    assert spent() == [BATCH, WRITE]


def test_look_up_by_number_and_by_alias(families, logged, spent):
    for which in (str(logged.number), "v1"):
        assert families.named(OWNER, "default", Kind.ARTIFACT, "logged", which) == logged
        assert spent() == [READ, READ]


def test_a_page_of_a_name_wherever_it_begins(shelf, families, spent):
    wanted = Wanted(kinds=[Kind.ARTIFACT, Kind.DATASET], projects=["default"], name=NAME)
    for offset in (0, 70, shelf.count // 2, shelf.count - 100):
        page, total = families.versions(OWNER, wanted, Cut(offset, 100))
        assert [version.number for version in page] == list(range(shelf.count - offset, shelf.count - offset - 100, -1))
        assert total >= offset + 100
        assert spent() == [BATCH, QUERY, BATCH]
    assert families.versions(OWNER, wanted, Cut(shelf.count, 100)) == ([], shelf.count)
    assert spent() == [BATCH]


def test_a_page_of_names(families, logged, spent):
    for kind, name in ((Kind.DATASET, NAME), (Kind.ARTIFACT, "logged")):
        page, _ = families.listing(OWNER, Wanted(kinds=[kind], projects=["default"]), Cut(0, 1))
        assert [known.entry.name for known in page] == [name]
        assert spent() == [READ, QUERY, BATCH, BATCH]
        [known], _ = families.listing(OWNER, Wanted(kinds=[kind], projects=["default"], name=name), Cut(0, 1))
        assert spent() == [BATCH, READ, BATCH, BATCH]
        families.family(OWNER, [kind], known.entry.family_id)
        assert spent() == [READ, BATCH, BATCH]


def test_delete(shelf, default, spent):
    version = shelf.logged(default, Kind.ARTIFACT, "doomed", {})
    spent()
    shelf.remove(version)
    assert spent() == [TRANSACTION]
