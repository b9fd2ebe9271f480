"""Reading and deleting one version, or all of a name: what all forms have in common."""

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import (
    ARTIFACT,
    FORMS,
    MODEL,
    OLD_V1,
    V1,
    Form,
    assert_refused,
    number,
    told,
)

NOBODYS = [UNKNOWN, "x", "%00", "%25", "%27;DROP", "%F0%9F%A6%86", "a" * 3000, "1"]


class Whole:
    """What is so of one version and of what it is a version of."""

    form: Form

    @property
    def path(self) -> str:
        """The collection."""
        raise NotImplementedError

    def id_of(self, version) -> str:
        """What of a version names it in the collection."""
        raise NotImplementedError

    def made(self, platform, name, **more):
        """Make one; return what it is called in the collection, and its version."""
        version = platform.publish(self.form, name, **more)
        return f"{self.path}/{self.id_of(version)}", version


class One(Whole):
    """A version."""

    @property
    def path(self):
        return self.form.versions

    def id_of(self, version):
        return version["id"]


class Name(Whole):
    """What all versions of a name are versions of."""

    @property
    def path(self):
        return self.form.families

    def id_of(self, version):
        return version[self.form.member]


class Getting(Whole):
    """What is so of reading either."""

    def test_an_id_that_nobody_has_is_404(self, platform):
        for nobodys in NOBODYS:
            assert_refused(platform.http.get(f"{self.path}/{nobodys}"), 404)

    def test_a_query_does_not_change_what_the_path_says(self, platform, name):
        path, version = self.made(platform, name)
        found = told(platform.http.get(path))
        for query in (f"id={UNKNOWN}", f"id={UNKNOWN}&id=x", "path=a&path=b&source=x&source=y", "force=true"):
            assert told(platform.http.get(f"{path}?{query}")) == found
        assert number(version) == 1

    def test_both_prefixes_are_one_resource(self, platform, name):
        path, _ = self.made(platform, name)
        assert platform.http.get(path.replace(V1, OLD_V1)).json() == platform.http.get(path).json()

    def test_another_forms_is_404(self, platform, name):
        """But for models: what was logged as an artifact, and said that it is one, is read as either."""
        _, version = self.made(platform, name)
        for other in FORMS:
            expected = 200 if other is self.form or (self.form, other) == (MODEL, ARTIFACT) else 404
            collection = other.versions if isinstance(self, One) else other.families
            assert platform.http.get(f"{collection}/{self.id_of(version)}").status_code == expected, other

    def test_anothers_looks_like_none(self, required, join, shared_repo, name):
        people = [required.person(role) for role in ("editor", "viewer", "stranger")]
        ml_repo = shared_repo(editor="editor", viewer="viewer")
        editor, viewer, stranger = map(join, people)
        path, _ = self.made(editor, name, ml_repo=ml_repo)
        found = told(editor.http.get(path))
        assert told(viewer.http.get(path)) == told(join(required.admin()).http.get(path)) == found
        one = path.rpartition("/")[2]
        hidden, missing = (stranger.http.get(f"{self.path}/{each}") for each in (one, UNKNOWN))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(one, UNKNOWN) == missing.text
        assert hidden.headers == missing.headers
        assert_refused(required.client().get(path), 401)


class GettingOne(One, Getting):
    """What is so of reading a version."""

    def test_it_is_told_as_it_was_when_it_was_made(self, platform, name):
        path, version = self.made(platform, name)
        assert platform.http.get(path).json() == {"data": version}


