"""PUT of versions: what all forms have in common. A file of tests inherits it for its form."""

from uuid import UUID

import httpx

from cairn.access.users import Profile
from cairn.records import Action
from contract.conftest import UNKNOWN
from contract.truefoundry.forms import (
    AGENT_SKILL,
    ARTIFACT,
    FILES,
    FORMS,
    MODEL,
    OLD_V1,
    PROMPT,
    UPLOADS,
    V1,
    Form,
    assert_all_refused,
    assert_refused,
    number,
    refusal,
    told,
)
from fixtures.people import OPERATOR

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
            ("version", []),
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
        if self.form in {PROMPT, AGENT_SKILL}:
            # Not what every new user may: an administrator says so.
            assert_refused(hers.put(self.form, self.form.manifest(name)), 403, "permission")
            for user in ("ada", "bob"):
                required.people.users.update(OPERATOR, Profile(name=user, groups=(f"create-{self.form.noun}",)))
            required.wait()
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


class Filed(Described):
    """What is so of artifacts and models, whose versions have files."""

    def test_a_step_run_or_source_that_is_none_is_422_by_its_name(self, platform, name):
        members = [
            ("step", -1), ("step", 1.5), ("step", "one"), ("step", 2**60), ("run_id", ""), ("run_id", "x" * 257), ("run_id", 1),
            ("source", None), ("source", {}), ("source", "s3://a/b"), ("source", {"type": "huggingface-hub", "model_id": "m"}),
            ("source", {"type": "local", "paths": [{"src": "."}]}), ("source", {"type": "external"}),
            ("source", {"type": "external", "uri": None}), ("source", {"type": "external", "uri": ""}),
            ("source", {"type": "external", "uri": "https://e.org/a"}), ("source", {"type": "external", "uri": "file:///etc"}),
            ("source", {"type": "external", "uri": "s3://" + "x" * 4096}), ("source", {"type": "truefoundry", "uri": "a/b"}),
        ]  # fmt: skip
        assert_all_refused(platform, self.form, name, members)

    def test_files_that_lie_elsewhere_are_named_as_they_were(self, platform, name):
        for uri in ("s3://bucket/a b/ü", "gs://bucket/x", "wasbs://c@account.blob.core.windows.net/x"):
            version = platform.publish(self.form, name, source={"type": "external", "uri": uri}, run_id="r-1", step=7)
            said = version["manifest"]
            assert (said["source"], said["run_id"], said["step"]) == ({"type": "external", "uri": uri}, "r-1", 7)

    def test_what_was_staged_is_published_under_its_id_with_its_files(self, platform, name):
        place = platform.stage(self.form, name, description=None, run_id=None)
        platform.write(place["id"], FILES)
        size = sum(map(len, FILES.values()))
        manifest = self.form.manifest(
            name, source=platform.managed(self.form, place), metadata={".truefoundry": {"artifact_size": size}}
        )
        version = told(platform.put(self.form, manifest))
        assert version["id"] == place["id"]
        assert version[self.form.member] == place["artifact_id"]
        assert version["manifest"] == manifest | {"version": 1, "step": 0}
        assert platform.put(self.form, manifest).json()["data"] == version
        assert platform.numbers(self.form, name=name) == [1]
        assert_refused(platform.sign(place["id"], "WRITE", "a.txt"), 422, place["id"], "published")
        read = told(platform.sign(place["id"], "READ", *FILES))
        assert [one["path"] for one in read] == list(FILES)
        if not platform.is_here:
            assert [httpx.get(one["signed_url"]).content for one in read] == list(FILES.values())

    def test_a_version_may_have_no_files(self, platform, name):
        version = platform.log(self.form, name, {})
        answer = platform.http.post(f"{UPLOADS}/files", json={"id": version["id"]})
        assert (answer.status_code, answer.json()["data"]) == (200, [])

    def test_the_address_may_end_with_a_slash(self, platform, name):
        place = platform.stage(self.form, name)
        place["storage_root"] += "/"
        first = platform.publish(self.form, name, source=platform.managed(self.form, place))
        assert first["id"] == place["id"]

    def test_an_upload_that_is_not_complete_is_422_and_can_be_gone_on_with(self, platform, name):
        place = platform.stage(self.form, name)
        platform.write(place["id"], {"a.txt": b"alpha"})
        manifest = self.form.manifest(
            name, source=platform.managed(self.form, place), metadata={".truefoundry": {"artifact_size": 6}}
        )
        assert_refused(platform.put(self.form, manifest), 422, "5 of 6 bytes")
        assert platform.numbers(self.form, name=name) == []
        platform.write(place["id"], {"b.txt": b"b"})
        assert told(platform.put(self.form, manifest))["id"] == place["id"]

    def test_a_place_that_was_not_told_for_this_is_422(self, platform, name):
        place, logged = platform.stage(self.form, name), platform.log(self.form, f"{name}-b", FILES)
        ours = place["storage_root"].removesuffix(place["id"])
        uris = [
            f"{ours}{UNKNOWN}", f"{ours}", f"{place['storage_root']}/dir", f"{ours}../{place['id']}", "s3://elsewhere/trees/x",
            f"{place['storage_root']}x", logged["manifest"]["source"]["uri"], None,
        ]  # fmt: skip
        for uri in uris:
            source = {"type": "truefoundry", "uri": uri}
            assert_refused(platform.put(self.form, self.form.manifest(name, source=source)), 422, "source.uri")
        source = {"type": "truefoundry", "uri": place["storage_root"]}
        assert_refused(platform.put(self.form, self.form.manifest(f"{name}-c", source=source)), 422, "source.uri")
        other = MODEL if self.form is ARTIFACT else ARTIFACT
        assert_refused(platform.put(other, other.manifest(name, source=source)), 422, "source.uri")
        assert platform.numbers(self.form, name=name) == []

    def test_what_was_given_up_cannot_be_published(self, platform, name):
        place = platform.stage(self.form, name)
        platform.http.post(f"{UPLOADS}/mark-stage-failure", json={"id": place["id"]})
        manifest = self.form.manifest(name, source=platform.managed(self.form, place))
        assert_refused(platform.put(self.form, manifest), 422, "source.uri", place["storage_root"])

    def test_what_is_staged_is_nowhere_to_be_seen(self, platform, name):
        place = platform.stage(self.form, name)
        platform.write(place["id"], FILES)
        assert platform.get(self.form, place["id"]).status_code == 404
        assert platform.listed(self.form.versions, name=name) == platform.listed(self.form.families, name=name) == []
        assert platform.http.get(f"{self.form.families}/{place['artifact_id']}").status_code == 404
        assert platform.http.post(f"{UPLOADS}/files", json={"id": place["id"]}).status_code == 404
        assert_refused(platform.sign(place["id"], "READ", "a.txt"), 404, place["id"])
        assert platform.http.delete(f"{self.form.versions}/{place['id']}").status_code == 404

    def test_the_source_of_a_published_version_stays(self, platform, name):
        outside, logged = platform.publish(self.form, name), platform.log(self.form, f"{name}-b", FILES)
        elsewhere = {"type": "external", "uri": "s3://elsewhere/other"}
        for version in (outside, logged):
            manifest = version["manifest"] | {"source": elsewhere}
            assert_refused(platform.put(self.form, manifest), 422, "source", version["manifest"]["source"]["uri"])
        place = platform.stage(self.form, f"{name}-b")
        manifest = logged["manifest"] | {"source": platform.managed(self.form, place)}
        assert_refused(platform.put(self.form, manifest), 422, "source")

    def test_what_the_server_told_can_be_sent_back_changed(self, platform, name):
        """As the clients' `update()` does it: with its number and its source."""
        logged = platform.log(self.form, name, FILES, run_id="r-2", step=3)
        changed = platform.publish(self.form, name, **logged["manifest"] | {"description": "said", "version_alias": "v1"})
        assert changed["manifest"] == logged["manifest"] | {"description": "said", "version_alias": "v1"}
        assert platform.numbers(self.form, name=name) == [1]

    def test_anothers_upload_cannot_be_published_or_written_to(self, required, join, name):
        hers, his, root = join(required.person("ada")), join(required.person("bob")), join(required.admin())
        place = hers.stage(self.form, name)
        manifest = self.form.manifest(name, source=hers.managed(self.form, place))
        assert_refused(his.put(self.form, manifest), 422, "source.uri")
        assert_refused(his.sign(place["id"], "WRITE", "a.txt"), 404, place["id"])
        assert told(root.sign(place["id"], "WRITE", "a.txt"))
        assert told(hers.put(self.form, manifest))["id"] == place["id"]
        assert_refused(his.sign(place["id"], "WRITE", "a.txt"), 404, place["id"])


def staged_skill(platform, name: str):
    """An agent skill's version with files."""
    return platform.log(AGENT_SKILL, name, {"SKILL.md": b"# Skill", "scripts/run.py": b"print()"})
