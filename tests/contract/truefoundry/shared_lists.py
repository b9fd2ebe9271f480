"""Lists of versions, and of what they are versions of: what all forms have in common."""

from urllib.parse import quote

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import ARTIFACT, FORMS, OLD_V1, V1, Form, assert_refused, told

BAD_QUERIES = [
    ("limit", "0"), ("limit", "-1"), ("limit", "x"), ("limit", ""), ("limit", "1.5"), ("offset", "-1"), ("offset", "x"),
    ("offset", "100000000000"), ("limit", "9" * 5000),
]  # fmt: skip


class Paged:
    """What is so of all lists."""

    form: Form

    @property
    def path(self) -> str:
        """The list."""
        raise NotImplementedError

    def test_a_query_that_is_none_is_422_by_its_name(self, platform):
        for member, value in BAD_QUERIES:
            assert_refused(platform.http.get(self.path, params={member: value}), 422, member)

    def test_what_can_be_said_once_is_422_where_it_is_said_twice(self, platform):
        for member in ("limit", "offset", "name", "fqn", "ml_repo_id"):
            assert_refused(platform.http.get(f"{self.path}?{member}=1&{member}=2"), 422, member)

    def test_what_nobody_knows_is_ignored(self, platform, name):
        platform.publish(self.form, name)
        query = {"name": name, "include_empty_artifacts": "true", "include_internal_metadata": "false", "x": "y"}
        assert len(platform.listed(self.path, **query)) == 1

    def test_nobodys_is_an_empty_list(self, platform, name):
        for query in (
            {"name": name}, {"name": "\x00\N{DUCK}"}, {"ml_repo_id": "999999999"}, {"ml_repo_id": UNKNOWN}, {"ml_repo_id": ""},
            {"fqn": ""}, {"fqn": name}, {"fqn": f"{self.form.word}:other/default/{name}:1"}, {"fqn": ":::///"}, {"fqn": "\x00"},
        ):  # fmt: skip
            answer = platform.http.get(self.path, params=query)
            assert (answer.status_code, answer.json()["data"]) == (200, []), query
            assert answer.json()["pagination"] == {"total": 0, "offset": 0, "limit": 100}

    def test_both_prefixes_are_one_resource(self, platform, name):
        platform.publish(self.form, name)
        assert platform.listed(self.path.replace(V1, OLD_V1), name=name) == platform.listed(self.path, name=name) != []

    def test_a_stranger_is_401(self, required):
        assert_refused(required.client().get(self.path), 401)

    def test_each_sees_what_they_may(self, required, join, shared_repo, name):
        people = [required.person(role) for role in ("editor", "viewer", "stranger")]
        ml_repo = shared_repo(editor="editor", viewer="viewer")
        editor, viewer, stranger = map(join, people)
        version = editor.publish(self.form, name, ml_repo=ml_repo)
        fqn = version["fqn"] if self.path == self.form.versions else version["fqn"].rpartition(":")[0]
        for query in ({"name": name}, {"ml_repo_id": version["ml_repo_id"]}, {"fqn": fqn}, {}):
            assert len(editor.listed(self.path, **query)) == 1, query
            assert viewer.listed(self.path, **query) == editor.listed(self.path, **query)
            assert stranger.listed(self.path, **query) == []


