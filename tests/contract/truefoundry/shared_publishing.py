"""PUT of versions: what all forms have in common. A file of tests inherits it for its form."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID

from cairn.records import Action
from contract.conftest import UNKNOWN
from contract.truefoundry.forms import (
    ARTIFACT,
    FORMS,
    MODEL,
    OLD_V1,
    V1,
    Form,
    assert_all_refused,
    assert_refused,
    number,
    refusal,
    told,
)

LONG = "x" * 513
DUCK = "\N{DUCK}"


class Publishing:
    """What is so of each form."""

    form: Form

    def test_a_new_version_is_told_with_all_that_clients_read(self, platform, name):
        manifest = self.form.manifest(name, metadata={"lr": 0.1, "deep": {"a": [1, None, "ü"]}})
        version = told(platform.put(self.form, manifest))
        assert set(version) == {
            "id", "fqn", "created_by_subject", "manifest", "ml_repo_id", "created_at", "updated_at", "usage_code_snippet",
            "tags", self.form.member,
        } | self.form.snippets | ({"metrics", "deployable"} if self.form is MODEL else set())  # fmt: skip
        assert UUID(version["id"])
        assert UUID(version["id"]) != UUID(version[self.form.member])
        tenant = platform.http.get(f"{V1}/tenant-id").json()["tenantName"]
        assert version["fqn"] == f"{self.form.word}:{tenant}/default/{name}:1"
        assert version["fqn"] in version["usage_code_snippet"]
        compile(version["usage_code_snippet"], "snippet", "exec")
        assert version["ml_repo_id"] == "1"
        assert version["tags"] == []
        assert version["created_by_subject"]["subjectType"] == "user"
        assert version["created_by_subject"]["subjectSlug"]
        assert version["created_at"] == version["updated_at"]
        step = {"step": 0} if self.form in {ARTIFACT, MODEL} else {}
        assert version["manifest"] == manifest | {"version": 1} | step

    def test_both_prefixes_are_one_resource(self, platform, name):
        manifest = {"manifest": self.form.manifest(name)}
        old = self.form.versions.replace(V1, OLD_V1)
        first, second = (told(platform.http.put(path, json=manifest)) for path in (old, self.form.versions))
        assert first == second
        assert told(platform.http.get(f"{old}/{first['id']}")) == first

    def test_nulls_of_what_is_optional_are_fine(self, platform, name):
        nulls = dict.fromkeys(("description", "version_alias", "run_id", "version", "step", "framework", "environment"))
        version = platform.publish(self.form, name, **nulls)
        assert None not in version["manifest"].values()

    def test_members_that_nobody_knows_are_ignored_or_kept(self, platform, name):
        version = platform.publish(self.form, name, id=UNKNOWN, owner="root", created_at="never", fqn="artifact:a/b/c:1")
        assert version["id"] != UNKNOWN
        assert version["created_at"] != "never"

    def test_the_same_again_is_the_same_version(self, platform, name):
        manifest = self.form.manifest(name)
        versions = [told(platform.put(self.form, manifest)) for _ in range(3)]
        assert versions[0] == versions[1] == versions[2]
        assert platform.numbers(self.form, name=name) == [1]

    def test_the_same_at_once_is_one_version(self, platform, name):
        for before in range(4):
            manifest = self.form.manifest(name)
            with ThreadPoolExecutor(4) as pool:
                answers = list(pool.map(partial(platform.put, self.form), [manifest] * 4))
            assert {number(told(answer)) for answer in answers} == {before + 1}
        assert platform.numbers(self.form, name=name) == [4, 3, 2, 1]

    def test_numbers_count_within_a_name_and_are_not_given_out_again(self, platform, name):
        versions = [platform.publish(self.form, name) for _ in range(3)]
        assert [number(version) for version in versions] == [1, 2, 3]
        assert len({version[self.form.member] for version in versions}) == 1
        assert number(platform.publish(self.form, f"{name}-b")) == 1
        for version in versions[1:]:
            assert platform.http.delete(f"{self.form.versions}/{version['id']}").status_code == 200
        assert number(platform.publish(self.form, name)) == 4

    def test_what_is_wrong_is_422_by_its_name_and_makes_no_version(self, platform, name):
        members = [
            ("name", None), ("name", ""), ("name", "a/b"), ("name", "a b"), ("name", "a\n"), ("name", "é"), ("name", DUCK),
            ("name", "x" * 257), ("name", 1), ("name", "../a"), ("name", "a:1"), ("name", "'; DROP TABLE"), ("name", "a\x00"),
            ("ml_repo", None), ("ml_repo", ""), ("ml_repo", "a"), ("ml_repo", "1ab"), ("ml_repo", "a_b"), ("ml_repo", "ab-"),
            ("ml_repo", "x" * 101), ("ml_repo", ["default"]),
            ("metadata", None), ("metadata", []), ("metadata", "x"), ("metadata", 1),
            ("version", 0), ("version", -1), ("version", 1.5), ("version", "one"), ("version", 10**10), ("version", 10**30),
            ("version", []), ("version", True), ("version", "1"),
            ("type", "artifact"), ("type", "ml-repo"), ("type", None), ("type", 1),
        ]  # fmt: skip
        assert_all_refused(platform, self.form, name, members)

    def test_what_is_missing_is_422_by_its_name(self, platform, name):
        for member in ("name", "ml_repo", "metadata"):
            manifest = self.form.manifest(name)
            del manifest[member]
            assert_refused(platform.put(self.form, manifest), 422, f"manifest.{member}")

    def test_a_malformed_body_is_422_and_not_repeated(self, platform):
        for body in ("", "{", "[]", "null", "{}", '{"manifest":null}', '{"manifest":[]}', '"s3cret"', "\xff"):
            answer = platform.http.put(self.form.versions, content=body.encode("latin-1"))
            assert answer.status_code == 422
            assert "s3cret" not in refusal(answer)

    def test_another_forms_manifest_is_422(self, platform, name):
        for other in FORMS:
            if other is not self.form:
                assert_refused(platform.put(self.form, other.manifest(name)), 422, "manifest.")

    def test_numbers_that_are_no_json_are_422(self, platform, name):
        for text in ("NaN", "Infinity", "1e999"):
            body = '{"manifest":{"name":"n","ml_repo":"default","metadata":{"a":' + text + "}}}"
            answer = platform.http.put(self.form.versions, content=body, headers={"content-type": "application/json"})
            assert answer.status_code == 422

    def test_more_than_a_record_takes_is_413(self, platform, name):
        answer = platform.put(self.form, self.form.manifest(name, metadata={"text": "x" * 500_000}))
        assert_refused(answer, 413, "does not fit")
        assert platform.numbers(self.form, name=name) == []

    def test_an_ml_repo_that_nobody_has_is_404(self, platform, name):
        assert_refused(platform.put(self.form, self.form.manifest(name, ml_repo="nobodys-repo")), 404, "nobodys-repo")

    def test_a_version_is_changed_by_its_number_and_only_in_what_may_change(self, platform, name):
        first = platform.publish(self.form, name)
        platform.publish(self.form, name)
        changed = platform.publish(self.form, name, **first["manifest"] | {"metadata": {"said": "later"}})
        assert changed["manifest"] == first["manifest"] | {"metadata": {"said": "later"}}
        assert (changed["id"], changed["created_at"], number(changed)) == (first["id"], first["created_at"], 1)
        assert changed["updated_at"] > first["updated_at"]
        assert told(platform.get(self.form, first["id"])) == changed
        assert platform.numbers(self.form, name=name) == [2, 1]

    def test_a_number_that_there_is_not_is_404(self, platform, name):
        assert_refused(platform.put(self.form, self.form.manifest(name, version=1)), 404, "no version 1")
        version = platform.publish(self.form, name)
        assert_refused(platform.put(self.form, self.form.manifest(name, version=2)), 404, "no version 2")
        platform.http.delete(f"{self.form.versions}/{version['id']}")
        assert_refused(platform.put(self.form, self.form.manifest(name, version=1)), 404, "no version 1")

    def test_a_name_that_another_form_has_is_422_until_it_is_free(self, platform, name):
        version = platform.publish(self.form, name)
        others = [form for form in FORMS if form is not self.form]
        for other in others:
            assert_refused(platform.put(other, other.manifest(name)), 422, name, "choose another name")
        platform.http.delete(f"{self.form.versions}/{version['id']}")
        assert number(platform.publish(others[0], name)) == 1

    def test_each_change_is_one_entry_of_the_trail(self, platform, name, trail):
        manifest = self.form.manifest(name)
        version = told(platform.put(self.form, manifest))
        platform.put(self.form, manifest)
        changed = version["manifest"] | {"metadata": {"changed": True}}
        for _ in range(2):
            platform.publish(self.form, name, **changed)
        platform.http.delete(f"{self.form.versions}/{version['id']}")
        entries = trail(version["id"])
        assert [entry.action for entry in entries] == [Action.CREATE, Action.UPDATE, Action.DELETE]
        assert {entry.face for entry in entries} == {"truefoundry"}
        assert [(entry.revision_before, entry.revision_after) for entry in entries] == [(0, 1), (1, 2), (2, 3)]
        assert entries[1].changes["metadata"] == {"changed": True}

    def test_a_name_is_its_first_users(self, required, join, name):
        bob, ada = join(required.person("bob")), required.person("ada")
        hers = join(ada)
        version = hers.publish(self.form, name)
        assert version["created_by_subject"]["subjectSlug"] == "ada"
        assert_refused(bob.put(self.form, self.form.manifest(name)), 403, name, "choose another name")
        assert_refused(bob.put(self.form, self.form.manifest(name, version=1)), 404, "no version 1")
        assert number(hers.publish(self.form, name)) == 2

    def test_in_an_ml_repo_collaborators_may_as_their_role_says(self, required, join, shared_repo, name):
        people = {role: required.person(role) for role in ("admin", "editor", "viewer", "stranger")}
        ml_repo = shared_repo(**{role: role for role in ("admin", "editor", "viewer")})
        admin, editor, viewer, stranger = (join(person) for person in people.values())
        version = editor.publish(self.form, name, ml_repo=ml_repo)
        assert version["manifest"]["ml_repo"] == ml_repo
        assert int(version["ml_repo_id"]) > 1
        assert told(viewer.get(self.form, version["id"])) == version
        assert number(admin.publish(self.form, name, ml_repo=ml_repo)) == 2
        assert_refused(viewer.put(self.form, self.form.manifest(name, ml_repo=ml_repo)), 403)
        assert_refused(viewer.put(self.form, self.form.manifest("new", ml_repo=ml_repo)), 403)
        assert_refused(viewer.put(self.form, version["manifest"] | {"metadata": {"mine": 1}}), 403)
        hidden = stranger.put(self.form, self.form.manifest(name, ml_repo=ml_repo))
        missing = stranger.put(self.form, self.form.manifest(name, ml_repo="nobodys"))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(ml_repo, "nobodys") == missing.text
        assert number(stranger_publishes(required, join, self.form, name)) == 1

    def test_a_stranger_is_401(self, required):
        answer = required.client().put(self.form.versions, json={"manifest": self.form.manifest("n")})
        assert_refused(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"


def stranger_publishes(required, join, form: Form, name: str):
    """The name in another ML repo is another name."""
    return join(required.admin()).publish(form, name)


class Described(Publishing):
    """What is so of each form whose versions have descriptions and aliases."""

    def test_a_description_or_alias_that_is_none_is_422_by_its_name(self, platform, name):
        members = [
            ("description", LONG), ("description", 1),
            ("version_alias", ""), ("version_alias", "prod"), ("version_alias", "v"), ("version_alias", "v1-"),
            ("version_alias", "v."), ("version_alias", "v a"), ("version_alias", "v1\n"), ("version_alias", "vé"),
            ("version_alias", "v" + "1" * 128), ("version_alias", 1), ("version_alias", "v_1"),
        ]  # fmt: skip
        assert_all_refused(platform, self.form, name, members)

    def test_the_longest_ones_are_taken(self, platform, name):
        most = {"description": "ü" * 512, "version_alias": "v" + "1" * 127, "name": "x" * (256 - len(name)) + name}
        version = platform.publish(self.form, most["name"], **most)
        assert {member: version["manifest"][member] for member in most} == most
        assert platform.listed(self.form.versions, fqn=version["fqn"]) == [version]

    def test_an_alias_is_one_versions_of_its_name_until_that_leaves_it_out(self, platform, name):
        first, second = platform.publish(self.form, name, version_alias="v1-best"), platform.publish(self.form, name)
        taken = platform.put(self.form, second["manifest"] | {"version_alias": "v1-best"})
        assert_refused(taken, 422, "version_alias", "v1-best", "version 1")
        new = platform.put(self.form, self.form.manifest(name, version_alias="v1-best"))
        assert_refused(new, 422, "version_alias", "v1-best", "version 1")
        assert platform.numbers(self.form, name=name) == [2, 1]
        platform.publish(self.form, f"{name}-b", version_alias="v1-best")
        dropped = {member: value for member, value in first["manifest"].items() if member != "version_alias"}
        assert "version_alias" not in told(platform.put(self.form, dropped))["manifest"]
        moved = told(platform.put(self.form, second["manifest"] | {"version_alias": "v1-best"}))
        assert moved["manifest"]["version_alias"] == "v1-best"
        [found] = platform.listed(self.form.versions, fqn=f"{moved['fqn'].rpartition(':')[0]}:v1-best")
        assert found["id"] == second["id"]

    def test_an_alias_is_free_when_its_version_is_deleted(self, platform, name):
        version = platform.publish(self.form, name, version_alias="v1")
        platform.http.delete(f"{self.form.versions}/{version['id']}")
        assert number(platform.publish(self.form, name, version_alias="v1")) == 2

    def test_put_replaces_so_what_is_left_out_is_gone(self, platform, name):
        first = platform.publish(self.form, name, description="said", version_alias="v1", metadata={"a": 1})
        kept = {"description", "version_alias"}
        changed = told(platform.put(self.form, {k: v for k, v in first["manifest"].items() if k not in kept}))
        assert changed["manifest"].keys() == first["manifest"].keys() - kept
