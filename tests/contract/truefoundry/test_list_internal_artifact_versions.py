"""GET /api/svc/v1/x/artifact-versions."""

from contract.truefoundry.forms import ARTIFACT, FILES, FORMS, MODEL, OLD_V1, PROMPT, V1, assert_refused
from contract.truefoundry.shared_lists import BAD_QUERIES

INTERNAL = f"{V1}/x/artifact-versions"


def test_a_version_is_told_with_its_size_and_what_its_client_noted(platform, name):
    noted = {"artifact_size": sum(map(len, FILES.values()))}
    version = platform.log(ARTIFACT, name, FILES, metadata={".truefoundry": noted})
    [found] = platform.listed(INTERNAL, fqn=version["fqn"])
    more = {
        "artifact_size": noted["artifact_size"],
        "artifact_fqn": version["fqn"].rpartition(":")[0],
        "internal_metadata": noted,
    }
    assert found == version | more
    plain = platform.publish(ARTIFACT, name)
    [found] = platform.listed(INTERNAL, fqn=plain["fqn"])
    assert found == plain | {"artifact_fqn": more["artifact_fqn"]}


def test_models_and_the_like_are_listed_where_they_are_asked_for(platform, name, repo):
    where = {"ml_repo": repo["manifest"]["name"]}
    made = {form.word: platform.publish(form, f"{name}-{form.noun}"[:64], **where)["id"] for form in FORMS}

    def found(**query):
        ids = [one["id"] for one in platform.listed(INTERNAL, limit=20, ml_repo_id=repo["id"], **query)]
        return {word for word, version_id in made.items() if version_id in ids}

    assert found() == {"artifact"}
    assert found(include_model_versions="true") == {"artifact", "model"}
    assert found(include_model_versions="false") == {"artifact"}
    assert found(artifact_types="model") == {"model"}
    assert found(artifact_types=["chat_prompt", "agent-skill"]) == {"chat_prompt", "agent-skill"}
    assert found(artifact_types="picture") == set()


def test_a_fully_qualified_name_finds_what_it_names_whatever_its_form(platform, name):
    for form in FORMS:
        version = platform.publish(form, f"{name}-{form.noun}"[:64])
        [found] = platform.listed(INTERNAL, fqn=version["fqn"])
        assert (found["id"], found["manifest"]) == (version["id"], version["manifest"])
        assert found["artifact_id"] == version[form.member]


def test_newest_first_page_by_page(platform, name):
    versions = [platform.publish(ARTIFACT, name)["id"] for _ in range(3)]
    pages = [platform.listed(INTERNAL, name=name, limit=2, offset=offset) for offset in (0, 2, 3)]
    assert [[one["id"] for one in page] for page in pages] == [versions[:0:-1], versions[:1], []]


def test_a_query_that_is_none_is_422_by_its_name(platform):
    for member, value in (*BAD_QUERIES, ("include_model_versions", "perhaps"), ("artifact_types", ["x"] * 21)):
        assert_refused(platform.http.get(INTERNAL, params={member: value}), 422, member)


def test_both_prefixes_are_one_resource(platform, name):
    platform.publish(ARTIFACT, name)
    assert platform.listed(INTERNAL.replace(V1, OLD_V1), name=name) == platform.listed(INTERNAL, name=name) != []


def test_each_sees_what_they_may(required, join, shared_repo, name):
    people = [required.person(role) for role in ("editor", "viewer", "stranger")]
    ml_repo = shared_repo(editor="editor", viewer="viewer")
    editor, viewer, stranger = map(join, people)
    for form in (ARTIFACT, MODEL, PROMPT):
        version = editor.publish(form, f"{name}-{form.noun}", ml_repo=ml_repo)
        assert len(viewer.listed(INTERNAL, fqn=version["fqn"])) == 1
        assert stranger.listed(INTERNAL, fqn=version["fqn"]) == stranger.listed(INTERNAL, include_model_versions="true") == []
    assert_refused(required.client().get(INTERNAL), 401)
