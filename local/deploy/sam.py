"""`sam build` and `sam deploy`, as a person would run them against AWS, with local values for what differs."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from local import console
from local.deploy import template
from local.settings import BUILD, ROOT, SAM, STACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

BUILD_PARAMETERS = ("Runtime", "Architecture")
KEPT_BUILDS = 4
# How the SAM CLI is told an empty value.
EMPTY = '""'
LOCAL = ("--config-file", str(ROOT / "samconfig.toml"), "--config-env", "local")
# Variables of an outer `make` or of the person's own AWS account, which must not reach this build or this deploy.
FOREIGN = ("AWS_", "MAKE", "MFLAGS", "SAM_")


def _overrides(parameters: Mapping[str, str]) -> list[str]:
    told = (f"ParameterKey={name},ParameterValue={value or EMPTY}" for name, value in parameters.items())
    return ["--parameter-overrides", *told]


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The SAM CLI's environment: its own Python first, no foreign AWS settings, no telemetry."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return own | {
        "PATH": f"{SAM.parent}{os.pathsep}{own.get('PATH', os.defpath)}",
        "SAM_CLI_TELEMETRY": "0",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        **extra,
    }


@contextmanager
def _only_one() -> Iterator[None]:
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(parameters: Mapping[str, str], log: Path) -> Path:
    """Build once per content, whoever asks; returns the built template."""
    chosen = {name: parameters[name] for name in BUILD_PARAMETERS if name in parameters}
    target = BUILD / template.fingerprint(ROOT, chosen)[:24]
    built = target / "build" / "template.yaml"
    with _only_one():
        if not built.exists():
            with console.step("building the layers and functions (sam build)"):
                _build(target, chosen, log)
            _drop_old()
        os.utime(target)
    return built


def _build(target: Path, parameters: Mapping[str, str], log: Path) -> None:
    work = BUILD / "work"
    shutil.rmtree(work, ignore_errors=True)
    folders = ["--build-dir", str(work / "build"), "--cache-dir", str(BUILD / "cache")]
    command = [str(SAM), "build", *LOCAL, *folders, *_overrides(parameters)]
    console.run(command, environment=environment({}), folder=ROOT, log=log)
    work.replace(target)


def _drop_old() -> None:
    builds = [path for path in BUILD.iterdir() if (path / "build").is_dir() and path.name != "work"]
    builds.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in builds[KEPT_BUILDS:]:
        shutil.rmtree(path, ignore_errors=True)


def deploy(built: Path, parameters: Mapping[str, str], endpoint: Mapping[str, str], log: Path) -> None:
    """Deploy the built template to the endpoint."""
    command = [str(SAM), "deploy", *LOCAL, "--template-file", str(built), "--stack-name", STACK]
    command += ["--region", endpoint["AWS_DEFAULT_REGION"], *_overrides(parameters)]
    with console.step("deploying the stack (sam deploy)"):
        console.run(command, environment=environment(endpoint), folder=built.parent, log=log)