class ListingVersions(Paged):
    """What is so of lists of versions."""

    @property
    def path(self):
        return self.form.versions

    def test_they_are_told_as_by_id_newest_first(self, platform, name):
        versions = [platform.publish(self.form, name) for _ in range(3)]
        answer = platform.http.get(self.path, params={"name": name}).json()
        assert answer == {"data": versions[::-1], "pagination": {"total": 3, "offset": 0, "limit": 100}}

    def test_pages_have_each_once_and_end_with_an_empty_one(self, platform, name):
        """As the clients page: from offset to offset, as far as a page had something."""
        versions = [platform.publish(self.form, name) for _ in range(5)]
        for deleted in (None, 3, 4, 0):
            if deleted is not None:
                platform.http.delete(f"{self.path}/{versions[deleted]['id']}")
                versions[deleted] = None
            left = [version for version in versions[::-1] if version]
            for limit in (1, 2, 5):
                found, page = [], [None]
                while page:
                    page = platform.listed(self.path, name=name, limit=limit, offset=len(found))
                    assert len(page) <= limit
                    found += page
                assert found == left

    def test_latest_is_the_first_one(self, platform, name):
        versions = [platform.publish(self.form, name) for _ in range(2)]
        assert platform.listed(self.path, ml_repo_id="1", name=name, limit=1) == [versions[1]]

    def test_by_ml_repo_name_and_number(self, platform, name):
        first, second = (platform.publish(self.form, name) for _ in range(2))
        assert platform.listed(self.path, ml_repo_id="1", name=name, version=1) == [first]
        assert platform.listed(self.path, name=name, version="2") == [second]
        assert platform.listed(self.path, name=name, version="3") == []
        for wrong in ("0", "-1", "x", "1.5"):
            assert_refused(platform.http.get(self.path, params={"name": name, "version": wrong}), 422, "version")

    def test_all_of_an_ml_repo_are_listed_newest_name_first(self, platform, name):
        older, newer = platform.publish(self.form, name), platform.publish(self.form, f"{name}-b")
        found = [version["id"] for version in platform.listed(self.path, ml_repo_id="1", limit=2)]
        assert found == [newer["id"], older["id"]]
        assert platform.listed(self.path, ml_repo_id="1", limit=1, offset=1)[0]["id"] == older["id"]
        assert platform.listed(self.path, name=f"{name}-b") == [newer]

    def test_by_its_fully_qualified_name(self, platform, name):
        first, second = platform.publish(self.form, name), platform.publish(self.form, name)
        assert platform.listed(self.path, fqn=first["fqn"], limit=1) == [first]
        assert platform.listed(self.path, fqn=second["fqn"], limit=1, offset=0) == [second]
        assert platform.listed(self.path, fqn=second["fqn"], limit=1, offset=1) == []
        whole, _, _ = first["fqn"].rpartition(":")
        for nobodys in ("", ":", ":0", ":3", ":01", ":+1", ":1 ", ":1.0", ":vx", ":latest", ":-1", ":10000000000", ":1:1"):
            assert platform.listed(self.path, fqn=whole + nobodys) == [], nobodys
        for other in FORMS:
            if other is not self.form:
                assert platform.listed(self.path, fqn=first["fqn"].replace(f"{self.form.word}:", f"{other.word}:", 1)) == []

    def test_by_what_they_are_versions_of(self, platform, name):
        versions = [platform.publish(self.form, name) for _ in range(3)]
        query = {self.form.member: versions[0][self.form.member]}
        assert platform.listed(self.path, **query) == versions[::-1]
        assert platform.listed(self.path, **query, limit=1, offset=1) == [versions[1]]
        assert platform.listed(self.path, **query, version=1) == [versions[0]]
        assert platform.listed(self.path, **query, name="other") == []
        assert platform.listed(self.path, **{self.form.member: UNKNOWN}) == []

    def test_other_forms_are_not_listed(self, platform, name):
        for other in FORMS:
            if other is not self.form:
                platform.publish(other, f"{name}-{other.noun}")
                if (self.form.noun, other.noun) != ("artifact", "model"):
                    assert platform.listed(self.path, name=f"{name}-{other.noun}") == []
        assert name not in [version["manifest"]["name"][: len(name)] for version in platform.listed(self.path, limit=3)]


