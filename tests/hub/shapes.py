"""What the hub and the forge have, and how their APIs tell it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any


def yaml_of(value: dict[str, Any], indent: int = 0) -> str:
    """A mapping of texts, lists and mappings as YAML."""
    lines: list[str] = []
    for name, member in value.items():
        pad = " " * indent
        if isinstance(member, list):
            lines.append(f"{pad}{name}:")
            for one in member:
                if isinstance(one, dict):
                    inner = yaml_of(one, indent + 2).lstrip()
                    lines.append(f"{pad}- {inner}")
                else:
                    lines.append(f"{pad}- {one}")
        elif isinstance(member, dict):
            lines += [f"{pad}{name}:", yaml_of(member, indent + 2)]
        else:
            lines.append(f"{pad}{name}: {member}")
    return "\n".join(lines)


@dataclass
class Model:
    """A model repository."""

    id: str
    likes: int = 0
    downloads: int = 0
    card: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    files: dict[str, int] = field(default_factory=dict)
    config: dict[str, Any] | None = None
    task: str | None = "text-classification"
    library: str | None = "transformers"
    tags: list[str] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    discussions: int | None = 0
    """None: they are switched off."""
    gated: bool = False
    has_readme: bool = True
    raw_readme: bytes | None = None
    """The README as it is, where it is not front matter and body."""

    @property
    def sha(self) -> str:
        return hashlib.sha1(self.id.encode()).hexdigest()  # noqa: S324 - as git does

    @property
    def readme(self) -> bytes:
        if self.raw_readme is not None:
            return self.raw_readme
        front = f"---\n{yaml_of(self.card)}\n---\n" if self.card else ""
        return f"{front}{self.body}".encode()

    def info(self) -> dict[str, Any]:
        """`GET /api/models/{id}?blobs=true`."""
        names = dict(self.files)
        if self.has_readme:
            names["README.md"] = len(self.readme)
        if self.config is not None:
            names.setdefault("config.json", 600)
        card = self.card if self.raw_readme is None else {}
        told: dict[str, Any] = {
            "_id": self.sha[:24],
            "id": self.id,
            "modelId": self.id,
            "author": self.id.partition("/")[0] if "/" in self.id else None,
            "sha": self.sha,
            "private": False,
            "gated": "manual" if self.gated else False,
            "disabled": False,
            "downloads": self.downloads,
            "likes": self.likes,
            "lastModified": "2025-06-11T09:12:31.000Z",
            "createdAt": "2022-03-02T23:29:04.000Z",
            "tags": [*self.tags, *(f"license:{one}" for one in [self.card.get("license")] if one)],
            "siblings": [
                {"rfilename": name, "size": size, "blobId": hashlib.sha1(name.encode()).hexdigest()}  # noqa: S324
                for name, size in sorted(names.items())
            ],
            "usedStorage": sum(names.values()),
            "spaces": [],
        }
        optional = {"pipeline_tag": self.task, "library_name": self.library, "cardData": card or None, "config": self.summary}
        return told | {name: value for name, value in optional.items() if value} | self.index()

    @property
    def summary(self) -> dict[str, Any]:
        kept = ("architectures", "model_type", "peft")
        return {name: self.config[name] for name in kept if name in self.config} if self.config else {}

    def index(self) -> dict[str, Any]:
        if not self.results:
            return {}
        return {"model-index": [{"name": self.id, "results": self.results}]}


def result(dataset: str, metric: str, value: float, source: str = "") -> dict[str, Any]:
    """One result of a model-index."""
    made: dict[str, Any] = {
        "task": {"type": "text-classification", "name": "Text Classification"},
        "dataset": {"name": dataset, "type": dataset, "split": "validation"},
        "metrics": [{"type": metric, "value": value, "name": metric, "verified": bool(source)}],
    }
    return made | ({"source": {"name": "evaluation", "url": source}} if source else {})


@dataclass
class Dataset:
    """A dataset repository."""

    id: str
    likes: int = 0
    downloads: int = 0
    card: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    description: str = ""
    size: int = 0
    files: int = 1

    def info(self, expand: list[str]) -> dict[str, Any]:
        """`GET /api/datasets/{id}`: all, or what is asked for by `expand`."""
        told: dict[str, Any] = {
            "_id": "0" * 24,
            "id": self.id,
            "author": self.id.partition("/")[0],
            "sha": hashlib.sha1(self.id.encode()).hexdigest(),  # noqa: S324
            "private": False,
            "gated": False,
            "disabled": False,
            "downloads": self.downloads,
            "likes": self.likes,
            "lastModified": "2024-01-04T06:31:11.000Z",
            "tags": self.tags,
            "cardData": self.card,
            "description": self.description,
            "siblings": [
                {
                    "rfilename": f"data/train-{number:05}.parquet",
                    "size": self.size,
                    "blobId": "0" * 40,
                    "lfs": {"sha256": "0" * 64},
                }
                for number in range(self.files)
            ],
        }
        return {name: member for name, member in told.items() if not expand or name in {"_id", "id", *expand}}


@dataclass
class Repository:
    """A repository of the forge: `reviews` has, by change, who approved it ("" for a comment alone)."""

    name: str
    license: str | None = None
    contributions: dict[str, int] = field(default_factory=dict)
    merged: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    reviews: dict[int, list[str]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def author(self) -> str:
        return next(iter(self.contributions), "nobody")

    def info(self) -> dict[str, Any]:
        """`GET /repos/{owner}/{name}`."""
        told = {"key": self.license.lower(), "name": self.license, "spdx_id": self.license} if self.license else None
        return {"id": 1, "full_name": self.name, "private": False, "default_branch": "main", "archived": False, "license": told}

    def pulls(self) -> list[dict[str, Any]]:
        """`GET /repos/{owner}/{name}/pulls?state=closed`, newest first."""
        return [
            {
                "number": number,
                "state": "closed",
                "title": f"Change {number}",
                "user": {"login": self.author, "type": "User"},
                "merged_at": f"2025-{1 + number // 28 % 12:02}-{1 + number % 28:02}T10:00:00Z"
                if number in self.merged
                else None,
            }
            for number in sorted([*self.merged, *self.closed], reverse=True)
        ]

    def reviews_of(self, number: int) -> list[dict[str, Any]]:
        """`GET /repos/{owner}/{name}/pulls/{n}/reviews`."""
        return [
            {"id": index, "user": {"login": who or "passer-by", "type": "User"}, "state": "APPROVED" if who else "COMMENTED"}
            for index, who in enumerate(self.reviews.get(number, []), 1)
        ]

    def tree(self) -> dict[str, Any]:
        """`GET /repos/{owner}/{name}/git/trees/HEAD?recursive=1`."""
        return {
            "sha": "0" * 40,
            "truncated": False,
            "tree": [{"path": path, "mode": "100644", "type": "blob", "size": size} for path, size in self.files.items()],
        }
