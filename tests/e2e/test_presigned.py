"""Bytes go straight to the bucket: a presigned URL works from any process, and only as it was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import httpx

if TYPE_CHECKING:
    from tests.e2e.conftest import LocalCloud

CONTENT = bytes(range(256)) * 4096


def signed(stack: LocalCloud, operation: str, key: str) -> str:
    """A URL that allows one operation on one key."""
    parameters = {"Bucket": stack.resource("Bucket"), "Key": key}
    url: str = stack.client("s3").generate_presigned_url(operation, Params=parameters, ExpiresIn=60)
    return url


def test_what_is_put_by_url_is_got_by_url(stack: LocalCloud) -> None:
    assert httpx.put(signed(stack, "put_object", "presigned/one"), content=CONTENT, timeout=60).status_code == 200
    answer = httpx.get(signed(stack, "get_object", "presigned/one"), timeout=60)
    assert (answer.status_code, answer.content) == (200, CONTENT)


def test_a_part_of_an_object_can_be_got(stack: LocalCloud) -> None:
    httpx.put(signed(stack, "put_object", "presigned/range"), content=CONTENT, timeout=60)
    answer = httpx.get(signed(stack, "get_object", "presigned/range"), headers={"Range": "bytes=10-19"}, timeout=60)
    assert (answer.status_code, answer.content) == (206, CONTENT[10:20])


def test_another_key_under_the_same_signature_is_refused(stack: LocalCloud) -> None:
    parts = urlsplit(signed(stack, "put_object", "presigned/mine"))
    other = urlunsplit(parts._replace(path=parts.path.replace("mine", "yours")))
    assert httpx.put(other, content=b"x", timeout=60).status_code == 403


def test_a_url_to_read_does_not_write(stack: LocalCloud) -> None:
    assert httpx.put(signed(stack, "get_object", "presigned/read"), content=b"x", timeout=60).status_code == 403


def test_an_unsigned_read_is_refused(stack: LocalCloud) -> None:
    url = signed(stack, "get_object", "presigned/one").partition("?")[0]
    assert httpx.get(url, timeout=60).status_code == 403