class ListingFiled(ListingVersions):
    """What is so of versions that runs make."""

    def test_what_a_run_made_is_listed_newest_first(self, platform, name):
        run, other = f"r-{name}", f"s-{name}"
        versions = [platform.publish(self.form, f"{name}-{place % 2}", run_id=run, step=place) for place in range(4)]
        another = platform.publish(self.form, name, run_id=other)
        assert platform.listed(self.path, run_ids=run) == versions[::-1]
        assert platform.listed(self.path, run_ids=run, limit=2, offset=1) == versions[1:3][::-1]
        assert platform.listed(self.path, run_ids=[run, other]) == [another, *versions[::-1]]
        repeated = f"{self.path}?run_ids={quote(run)}&run_ids=none&run_ids={quote(other)}&limit=1"
        assert told(platform.http.get(repeated)) == [another]
        assert platform.listed(self.path, run_ids=run, name=f"{name}-1") == [versions[3], versions[1]]
        assert platform.listed(self.path, run_ids=run, run_steps=["1", "2.0"]) == versions[1:3][::-1]
        assert platform.listed(self.path, name=f"{name}-0", run_steps="2") == [versions[2]]
        assert platform.listed(self.path, run_ids="nobodys") == platform.listed(self.path, run_ids="") == []
        assert_refused(platform.http.get(self.path, params={"run_steps": "x"}), 422, "run_steps")

    def test_what_left_its_run_is_not_listed_there(self, platform, name):
        version = platform.publish(self.form, name, run_id=f"r-{name}")
        platform.put(self.form, version["manifest"] | {"run_id": f"s-{name}"})
        assert platform.listed(self.path, run_ids=f"r-{name}") == []
        assert len(platform.listed(self.path, run_ids=f"s-{name}")) == 1

    def test_by_alias(self, platform, name):
        version = platform.publish(self.form, name, version_alias="v1-best")
        platform.publish(self.form, name)
        assert platform.listed(self.path, fqn=f"{version['fqn'].rpartition(':')[0]}:v1-best") == [version]


class ListingNames(Paged):
    """What is so of lists of what versions are versions of."""

    @property
    def path(self):
        return self.form.families

    def test_they_are_told_as_by_id_however_they_are_found(self, platform, name):
        version = platform.publish(self.form, name, **({"run_id": f"r-{name}"} if self.form in FORMS[:2] else {}))
        found = platform.http.get(f"{self.path}/{version[self.form.member]}").json()["data"]
        assert found["latest_version"] == version
        whole = version["fqn"].rpartition(":")[0]
        queries = [{"name": name}, {"name": name, "ml_repo_id": "1"}, {"fqn": whole}, {"ml_repo_id": "1", "limit": 1}]
        if self.form in FORMS[:2]:
            queries.append({"run_id": f"r-{name}"})
        for query in queries:
            assert platform.listed(self.path, **query) == [found], query
        assert platform.listed(self.path, name=name, offset=1) == []
        assert platform.listed(self.path, run_id="nobodys") == []

    def test_the_newest_name_is_first_and_pages_have_each_once(self, platform, name):
        versions = [platform.publish(self.form, f"{name}-{place}") for place in range(4)]
        platform.publish(self.form, f"{name}-0")
        pages = [platform.listed(self.path, ml_repo_id="1", limit=2, offset=offset) for offset in (0, 2)]
        assert [one["name"] for page in pages for one in page] == [f"{name}-{place}" for place in (3, 2, 1, 0)]
        platform.http.delete(f"{self.path}/{versions[2][self.form.member]}")
        found = platform.listed(self.path, ml_repo_id="1", limit=3)
        assert [one["name"] for one in found] == [f"{name}-{place}" for place in (3, 1, 0)]

    def test_the_newest_version_is_another_one_once_that_is_deleted(self, platform, name):
        first, second = platform.publish(self.form, name), platform.publish(self.form, name)
        platform.http.delete(f"{self.form.versions}/{second['id']}")
        for query in ({"name": name}, {"ml_repo_id": "1", "limit": 1}, {"fqn": first["fqn"].rpartition(":")[0]}):
            [found] = platform.listed(self.path, **query)
            assert found["latest_version"] == first

    def test_other_forms_are_not_listed(self, platform, name):
        for other in FORMS:
            if other is not self.form:
                platform.publish(other, f"{name}-{other.noun}")
        assert [one for one in platform.listed(self.path, limit=5) if one["name"].startswith(name)] == []
        asked = platform.listed(self.path, name=f"{name}-model")
        assert bool(asked) == (self.form is ARTIFACT)
