"""POST /api/svc/v1/artifact-versions."""

from contract.truefoundry.forms import AGENT_SKILL, ARTIFACT, FORMS, MODEL, OLD_V1, UPLOADS, V1, assert_refused


def remove(platform, manifest):
    return platform.http.post(UPLOADS, json={"manifest": manifest})


def test_a_version_is_deleted_by_its_number_whatever_its_form(platform, name):
    for form in FORMS:
        versions = [platform.publish(form, f"{name}-{form.noun}"[:64]) for _ in range(3)]
        answer = remove(platform, versions[1]["manifest"])
        assert (answer.status_code, answer.json()) == (200, {})
        assert platform.numbers(form, name=versions[0]["manifest"]["name"]) == [3, 1]
        assert_refused(remove(platform, versions[1]["manifest"]), 404, "no version 2")


def test_a_version_is_deleted_by_its_alias(platform, name):
    for form in FORMS:
        if form is not AGENT_SKILL:
            named = f"{name}-{form.noun}"
            platform.publish(form, named, version_alias="v1-best")
            platform.publish(form, named)
            said = {"type": form.type, "name": named, "ml_repo": "default", "version_alias": "v1-best", "version": None}
            assert remove(platform, said).status_code == 200
            assert platform.numbers(form, name=named) == [2]
            assert_refused(remove(platform, said), 404, "v1-best")


def test_the_number_counts_where_both_are_said(platform, name):
    first = platform.publish(ARTIFACT, name, version_alias="v1")
    platform.publish(ARTIFACT, name)
    assert remove(platform, first["manifest"] | {"version": 2}).status_code == 200
    assert platform.numbers(ARTIFACT, name=name) == [1]


def test_both_prefixes_are_one_resource(platform, name):
    version = platform.publish(ARTIFACT, name)
    assert platform.http.post(UPLOADS.replace(V1, OLD_V1), json={"manifest": version["manifest"]}).status_code == 200
    assert platform.get(ARTIFACT, version["id"]).status_code == 404


def test_a_manifest_that_names_no_version_is_422(platform, name):
    platform.publish(ARTIFACT, name)
    assert_refused(remove(platform, ARTIFACT.manifest(name)), 422, "manifest.version")
    for member, value in (
        ("name", None), ("name", "a/b"), ("ml_repo", "a"), ("version", 0), ("version", "x"), ("version_alias", "prod"),
        ("version_alias", ""), ("type", "ml-repo"), ("type", None),
    ):  # fmt: skip
        assert_refused(remove(platform, ARTIFACT.manifest(name, **{"version": 1, member: value})), 422, f"manifest.{member}")
    for body in ({}, [], None, {"manifest": None}, {"manifest": []}):
        assert_refused(platform.http.post(UPLOADS, json=body), 422)
    assert platform.numbers(ARTIFACT, name=name) == [1]


def test_what_there_is_not_is_404(platform, name):
    version = platform.publish(MODEL, name)
    assert_refused(remove(platform, version["manifest"] | {"ml_repo": "nobodys-repo"}), 404, "nobodys-repo")
    assert_refused(remove(platform, version["manifest"] | {"name": f"{name}-b"}), 404)
    assert_refused(remove(platform, version["manifest"] | {"type": "chat_prompt"}), 404)
    assert platform.numbers(MODEL, name=name) == [1]


def test_anothers_stays(required, join, shared_repo, name, trail):
    people = [required.person(role) for role in ("editor", "viewer", "stranger")]
    ml_repo = shared_repo(editor="editor", viewer="viewer")
    editor, viewer, stranger = map(join, people)
    version = editor.publish(ARTIFACT, name, ml_repo=ml_repo)
    assert_refused(viewer.http.post(UPLOADS, json={"manifest": version["manifest"]}), 403, "permission")
    assert_refused(stranger.http.post(UPLOADS, json={"manifest": version["manifest"]}), 404, ml_repo)
    assert_refused(required.client().post(UPLOADS, json={"manifest": version["manifest"]}), 401)
    theirs = editor.publish(ARTIFACT, name)
    assert_refused(stranger.http.post(UPLOADS, json={"manifest": theirs["manifest"]}), 404, "no version 1")
    assert editor.http.post(UPLOADS, json={"manifest": version["manifest"]}).status_code == 200
    assert [(entry.action, entry.user, entry.face) for entry in trail(version["id"])] == [
        ("CREATE", "editor", "truefoundry"), ("DELETE", "editor", "truefoundry"),
    ]  # fmt: skip
