"""What the archive of the audit trail has in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.e2e.conftest import LocalCloud

TAMPERED = "audit/tampered/"


def lines(cloud: LocalCloud, prefix: str) -> list[dict[str, Any]]:
    """Every line of every object under a prefix."""
    s3, bucket = cloud.client("s3"), cloud.resource("Bucket")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
    bodies = [s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode() for key in keys]
    return [json.loads(line) for body in bodies for line in body.splitlines()]


def entries(cloud: LocalCloud, version_id: str | None = None) -> list[dict[str, Any]]:
    """The archived entries, of one version or of all."""
    found = [line["entry"] for line in lines(cloud, "audit/") if "entry" in line]
    return [entry for entry in found if version_id in {None, entry.get("version_id")}]


def tampered(cloud: LocalCloud, version_id: str) -> list[dict[str, Any]]:
    """What became of archived entries of a version."""
    return [line for line in lines(cloud, TAMPERED) if line["item"] == f"A#{version_id}"]
