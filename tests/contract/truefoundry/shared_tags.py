"""Tags: what all forms have in common that have them."""

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import OLD_V1, V1, Form, assert_refused, told


class Tagging:
    """What is so of tagging a version of each form."""

    form: Form

    def tags(self, platform, version):
        return told(platform.get(self.form, version["id"]))["tags"]

    def test_a_version_has_the_tags_that_were_said_last(self, platform, name):
        version = platform.publish(self.form, name)
        for tags in (["b", "a"], ["a", "c d/ü\N{DUCK}"], ["a"], []):
            answer = platform.tag(self.form, version["id"], *tags)
            assert (answer.status_code, answer.json()) == (200, {})
            assert self.tags(platform, version) == tags
        changed = told(platform.get(self.form, version["id"]))
        assert changed["manifest"] == version["manifest"]
        assert changed["updated_at"] > version["updated_at"]

    def test_twice_in_one_list_is_once(self, platform, name):
        version = platform.publish(self.form, name)
        platform.tag(self.form, version["id"], "a", "b", "a")
        assert self.tags(platform, version) == ["a", "b"]

    def test_what_is_published_again_keeps_its_tags(self, platform, name):
        version = platform.publish(self.form, name)
        platform.tag(self.form, version["id"], "a")
        changed = told(platform.put(self.form, version["manifest"] | {"metadata": {"said": "later"}}))
        assert changed["tags"] == ["a"]

    def test_a_tag_is_one_versions_of_its_name_and_is_moved_only_where_that_is_forced(self, platform, name):
        first, second = platform.publish(self.form, name), platform.publish(self.form, name)
        other = platform.publish(self.form, f"{name}-b")
        for version in (first, other):
            assert platform.tag(self.form, version["id"], "best", "old").status_code == 200
        for more in ({}, {"force": False}, {"force": None}):
            assert_refused(platform.tag(self.form, second["id"], "new", "best", **more), 422, "best", "version 1", "force=true")
        assert (self.tags(platform, first), self.tags(platform, second)) == (["best", "old"], [])
        assert platform.tag(self.form, second["id"], "fine", force=None).status_code == 200
        assert platform.tag(self.form, second["id"], "new", "best", force=True).status_code == 200
        assert (self.tags(platform, first), self.tags(platform, second)) == (["old"], ["new", "best"])
        assert self.tags(platform, other) == ["best", "old"]
        assert platform.tag(self.form, first["id"], "old", "new", "best", force=True).status_code == 200
        assert (self.tags(platform, first), self.tags(platform, second)) == (["old", "new", "best"], [])

    def test_a_tag_is_free_when_its_version_is_deleted(self, platform, name):
        first, second = platform.publish(self.form, name), platform.publish(self.form, name)
        platform.tag(self.form, first["id"], "best")
        platform.http.delete(f"{self.form.versions}/{first['id']}")
        assert platform.tag(self.form, second["id"], "best").status_code == 200

    def test_versions_are_listed_by_tag(self, platform, name):
        first, second = platform.publish(self.form, name), platform.publish(self.form, name)
        platform.tag(self.form, first["id"], "best")
        assert platform.numbers(self.form, name=name, tag="best") == [1]
        assert platform.numbers(self.form, fqn=first["fqn"], tag="best") == [1]
        assert platform.numbers(self.form, fqn=second["fqn"], tag="best") == []
        assert platform.numbers(self.form, name=name, tag="none") == []

    def test_both_prefixes_are_one_resource(self, platform, name):
        version = platform.publish(self.form, name)
        body = {self.form.version_member: version["id"], "tags": ["a"]}
        path = self.form.versions.replace(V1, OLD_V1)
        assert platform.http.put(f"{path}/tags", json=body).status_code == 200
        assert self.tags(platform, version) == ["a"]

    def test_each_change_of_each_version_is_one_entry_of_the_trail(self, platform, name, trail):
        first, second = platform.publish(self.form, name), platform.publish(self.form, name)
        for _ in range(2):
            platform.tag(self.form, first["id"], "best")
        platform.tag(self.form, second["id"], "best")
        platform.tag(self.form, second["id"], "best", force=True)
        for version, labels in ((first, [["best"], []]), (second, [["best"]])):
            created, *changes = trail(version["id"])
            assert created.action == "CREATE"
            assert [(entry.action, entry.face, entry.changes["labels"]) for entry in changes] == [
                ("UPDATE", "truefoundry", one) for one in labels
            ]

    def test_what_is_wrong_is_422_by_its_name(self, platform, name):
        version = platform.publish(self.form, name)
        good = {self.form.version_member: version["id"], "tags": ["a"]}
        for member, value in (
            ("tags", None), ("tags", "a"), ("tags", [""]), ("tags", [1]), ("tags", [None]), ("tags", ["x" * 129]),
            ("tags", [str(one) for one in range(21)]), ("force", "perhaps"), ("force", []), ("force", 1), ("force", "true"),
            (self.form.version_member, None), (self.form.version_member, 1),
        ):  # fmt: skip
            assert_refused(platform.http.put(f"{self.form.versions}/tags", json=good | {member: value}), 422, member)
        for missing in good:
            body = {member: value for member, value in good.items() if member != missing}
            assert_refused(platform.http.put(f"{self.form.versions}/tags", json=body), 422, missing)
        assert self.tags(platform, version) == []

    def test_as_many_tags_as_are_taken_can_be_moved_at_once(self, platform, name):
        taker = platform.publish(self.form, name)
        tags = [f"t-{place}" for place in range(20)]
        for tag in tags[:8]:
            platform.tag(self.form, platform.publish(self.form, name)["id"], tag)
        assert platform.tag(self.form, taker["id"], *tags, force=True).status_code == 200
        assert self.tags(platform, taker) == tags
        assert [version["tags"] for version in platform.listed(self.form.versions, name=name)] == [[]] * 8 + [tags]

    def test_an_id_that_nobody_has_is_404(self, platform):
        for nobodys in (UNKNOWN, "x", "\x00", ""):
            assert_refused(platform.tag(self.form, nobodys, "a"), 404)

    def test_anothers_looks_like_none_and_who_only_sees_it_is_403(self, required, join, shared_repo, name):
        people = [required.person(role) for role in ("editor", "viewer", "stranger")]
        ml_repo = shared_repo(editor="editor", viewer="viewer")
        editor, viewer, stranger = map(join, people)
        version = editor.publish(self.form, name, ml_repo=ml_repo)
        assert_refused(viewer.tag(self.form, version["id"], "a"), 403, "permission")
        hidden, missing = (stranger.tag(self.form, one, "a") for one in (version["id"], UNKNOWN))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(version["id"], UNKNOWN) == missing.text
        assert editor.tag(self.form, version["id"], "a").status_code == 200
        assert_refused(required.client().put(f"{self.form.versions}/tags", json={}), 401)
