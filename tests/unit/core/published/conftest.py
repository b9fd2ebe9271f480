"""What is published, on a table and a bucket as the template describes them."""

import boto3
import pytest

from cairn.permissions import Caller
from cairn.store.bucket import Bucket
from cairn.store.table import Table
from fixtures.aws import BUCKET, TABLE
from fixtures.shelf import Shelf

OWNER = Caller("ada", is_admin=False, face="test", request_id="r-1", id="u-ada")
BOB = Caller("bob", is_admin=False, face="test", id="u-bob")


@pytest.fixture
def s3(deployment):
    boto3.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    yield boto3.client("s3")
    found = boto3.resource("s3").Bucket(BUCKET)
    found.object_versions.delete()


@pytest.fixture
def process(client, s3):
    """Make a shelf as another process has it, which remembers nothing yet."""
    return lambda owner=None: Shelf(
        Table(client, TABLE), Bucket(s3, BUCKET), owner or Caller("root", is_admin=True, face="test", id="u-root")
    )


@pytest.fixture
def shelf(process):
    return process()


@pytest.fixture
def repo(shelf):
    """A project; whoever made it may do everything in it."""
    return shelf.project()
