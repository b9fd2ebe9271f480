"""Trees of files, where S3 answers otherwise than it mostly does."""

from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from cairn.errors import StoreBusyError
from cairn.store.trees import Trees


@pytest.mark.parametrize(("code", "raised"), [("AccessDenied", ClientError), ("SlowDown", StoreBusyError)])
def test_objects_that_were_not_deleted_are_no_success(code, raised):
    told = {"Errors": [{"Key": "trees/t/a", "Code": code, "Message": "m"}]}
    bucket = SimpleNamespace(name="b", client=SimpleNamespace(delete_objects=lambda **_: told))
    with pytest.raises(raised):
        Trees(bucket).delete("t", ["a"])
