"""PUT /api/svc/v1/agent-skill-versions."""

from contract.truefoundry.forms import AGENT_SKILL, assert_all_refused, assert_refused, told
from contract.truefoundry.shared_files import staged_skill
from contract.truefoundry.shared_publishing import Publishing


class TestAgentSkillVersion(Publishing):
    """What agent skills share with other forms."""

    form = AGENT_SKILL


def test_a_name_that_agents_do_not_take_is_422(platform):
    for name in ("A", "a_b", "-a", "a-", "my-claude", "anthropic-1", "x" * 65):
        assert_refused(platform.put(AGENT_SKILL, AGENT_SKILL.manifest(name)), 422, "manifest.name")


def test_a_source_that_is_none_is_422(platform, name):
    sources = [
        None, {}, "inline", {"type": "inline"}, {"type": "inline", "skill_md": ""}, {"type": "inline", "skill_md": 1},
        {"type": "local", "skill_dir": "."}, {"type": "external", "uri": "s3://a/b"}, {"type": "blob-storage", "uri": "https://a"},
        {"type": "inline", "skill_md": "x" * 300_001}, {"type": "blob-storage", "uri": "s3://a/b", "description": "x" * 1_025},
        {"type": "blob-storage", "uri": "s3://a/b"}, {"type": "blob-storage", "description": "d"},
    ]  # fmt: skip
    assert_all_refused(platform, AGENT_SKILL, name, [("source", source) for source in sources])


def test_a_skill_may_have_files(platform, name):
    version = staged_skill(platform, name)
    assert version["manifest"]["source"]["type"] == "blob-storage"
    again = told(platform.put(AGENT_SKILL, version["manifest"]))
    assert again == version
    files = platform.http.post("/api/svc/v1/artifact-versions/files", json={"id": version["id"]}).json()["data"]
    assert [(one["path"], one["is_dir"]) for one in files] == [("SKILL.md", False), ("scripts", True)]


def test_a_place_that_was_not_told_is_422(platform, name):
    source = {"type": "blob-storage", "uri": "s3://elsewhere/skill", "description": "d"}
    assert_refused(platform.put(AGENT_SKILL, AGENT_SKILL.manifest(name, source=source)), 422, "source.uri")
