"""TrueFoundry's published client and what is not an artifact: models, prompts, agent skills, data directories.

Run in its own environment, one scenario at a time. Reads TFY_HOST and TFY_API_KEY, works in the current directory.
"""

from pathlib import Path

import trees
from playing import play
from truefoundry import client as tfy
from truefoundry.ml import (
    ArtifactPath,
    BlobStorageDirectory,
    ModelVersionEnvironment,
    SklearnFramework,
    TransformersFramework,
    get_client,
)
from truefoundry_sdk import (
    AgentSkillManifest,
    AgentSkillSourceInline,
    ChatPromptManifest,
    NotFoundError,
    SystemMessage,
    UserMessage,
)

REPO = "default"


def model(name):
    """Log a model with what it needs, get it back, change it; then one that lies elsewhere."""
    root = trees.small(Path("model"), {"model.joblib": b"weights"})
    environment = ModelVersionEnvironment(python_version="3.11", pip_packages=["scikit-learn==1.5.0"])
    logged = get_client().log_model(
        ml_repo=REPO, name=name, model_file_or_folder=root, framework=SklearnFramework(model_filepath="model.joblib"),
        environment=environment, metadata={"auc": 0.75}, description="a model", progress=False,
    )  # fmt: skip
    logged.version_alias = "v1.0"
    logged.update()
    found = get_client().get_model_version_by_fqn(f"{logged.model_fqn}:v1.0")
    Path("got").mkdir()
    got = found.download(path="got", progress=False)
    framework = found.framework.dict(exclude_none=True)
    found.framework = TransformersFramework(pipeline_tag="text-generation")
    found.environment = None
    found.update()
    changed = get_client().get_model_version(REPO, name, 1)
    tfy.model_versions.apply_tags(model_version_id=tfy.model_versions.get_by_fqn(logged.fqn).data.id, tags=["champion"])
    elsewhere = get_client().log_model(
        ml_repo=REPO, name=name, model_file_or_folder=BlobStorageDirectory(uri="s3://elsewhere/m")
    )
    listed = [[version.version, version.fqn] for version in get_client().list_model_versions(REPO, name)]
    told = tfy.models.get_by_fqn(logged.model_fqn).data
    found.delete()
    return {
        "fqn": logged.fqn,
        "framework": framework,
        "environment": environment.dict(exclude_none=True),
        "same": trees.contents(got.model_dir) == trees.contents(root),
        "changed": [changed.framework.dict()["type"], changed.environment, changed.metadata["auc"], changed.description],
        "listed": listed,
        "latest": told.latest_version.manifest.version,
        "elsewhere": tfy.model_versions.get_by_fqn(elsewhere.fqn).data.manifest.source.dict(),
        "left": [version.version for version in get_client().list_model_versions(REPO, name)],
    }


def prompt(name):
    """Keep two versions of a prompt, tag one, delete one."""
    messages = [SystemMessage(content="You greet {{who}}."), UserMessage(content="Hello \u2603")]
    manifest = ChatPromptManifest(
        name=name, ml_repo=REPO, metadata={"team": "search"}, description="greets", messages=messages, variables={"who": "you"}
    )
    first = tfy.prompts.create_or_update(manifest=manifest).data
    again = tfy.prompts.create_or_update(manifest=manifest).data
    second = tfy.prompts.create_or_update(manifest=manifest.copy(update={"version_alias": "v2"})).data
    tfy.prompt_versions.apply_tags(prompt_version_id=second.id, tags=["live"])
    found = tfy.prompt_versions.get_by_fqn(first.fqn.removesuffix("1") + "v2").data
    listed = [int(one.manifest.version) for one in tfy.prompt_versions.list(prompt_id=found.prompt_id)]
    tfy.prompt_versions.delete(first.id)
    return {
        "fqn": first.fqn,
        "same": again.id == first.id,
        "messages": [message.dict(exclude_none=True) for message in found.manifest.messages],
        "variables": found.manifest.variables,
        "tags": found.tags,
        "listed": listed,
        "left": [int(one.manifest.version) for one in tfy.prompt_versions.list(prompt_id=found.prompt_id)],
        "name": tfy.prompts.get(found.prompt_id).data.name,
    }


def skill(name):
    """Keep a skill that is its text alone."""
    text = f"---\nname: {name}\ndescription: adds\n---\n# Add\n"
    manifest = AgentSkillManifest(name=name, ml_repo=REPO, metadata={}, source=AgentSkillSourceInline(skill_md=text))
    made = tfy.agent_skills.create_or_update(manifest=manifest).data
    found = tfy.agent_skill_versions.get(made.id).data
    skills = [one.name for one in tfy.agent_skills.list(fqn=made.fqn.rpartition(":")[0])]
    tfy.agent_skill_versions.delete(made.id)
    try:
        tfy.agent_skill_versions.get(made.id)
    except NotFoundError as error:
        return {"fqn": made.fqn, "same": found.manifest.source.skill_md == text, "listed": skills, "gone": error.status_code}
    return None


def data_directory(name):
    """Keep a directory without versions: add files, among them a large one, list, get, delete."""
    root = trees.small(Path("data"))
    trees.large(Path(root, "large.bin"))
    kept = get_client().create_data_directory(REPO, name, description="raw", metadata={"rows": 3})
    kept.add_files([(root, "in/")], progress=False)
    listed = sorted(entry.path for entry in kept.list_files("in/"))
    Path("got").mkdir()
    found = get_client().get_data_directory_by_fqn(kept.fqn)
    found.download(path="got", progress=False)
    found.description = "cooked"
    found.update()
    names = [one.fqn for one in get_client().list_data_directories(REPO)]
    told = get_client().get_data_directory(REPO, name)
    got = trees.contents("got/in") == trees.contents(root)
    told.delete(delete_contents=True)
    return {
        "fqn": kept.fqn,
        "listed": listed,
        "same": got,
        "description": told.description,
        "named": kept.fqn in names,
        "root": kept.storage_root,
    }


def snippets(name):
    """Run the snippets that are told with versions; return the files that each leaves."""
    Path("a.txt").write_text("a")
    paths = [ArtifactPath("a.txt")]
    logged = get_client().log_artifact(REPO, f"{name}-artifact", paths, progress=False)
    model = get_client().log_model(ml_repo=REPO, name=f"{name}-model", model_file_or_folder="a.txt", progress=False)
    manifest = ChatPromptManifest(name=f"{name}-prompt", ml_repo=REPO, metadata={}, messages=[UserMessage(content="Hi")])
    versions = {
        "artifact": tfy.artifact_versions.get_by_fqn(logged.fqn).data,
        "model": tfy.model_versions.get_by_fqn(model.fqn).data,
        "prompt": tfy.prompts.create_or_update(manifest=manifest).data,
    }
    left = {}
    for form, version in versions.items():
        before = trees.contents(".")
        exec(compile(version.usage_code_snippet, form, "exec"), {})  # noqa: S102 - that it runs is what is looked at
        left[form] = sorted(set(trees.contents(".")) - set(before))
    return left


play(model, prompt, skill, data_directory, snippets)
