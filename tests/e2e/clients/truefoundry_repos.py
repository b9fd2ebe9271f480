"""TrueFoundry's published client and command line at work on ML repos, runs and manifests.

Run in its own environment, one scenario at a time. Reads TFY_HOST and TFY_API_KEY, works in the current directory.
"""

import subprocess
import sys
from pathlib import Path

import trees
from playing import play
from truefoundry import client as tfy
from truefoundry.ml import ArtifactPath, get_client
from truefoundry.ml.enums import RunStatus

STORAGE = "cairn:bucket"


def repo(name):
    """Make a repo, twice; log into it; it cannot be deleted before it is empty."""
    client = get_client()
    client.create_ml_repo(name, STORAGE, description="a repo")
    client.create_ml_repo(name, STORAGE)
    found = list(tfy.ml_repos.list(name=name))
    logged = [client.log_artifact(name, "same-name", [ArtifactPath(trees.small("logged"))], progress=False) for _ in range(2)]
    latest = client.get_artifact_version(name, "same-name")
    first = client.get_artifact_version(name, "same-name", version=1)
    listed = [version.version for version in client.list_artifact_versions(name, "same-name")]
    repo_id, is_named = found[0].id, name in client.list_ml_repos()
    try:
        tfy.ml_repos.delete(repo_id)
        kept = None
    except Exception as error:  # noqa: BLE001 - the words are what is looked at
        kept = [error.status_code, error.body]
    tfy.artifacts.delete(tfy.artifacts.get_by_fqn(logged[0].artifact_fqn).data.id)
    tfy.ml_repos.delete(repo_id)
    return {
        "found": [one.manifest.name for one in found],
        "description": found[0].manifest.description,
        "named": is_named,
        "collaborators": [one.dict() for one in found[0].manifest.collaborators],
        "fqns": [one.fqn for one in logged],
        "latest": latest.version,
        "first": first.version,
        "listed": listed,
        "kept": kept,
        "left": [one.id for one in tfy.ml_repos.list(name=name)],
    }


def runs(name):
    """Begin a run, report on it, log files and a model from it, end it; find it again."""
    client = get_client()
    client.create_ml_repo(name, STORAGE)
    with client.create_run(name, "train-1", tags={"stage": "dev"}) as run:
        run.log_params({"lr": 0.01, "layers": 12, "name": "\u2603"})
        for step in range(3):
            run.log_metrics({"loss": 1 / (step + 1), "accuracy": step * 0.25}, step=step)
        run.set_tags({"stage": "done"})
        artifact = run.log_artifact("weights", [ArtifactPath(trees.small("logged"))], step=2, progress=False)
        model = run.log_model(name="net", model_file_or_folder="logged", step=2, progress=False)
    other = client.create_run(name, "train-1")
    other.log_metrics({"loss": 5.0})
    other.end(RunStatus.FAILED)
    again = client.get_run_by_fqn(run.fqn)
    best = [one.run_name for one in client.search_runs(name, filter_string="metrics.loss < 1")]
    told = {
        "status": [again.status, client.get_run_by_id(other.run_id).status],
        "params": again.get_params(),
        "losses": [[one.step, one.value] for one in again.get_metrics()["loss"]],
        "tags": again.get_tags()["stage"],
        "artifacts": [one.fqn for one in again.list_artifact_versions()],
        "models": [one.fqn for one in again.list_model_versions()],
        "logged": [artifact.fqn, model.fqn, artifact.step],
        "names": [run.run_name, other.run_name],
        "best": best,
        "named": client.get_run_by_name(name, run_name=run.run_name).run_id == run.run_id,
        "manifest": tfy.artifact_versions.get_by_fqn(artifact.fqn).data.manifest.run_id == run.run_id,
    }
    other.delete()
    return told | {"left": [one.run_name for one in client.search_runs(name)]}


REPO = """\
type: ml-repo
name: {name}
storage_integration_fqn: {storage}
description: {description}
"""
VERSIONS = """\
---
type: artifact-version
name: elsewhere
ml_repo: {name}
metadata: {{rows: {rows}}}
source: {{type: external, uri: "s3://elsewhere/table"}}
---
type: chat_prompt
name: greeting
ml_repo: {name}
metadata: {{}}
messages: [{{role: user, content: Hello}}]
"""
SKILL = """\
type: agent-skill
name: adding
ml_repo: {name}
metadata: {{}}
source: {{type: local, skill_dir: ./adding}}
"""
DOOMED = """\
---
{{type: {type}, name: {named}, ml_repo: {name}, version: {number}}}
"""


def applied(name):
    """Describe a repo and what is in it in files: rehearse these, apply them, again after a change, delete it all."""

    def write(description, rows):
        Path("repo.yaml").write_text(REPO.format(name=name, storage=STORAGE, description=description))
        Path("versions.yaml").write_text(VERSIONS.format(name=name, rows=rows))

    def named(fqn):
        return next(iter(tfy.artifact_versions.list(fqn=fqn)))

    Path("adding").mkdir()
    Path("adding", "SKILL.md").write_text("---\nname: adding\ndescription: adds numbers\n---\n# Add\n")
    Path("adding", "add.py").write_text("print(1 + 1)\n")
    Path("skill.yaml").write_text(SKILL.format(name=name))
    write("first", 1)
    said = {"rehearsal": _tfy("apply", "-f", "repo.yaml", "--dry-run")}
    rehearsed = [one.id for one in tfy.ml_repos.list(name=name)]
    said["first"] = _tfy("apply", "-f", "repo.yaml", "-f", "versions.yaml")
    write("second", 2)
    said["second"] = _tfy("apply", "-f", "repo.yaml", "-f", "versions.yaml", "-f", "skill.yaml")
    [repo] = tfy.ml_repos.list(name=name)
    skill = next(iter(tfy.agent_skill_versions.list(fqn=f"agent-skill:cairn/{name}/adding:1")))
    told = {
        "rehearsed": rehearsed,
        "description": repo.manifest.description,
        "files": sorted(entry.path for entry in tfy.artifact_versions.list_files(id=skill.id, path="adding")),
        "rows": [named(f"artifact:cairn/{name}/elsewhere:{number}").manifest.metadata["rows"] for number in (1, 2)],
        "prompts": [int(one.manifest.version) for one in tfy.prompt_versions.list(ml_repo_id=repo.id)],
    }
    doomed = [("artifact-version", "elsewhere", 1), ("artifact-version", "elsewhere", 2), ("chat_prompt", "greeting", 1)]
    doomed.append(("agent-skill", "adding", 1))
    lines = [DOOMED.format(type=kind, named=one, name=name, number=number) for kind, one, number in doomed]
    Path("doomed.yaml").write_text("".join(lines))
    said["deleted"] = _tfy("delete", "-f", "doomed.yaml", "-f", "repo.yaml")
    return told | {"said": said, "left": [one.id for one in tfy.ml_repos.list(name=name)]}


def _tfy(*arguments):
    """Run the command line; return its exit code and what it said."""
    done = subprocess.run([Path(sys.executable).with_name("tfy"), *arguments], capture_output=True, text=True, check=False)
    return [done.returncode, " ".join((done.stdout + done.stderr).split())]


play(repo, runs, applied)
