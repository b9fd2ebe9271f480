"""GET /api/model/{model_id}/version/{version_id}/artifact/{artifact_id}/revisions."""

from fixtures.documents import evidence_body


def test_each_forced_overwrite_is_one_newest_first(client, write, artifacts):
    for number in range(3):
        write(evidence_body("a", {"evidence_type": "integer", "integer": number}), force=True)
    revisions = client.get(f"{artifacts}/evidence.a/revisions").json()
    assert [one["revision"] for one in revisions] == [3, 2, 1]
    assert len({one["sha256"] for one in revisions}) == 3
    assert {one["creator"] for one in revisions} == {"anonymous"}
    read = [client.get(f"{artifacts}/evidence.a", params={"revision": one["revision"]}).json() for one in revisions]
    assert [one["body"]["value"]["integer"] for one in read] == [2, 1, 0]


def test_more_than_a_page_goes_on_by_its_offset(client, write, artifacts):
    for number in range(103):
        write(evidence_body("a", {"evidence_type": "integer", "integer": number}), force=True)
    path = f"{artifacts}/evidence.a/revisions"
    first = client.get(path)
    rest = client.get(path, params={"offset": first.headers["offset"]})
    assert [one["revision"] for one in first.json() + rest.json()] == list(range(103, 0, -1))
    assert client.get(path, params={"offset": "Vg=="}).status_code == 422


def test_of_what_there_is_not_there_are_none(client, artifacts):
    assert client.get(f"{artifacts}/evidence.a/revisions").status_code == 404
