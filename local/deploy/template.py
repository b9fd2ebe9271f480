"""What has to be known of template.yaml before it is deployed: its parameters, and a fingerprint of all it ships."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SHIPPED = ("functions", "layers")
FILES = ("template.yaml", "samconfig.toml")
NOT_SHIPPED = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms as plain values; only the parameters are of interest."""


def _plain(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_Loader.add_multi_constructor("!", _plain)


def declared(template: Path) -> set[str]:
    """Names of the template's parameters."""
    with template.open(encoding="utf-8") as file:
        content = yaml.load(file, _Loader)  # noqa: S506 - a SafeLoader
    return set(content.get("Parameters") or {})


def given(template: Path, wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of the wanted parameters that the template declares."""
    names = declared(template)
    return {name: value for name, value in sorted(wanted.items()) if name in names}


def _shipped(root: Path) -> Iterator[Path]:
    yield from (root / name for name in FILES)
    for name in SHIPPED:
        for folder, folders, files in os.walk(root / name):
            folders[:] = sorted(one for one in folders if one not in NOT_SHIPPED and not one.endswith(".egg-info"))
            yield from (root / folder / file for file in sorted(files))


def fingerprint(root: Path, parameters: Mapping[str, str]) -> str:
    """Changes when the template, anything that it ships, or a parameter changes."""
    digest = hashlib.sha256(json.dumps(dict(parameters), sort_keys=True).encode())
    for path in _shipped(root):
        content = path.read_bytes()
        digest.update(f"\0{path.relative_to(root)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
