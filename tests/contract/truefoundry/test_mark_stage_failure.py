"""POST /api/svc/v1/artifact-versions/mark-stage-failure."""

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import ARTIFACT, FILES, OLD_V1, UPLOADS, V1, assert_refused, told

FAILED = f"{UPLOADS}/mark-stage-failure"


def test_what_is_given_up_cannot_be_written_to_or_published_and_again_is_404(platform, name):
    place = platform.stage(ARTIFACT, name)
    platform.write(place["id"], FILES)
    answer = platform.http.post(FAILED, json={"id": place["id"]})
    assert (answer.status_code, answer.json()) == (200, {})
    assert_refused(platform.sign(place["id"], "WRITE", "a.txt"), 404, place["id"])
    body = {"id": place["id"], "path": "a", "num_parts": 1}
    assert_refused(platform.http.post(f"{UPLOADS}/signed-urls/multipart", json=body), 404, place["id"])
    manifest = ARTIFACT.manifest(name, source=platform.managed(ARTIFACT, place))
    assert_refused(platform.put(ARTIFACT, manifest), 422, "source.uri")
    assert platform.numbers(ARTIFACT, name=name) == []
    assert_refused(platform.http.post(FAILED, json={"id": place["id"]}), 404, place["id"])


def test_both_prefixes_are_one_resource(platform, name):
    place = platform.stage(ARTIFACT, name)
    assert platform.http.post(FAILED.replace(V1, OLD_V1), json={"id": place["id"]}).status_code == 200


def test_what_is_published_stays(platform, name):
    version = platform.log(ARTIFACT, name, FILES)
    assert_refused(platform.http.post(FAILED, json={"id": version["id"]}), 422, version["id"], "published")
    assert told(platform.get(ARTIFACT, version["id"])) == version


def test_an_id_that_nobody_has_is_404(platform):
    for nobodys in (UNKNOWN, "x", "\x00", "\N{DUCK}"):
        assert_refused(platform.http.post(FAILED, json={"id": nobodys}), 404)


def test_what_is_no_id_is_422(platform):
    for body in ({}, [], None, {"id": None}, {"id": 1}, {"id": ""}, {"id": "x" * 65}, {"id": [UNKNOWN]}):
        assert_refused(platform.http.post(FAILED, json=body), 422, "body")


def test_anothers_looks_like_none_and_goes_on(required, join, name):
    hers, his = join(required.person("ada")), join(required.person("bob"))
    place = hers.stage(ARTIFACT, name)
    hidden, missing = (his.http.post(FAILED, json={"id": one}) for one in (place["id"], UNKNOWN))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(place["id"], UNKNOWN) == missing.text
    assert_refused(required.client().post(FAILED, json={"id": place["id"]}), 401)
    assert told(hers.sign(place["id"], "WRITE", "a.txt"))
    assert join(required.admin()).http.post(FAILED, json={"id": place["id"]}).status_code == 200
