"""What is the same for all forms that have files: how they are published."""

import httpx

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import (
    AGENT_SKILL,
    ARTIFACT,
    FILES,
    MODEL,
    UPLOADS,
    assert_all_refused,
    assert_refused,
    told,
)
from contract.truefoundry.shared_publishing import Described

LONG = "x" * 513
DUCK = "\N{DUCK}"


class Filed(Described):
    """What is so of artifacts and models, whose versions have files."""

    def test_a_step_run_or_source_that_is_none_is_422_by_its_name(self, platform, name):
        members = [
            ("step", -1), ("step", 1.5), ("step", "one"), ("step", 2**60), ("step", True),
            ("step", "1"), ("run_id", ""), ("run_id", "x" * 257), ("run_id", 1),
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