class GettingName(Name, Getting):
    """What is so of reading what versions are versions of."""

    def test_it_has_its_newest_version(self, platform, name):
        path, first = self.made(platform, name)
        second = platform.publish(self.form, name)
        found = told(platform.http.get(path))
        assert set(found) == {
            "id", "ml_repo_id", "type", "name", "fqn", "created_by_subject", "created_at", "updated_at", "latest_version",
        }  # fmt: skip
        assert found["latest_version"] == second
        assert (found["id"], found["name"], found["type"]) == (first[self.form.member], name, self.form.word)
        assert (found["ml_repo_id"], found["fqn"]) == ("1", first["fqn"].rpartition(":")[0])
        assert (found["created_at"], found["updated_at"]) == (first["created_at"], second["updated_at"])
        assert found["created_by_subject"] == first["created_by_subject"]

    def test_the_newest_is_another_one_once_that_is_deleted(self, platform, name):
        path, first = self.made(platform, name)
        second = platform.publish(self.form, name)
        platform.http.delete(f"{self.form.versions}/{second['id']}")
        assert told(platform.http.get(path))["latest_version"] == first
        platform.http.delete(f"{self.form.versions}/{first['id']}")
        assert platform.http.get(path).status_code == 404
        third = platform.publish(self.form, name)
        assert third[self.form.member] != first[self.form.member]
        assert platform.http.get(path).status_code == 404


class Deleting(Whole):
    """What is so of deleting either."""

    def test_what_is_deleted_is_gone_and_again_is_404(self, platform, name):
        path, version = self.made(platform, name)
        answer = platform.http.delete(path)
        assert (answer.status_code, answer.json()) == (200, {})
        for gone in (path, f"{self.form.versions}/{version['id']}", f"{self.form.families}/{version[self.form.member]}"):
            assert platform.http.get(gone).status_code == 404
        assert platform.listed(self.form.versions, name=name) == platform.listed(self.form.families, name=name) == []
        assert platform.listed(self.form.versions, fqn=version["fqn"]) == []
        assert_refused(platform.http.delete(path), 404)
        assert number(platform.publish(self.form, name)) == 2

    def test_under_the_older_prefix_too(self, platform, name):
        path, _ = self.made(platform, name)
        assert platform.http.delete(path.replace(V1, OLD_V1)).status_code == 200
        assert platform.http.get(path).status_code == 404

    def test_an_id_that_nobody_has_is_404(self, platform):
        for nobodys in NOBODYS:
            assert_refused(platform.http.delete(f"{self.path}/{nobodys}"), 404)

    def test_anothers_stays(self, required, join, shared_repo, name):
        people = [required.person(role) for role in ("editor", "viewer", "stranger")]
        ml_repo = shared_repo(editor="editor", viewer="viewer")
        editor, viewer, stranger = map(join, people)
        path, version = self.made(editor, name, ml_repo=ml_repo)
        assert_refused(viewer.http.delete(path), 403, "permission")
        one = path.rpartition("/")[2]
        hidden, missing = (stranger.http.delete(f"{self.path}/{each}") for each in (one, UNKNOWN))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(one, UNKNOWN) == missing.text
        assert_refused(required.client().delete(path), 401)
        assert told(editor.get(self.form, version["id"])) == version
        assert editor.http.delete(path).status_code == 200

    def test_it_is_one_entry_of_the_trail_for_each_version(self, platform, name, trail):
        path, version = self.made(platform, name)
        platform.http.delete(path)
        assert [(entry.action, entry.face) for entry in trail(version["id"])] == [
            ("CREATE", "truefoundry"), ("DELETE", "truefoundry"),
        ]  # fmt: skip


class DeletingOne(One, Deleting):
    """What is so of deleting a version."""

    def test_the_others_stay(self, platform, name):
        versions = [platform.publish(self.form, name) for _ in range(3)]
        platform.http.delete(f"{self.path}/{versions[1]['id']}")
        assert platform.listed(self.form.versions, name=name) == [versions[2], versions[0]]


class DeletingName(Name, Deleting):
    """What is so of deleting what versions are versions of."""

    def test_all_versions_are_gone_and_the_name_is_free(self, platform, name):
        versions = [platform.publish(self.form, name) for _ in range(3)]
        kept = platform.publish(self.form, f"{name}-b")
        platform.http.delete(f"{self.form.versions}/{versions[2]['id']}")
        assert platform.http.delete(f"{self.path}/{versions[0][self.form.member]}").status_code == 200
        assert [platform.get(self.form, one["id"]).status_code for one in versions] == [404] * 3
        assert platform.get(self.form, kept["id"]).status_code == 200
        other = next(form for form in FORMS if form is not self.form)
        assert number(platform.publish(other, name)) == 1
