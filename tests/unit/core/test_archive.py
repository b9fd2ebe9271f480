"""The archive of the audit trail, and the worker that keeps it."""

import json
from typing import Any

import boto3
import pytest

from cairn.composition import archive
from cairn.store.stream import Change
from fixtures.aws import BUCKET
from local import blueprint
from local.in_process import Context, handler_module

EVENT = json.loads((blueprint.ROOT / "events" / "workers" / "audit_archive.json").read_text())
RECORD = EVENT["Records"][0]
IMAGE = RECORD["dynamodb"]["NewImage"]


def record(sequence: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    """A record of the stream."""
    images = {name: image for name, image in (("OldImage", before), ("NewImage", after)) if image}
    kept = {name: RECORD["dynamodb"][name] for name in ("ApproximateCreationDateTime", "Keys")}
    return {**RECORD, "dynamodb": {**kept, **images, "SequenceNumber": f"{sequence:030d}"}}


def keep(*records: dict[str, Any]) -> list[Change]:
    return archive().keep([Change.of(one) for one in records])


def archived() -> dict[str, list[dict[str, Any]]]:
    """The lines of every object, by its name."""
    bucket = boto3.resource("s3").Bucket(BUCKET)
    return {one.key: [json.loads(line) for line in one.get()["Body"].read().splitlines()] for one in bucket.objects.all()}


def test_a_batch_is_one_object_of_lines_named_by_its_day_and_its_sequence(deployment: None) -> None:
    other = {**IMAGE, "id": {"S": "another"}}
    assert keep(record(1, None, IMAGE), record(2, None, other)) == []
    [(name, lines)] = archived().items()
    assert name == f"audit/2026/11/21/{1:030d}-{2:030d}.jsonl"
    assert [line["entry"]["id"] for line in lines] == [IMAGE["id"]["S"], "another"]
    assert lines[0]["entry"]["changes"] == {"source": "https://huggingface.co/datasets/rajpurkar/squad"}
    assert (lines[0]["entry"]["revision_after"], lines[0]["entry"]["user_is_admin"]) == (1, True)


def test_a_batch_that_is_handed_over_again_is_there_once_and_as_it_was_first(deployment: None) -> None:
    keep(record(1, None, IMAGE))
    before = archived()
    keep(record(1, None, {**IMAGE, "user": {"S": "forged"}}))
    assert archived() == before


def test_what_changes_an_entry_is_kept_apart_with_both_images(deployment: None) -> None:
    forged = {**IMAGE, "user": {"S": "forged"}}
    tampered = keep(record(1, None, IMAGE), record(2, IMAGE, forged), record(3, forged, None))
    assert [change.sequence for change in tampered] == [f"{2:030d}", f"{3:030d}"]
    lines = archived()[f"audit/tampered/2026/11/21/{2:030d}-{3:030d}.jsonl"]
    assert [(line["before"]["user"], line["after"] and line["after"]["user"]) for line in lines] == [
        ("ada", "forged"),
        ("forged", None),
    ]


@pytest.mark.parametrize(
    "odd", [{"user": {"M": {}}}, {"action": {"S": "FORGED"}}, {"more": {"N": "1.5"}}, {"changes": {"S": "{"}}]
)
def test_an_item_that_is_no_entry_is_kept_as_it_stands_and_stops_nothing(deployment: None, odd: dict[str, Any]) -> None:
    keep(record(1, None, {**IMAGE, **odd}), record(2, None, IMAGE))
    [lines] = archived().values()
    assert lines[0]["entry"] == {**IMAGE, **odd}
    assert lines[1]["entry"]["user"] == "ada"


def test_a_change_of_an_entry_sets_off_the_alarm(deployment: None, capsys: pytest.CaptureFixture[str]) -> None:
    handler = handler_module("workers", "audit_archive").handler
    handler({"Records": [record(1, None, IMAGE)]}, Context())
    assert "TamperedEntries" not in capsys.readouterr().out
    handler({"Records": [record(2, IMAGE, None)]}, Context())
    [emitted] = [line for line in capsys.readouterr().out.splitlines() if "TamperedEntries" in line]
    [metric] = json.loads(emitted)["_aws"]["CloudWatchMetrics"]
    alarm = blueprint.template()["Resources"]["AuditTamperedAlarm"]["Properties"]
    assert (metric["Namespace"], metric["Metrics"][0]["Name"]) == (alarm["Namespace"], alarm["MetricName"])
    watched = {one["Name"]: one["Value"] for one in alarm["Dimensions"]}
    assert {tuple(sorted(dimensions)) for dimensions in metric["Dimensions"]} == {tuple(sorted(watched))}
    assert {name: json.loads(emitted)[name] for name in watched} == watched
