"""POST /api/svc/v1/artifact-versions/signed-urls/multipart."""

import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import ARTIFACT, FILES, OLD_V1, UPLOADS, V1, assert_refused, told
from contract.truefoundry.test_get_signed_urls import BAD_PATHS

MULTIPART = f"{UPLOADS}/signed-urls/multipart"
PART = 5 * 1024 * 1024
"""S3's smallest part, but for the last one."""


def begin(platform, version_id, path="dir/large ü.bin", parts=2):
    return platform.http.post(MULTIPART, json={"id": version_id, "path": path, "num_parts": parts})


def test_there_is_a_url_for_each_part_and_one_that_ends_it(platform, name):
    place = platform.stage(ARTIFACT, name)
    for parts in (1, 3, 1_000):
        begun = told(begin(platform, place["id"], parts=parts))
        assert set(begun) == {"storage_provider", "part_signed_urls", "finalize_signed_url", "s3_compatible_upload_id"}
        assert begun["storage_provider"] == "S3_COMPATIBLE"
        urls = [*begun["part_signed_urls"], begun["finalize_signed_url"]]
        assert [one["path"] for one in urls] == ["dir/large ü.bin"] * (parts + 1)
        asked = [parse_qs(urlsplit(one["signed_url"]).query) for one in urls]
        assert [query["partNumber"] for query in asked[:-1]] == [[str(number)] for number in range(1, parts + 1)]
        assert {query["uploadId"][0] for query in asked} == {begun["s3_compatible_upload_id"]}
        assert {query["X-Amz-SignedHeaders"][0] for query in asked} == {"host"}
        assert {unquote(urlsplit(one["signed_url"]).path)[-53:] for one in urls} == {f"/{place['id']}/dir/large ü.bin"}


def test_the_parts_are_a_file_once_their_list_is_posted(platform, name):
    """With what the client sends, and no more: ETags from the answers, and a list of them."""
    if platform.is_here:
        return
    place = platform.stage(ARTIFACT, name)
    begun = told(begin(platform, place["id"]))
    parts = [b"a" * PART, b"b"]
    tags = [
        platform.upload(one["signed_url"], part)["etag"] for one, part in zip(begun["part_signed_urls"], parts, strict=True)
    ]
    listed = "".join(
        f"<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag></Part>" for number, tag in enumerate(tags, start=1)
    )
    body = f"<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>"
    assert httpx.post(begun["finalize_signed_url"]["signed_url"], content=body).status_code == 200
    size = {".truefoundry": {"artifact_size": PART + 1}}
    version = platform.publish(ARTIFACT, name, source=platform.managed(ARTIFACT, place), metadata=size)
    [url] = told(platform.sign(version["id"], "READ", "dir/large ü.bin"))
    assert httpx.get(url["signed_url"]).content == b"".join(parts)


def test_both_prefixes_are_one_resource(platform, name):
    body = {"id": platform.stage(ARTIFACT, name)["id"], "path": "a", "num_parts": 1}
    assert told(platform.http.post(MULTIPART.replace(V1, OLD_V1), json=body))


def test_a_request_that_is_none_is_422_by_its_name(platform, name):
    good = {"id": platform.stage(ARTIFACT, name)["id"], "path": "a", "num_parts": 1}
    for member, value in (
        ("id", None), ("id", ""), ("id", 1), ("path", None), ("path", 1), ("num_parts", None), ("num_parts", 0),
        ("num_parts", -1), ("num_parts", 10_001), ("num_parts", "x"), ("num_parts", 1.5), *(("path", one) for one in BAD_PATHS),
    ):  # fmt: skip
        assert_refused(platform.http.post(MULTIPART, json=good | {member: value}), 422, member)
    for missing in good:
        body = {member: value for member, value in good.items() if member != missing}
        assert_refused(platform.http.post(MULTIPART, json=body), 422, missing)


def test_what_is_published_or_was_given_up_is_not_written_to(platform, name):
    version, place = platform.log(ARTIFACT, name, FILES), platform.stage(ARTIFACT, name)
    assert_refused(begin(platform, version["id"]), 422, version["id"], "published")
    platform.http.post(f"{UPLOADS}/mark-stage-failure", json={"id": place["id"]})
    for nobodys in (place["id"], UNKNOWN, "x"):
        assert_refused(begin(platform, nobodys), 404, nobodys)


def test_anothers_looks_like_none(required, join, name):
    hers, his = join(required.person("ada")), join(required.person("bob"))
    place = hers.stage(ARTIFACT, name)
    hidden, missing = (begin(his, one) for one in (place["id"], UNKNOWN))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(place["id"], UNKNOWN) == missing.text
    assert_refused(required.client().post(MULTIPART, json={}), 401)
    assert told(begin(hers, place["id"]))


def test_more_parts_than_fit_an_answer_are_422_and_say_how_many_do(platform, name):
    version_id = platform.stage(ARTIFACT, name)["id"]
    refused = begin(platform, version_id, path="x" * 900, parts=10_000)
    assert refused.status_code == 422
    assert_refused(refused, 422, "num_parts", "larger parts")
    most = int(re.search(r"num_parts: (\d+)", refused.json()["message"])[1])
    taken = begin(platform, version_id, path="x" * 900, parts=most)
    assert taken.status_code == 200
    assert len(json.dumps(taken.text)) < 6_000_000
