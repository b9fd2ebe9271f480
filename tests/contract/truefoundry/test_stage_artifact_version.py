"""POST /api/svc/v1/artifact-versions/stage."""

from uuid import UUID

from contract.truefoundry.forms import (
    AGENT_SKILL,
    ARTIFACT,
    FILES,
    MODEL,
    OLD_V1,
    PROMPT,
    UPLOADS,
    V1,
    assert_refused,
    told,
)

STAGE = f"{UPLOADS}/stage"


def test_an_id_and_a_place_are_told_as_the_client_reads_them(platform, name):
    for form in (ARTIFACT, MODEL, AGENT_SKILL):
        place = platform.stage(form, f"{name}-{form.noun}"[:64])
        assert set(place) == {"id", "storage_root", "artifact_id"}
        assert UUID(place["id"])
        assert UUID(place["artifact_id"])
        assert place["storage_root"].startswith("s3://")
        assert place["storage_root"].endswith(place["id"])


def test_each_upload_is_another_one_of_the_same_artifact(platform, name):
    first, second = platform.stage(ARTIFACT, name), platform.stage(ARTIFACT, name)
    assert first["id"] != second["id"]
    assert first["artifact_id"] == second["artifact_id"]
    version = platform.publish(ARTIFACT, name, source=platform.managed(ARTIFACT, second))
    assert version["artifact_id"] == first["artifact_id"] == platform.stage(ARTIFACT, name)["artifact_id"]
    assert platform.publish(ARTIFACT, name, source=platform.managed(ARTIFACT, first))["manifest"]["version"] == 2


def test_the_client_tells_much_that_does_not_count_yet(platform, name):
    manifest = {
        "name": name, "metadata": {}, "ml_repo": "default", "type": "artifact-version", "source": {"type": "truefoundry"},
        "step": 0, "description": None, "run_id": None, "version_alias": None, "version": None, "framework": None,
        "environment": None,
    }  # fmt: skip
    assert platform.http.post(STAGE, json={"manifest": manifest}).status_code == 200


def test_both_prefixes_are_one_resource(platform, name):
    answer = platform.http.post(STAGE.replace(V1, OLD_V1), json={"manifest": ARTIFACT.manifest(name)})
    place = answer.json()
    platform.write(place["id"], FILES)
    assert platform.publish(ARTIFACT, name, source=platform.managed(ARTIFACT, place))["id"] == place["id"]


def test_what_is_wrong_is_422_by_its_name(platform, name):
    for member, value in (
        ("name", None), ("name", "a/b"), ("name", ""), ("name", "x" * 257), ("name", 1), ("ml_repo", "a"), ("ml_repo", None),
        ("type", "chat_prompt"), ("type", "model"), ("type", None),
    ):  # fmt: skip
        answer = platform.http.post(STAGE, json={"manifest": ARTIFACT.manifest(name, **{member: value})})
        assert_refused(answer, 422, f"manifest.{member}")
    for body in ({}, [], None, {"manifest": None}, {"manifest": []}, {"manifest": {}}):
        assert_refused(platform.http.post(STAGE, json=body), 422)


def test_what_publishing_would_refuse_is_422_before_anything_is_uploaded(platform, name):
    refused = [
        ("version_alias", "prod"), ("step", -1), ("step", True), ("description", "x" * 513), ("run_id", ""), ("version", 0),
        ("metadata", []), ("source", {"type": "local", "paths": [{"src": "."}]}),
    ]  # fmt: skip
    built = [("framework", {"type": "zzz"}), ("environment", {"pip_packages": "torch"})]
    for form, members in ((ARTIFACT, refused), (MODEL, refused + built)):
        for member, value in members:
            answer = platform.http.post(STAGE, json={"manifest": form.manifest(name, **{member: value})})
            assert_refused(answer, 422, f"manifest.{member}")
    for wrong in ("Foo", "my-claude", "a_b"):
        answer = platform.http.post(STAGE, json={"manifest": AGENT_SKILL.manifest(wrong)})
        assert_refused(answer, 422, "manifest.name: up to 64 small letters")
        assert platform.stage(ARTIFACT, f"{wrong}-{name}")


def test_what_publishing_takes_is_taken_here(platform, name):
    said = {
        "description": "x" * 512, "version_alias": "v1", "step": 3, "run_id": "r", "version": None, "metadata": {"a": None},
        "framework": {"type": "sklearn", "model_filepath": None}, "environment": {"python_version": "3.11", "x": 1},
    }  # fmt: skip
    assert platform.stage(MODEL, name, **said)["id"]


def test_an_ml_repo_that_nobody_has_is_404(platform, name):
    answer = platform.http.post(STAGE, json={"manifest": ARTIFACT.manifest(name, ml_repo="nobodys-repo")})
    assert_refused(answer, 404, "nobodys-repo")


def test_a_name_that_another_form_has_is_422(platform, name):
    platform.publish(MODEL, name)
    answer = platform.http.post(STAGE, json={"manifest": AGENT_SKILL.manifest(name)})
    assert_refused(answer, 422, name, "choose another name")
    platform.publish(PROMPT, f"{name}-b")
    for form in (ARTIFACT, MODEL):
        answer = platform.http.post(STAGE, json={"manifest": form.manifest(f"{name}-b")})
        assert_refused(answer, 422, name, "choose another name")


def test_nobody_sees_it_and_nothing_of_it_counts(platform, name, trail):
    place = platform.stage(ARTIFACT, name)
    assert trail(place["id"]) == []
    assert platform.publish(ARTIFACT, name)["manifest"]["version"] == 1
    assert platform.publish(MODEL, f"{name}-b")
    assert platform.listed(ARTIFACT.versions, name=name)[0]["id"] != place["id"]


def test_another_form_may_take_the_name_meanwhile(platform, name):
    place = platform.stage(ARTIFACT, name)
    platform.publish(MODEL, name)
    manifest = ARTIFACT.manifest(name, source=platform.managed(ARTIFACT, place))
    assert_refused(platform.put(ARTIFACT, manifest), 422, name, "choose another name")


def test_who_may_not_publish_may_not_upload(required, join, shared_repo, name):
    people = [required.person(role) for role in ("editor", "viewer", "stranger")]
    ml_repo = shared_repo(editor="editor", viewer="viewer")
    editor, viewer, stranger = map(join, people)
    manifest = ARTIFACT.manifest(name, ml_repo=ml_repo)
    assert editor.stage(ARTIFACT, name, ml_repo=ml_repo)
    assert_refused(viewer.http.post(STAGE, json={"manifest": manifest}), 403)
    assert_refused(stranger.http.post(STAGE, json={"manifest": manifest}), 404, ml_repo)
    assert_refused(required.client().post(STAGE, json={"manifest": manifest}), 401)
    stranger.publish(ARTIFACT, name)
    assert_refused(editor.http.post(STAGE, json={"manifest": ARTIFACT.manifest(name)}), 403, name)


def test_an_upload_that_expired_is_none(platform, name, monkeypatch):
    """Only in this process does time pass at a word."""
    if not platform.is_here:
        return
    place = platform.stage(ARTIFACT, name)
    assert told(platform.sign(place["id"], "WRITE", "a"))
    monkeypatch.setattr("cairn.store.uploads.unix_now", lambda: 10**11)
    assert_refused(platform.sign(place["id"], "WRITE", "a"), 404, place["id"])
    assert_refused(platform.put(ARTIFACT, ARTIFACT.manifest(name, source=platform.managed(ARTIFACT, place))), 422, "source.uri")
