"""What has to be changed inside ministack, and the proof that it is still there to be changed.

These are private names of one pinned version. A new version that renames one must stop the start with a sentence,
not quietly run without the remedy.
"""

from __future__ import annotations

import copy
import inspect
import json
import os
import re
import stat
import sys
from http import HTTPStatus
from types import SimpleNamespace
from typing import IO, TYPE_CHECKING, Any

from ministack import app
from ministack.core import iam_actions, iam_evaluator, lambda_runtime, persistence, responses
from ministack.services import dynamodb, lambda_svc, s3, sqs
from ministack.services.cloudformation import changesets, engine, handlers
from samtranslator.translator import transform

from local.cloud import unzipped

if TYPE_CHECKING:
    from pathlib import Path

NEEDED = (
    (app, "_build_persistence_save_dict"), (app, "_load_persisted_state"), (app, "_MAIN_LOOP"), (app, "AUTH"),
    (persistence, "save_all"), (persistence, "save_state"), (persistence, "json"),
    (responses, "get_account_id"), (responses, "get_region"), (responses, "request_scope"),
    (dynamodb, "handle_request"), (dynamodb, "get_state"), (dynamodb, "_remove_item"), (dynamodb, "_tables"),
    (dynamodb, "_evaluate_condition"), (dynamodb, "copy"),
    (iam_actions, "dynamodb_service_context"), (iam_actions, "dynamodb_transaction_checks"),
    (iam_actions, "s3_service_context"),
    (iam_actions, "_DYNAMODB_TRANSACT_ITEM_ACTIONS"), (iam_evaluator, "enforce"),
    (sqs, "handle_request"), (sqs, "get_state"), (sqs, "_queues_lock"), (s3, "_get_object"), (s3, "_parse_range"),
    (engine, "_apply_transforms"), (engine, "_transform_parameters"),
    (changesets, "_apply_transforms"), (handlers, "_apply_transforms"),
    (lambda_runtime, "Worker"), (lambda_runtime, "_detect_runtime_binary"), (lambda_runtime, "reset"),
    (lambda_runtime, "zipfile"), (lambda_runtime, "_workers"), (lambda_runtime, "_lock"), (lambda_runtime, "kill_workers"),
    (lambda_svc, "release_worker"), (lambda_svc, "_esms"), (lambda_svc, "_dynamodb_stream_positions"),
    (lambda_svc, "_dynamodb_stream_positions_lock"), (dynamodb, "_stream_records"), (dynamodb, "stream_start_position"),
    (dynamodb, "stream_records_since"), (dynamodb, "stream_end_position"), (dynamodb, "load_persisted_state"),
)  # fmt: skip
PLAIN_EQUALITY = re.compile(r"(\w+) = (:\w+)")
LOG_WAITS = {"first_line_wait": 0.002, "idle_confirm": 0.001, "hard_cap": 0.05}
# What ministack itself is told through the environment, and what a function must not find in its own.
OWN_VARIABLES = (
    "AUTH", "BIND_HOST", "GATEWAY_PORT", "IOT_MTLS_ENABLED", "LAMBDA_ACCOUNT_CONCURRENCY", "LAMBDA_EXECUTOR",
    "LAMBDA_WARM_TTL_SECONDS", "LOG_LEVEL", "MINISTACK_ACCOUNT_ID", "MINISTACK_REGION", "PERSIST_STATE", "S3_DATA_DIR",
    "S3_PERSIST", "SFTP_ENABLED", "STATE_DIR",
)  # fmt: skip


class PatchError(Exception):
    """The installed ministack is not the one these patches were written for."""


def check() -> None:
    """Refuse to run on a ministack that lacks one of the names."""
    missing = [f"{module.__name__}.{name}" for module, name in NEEDED if not hasattr(module, name)]
    drain = getattr(lambda_runtime.Worker, "_drain_stderr_bounded", None)
    if drain is None or [*inspect.signature(drain).parameters] != ["self", *LOG_WAITS]:
        missing.append("ministack.core.lambda_runtime.Worker._drain_stderr_bounded")
    if not app.AUTH:
        missing.append("AUTH=true (ministack would not enforce the functions' roles)")
    if missing:
        message = f"this ministack lacks {', '.join(missing)}: local/cloud must be adapted to it."
        raise PatchError(message)


def stop_waiting_for_silent_functions() -> None:
    """Stock ministack waits 50 ms for a log line after each call that logs nothing."""
    lambda_runtime.Worker._drain_stderr_bounded.__defaults__ = tuple(LOG_WAITS.values())


def compare_partition_keys_without_parsing() -> None:
    """Stock ministack parses the key condition anew for each item of a partition: 124 ms for a page out of 10,000 items."""
    evaluate = dynamodb._evaluate_condition

    def compare(
        expression: str, item: dict[str, Any], values: dict[str, Any], names: dict[str, str], *rest: Any, **named: Any
    ) -> Any:
        plain = PLAIN_EQUALITY.fullmatch(expression) if named.get("slot") == "KeyConditionExpression" else None
        return item.get(plain[1]) == values[plain[2]] if plain else evaluate(expression, item, values, names, *rest, **named)

    dynamodb._evaluate_condition = compare


def save_in_one_go() -> None:
    """Stock ministack copies a table item by item and writes it with json's slow encoder: 4.5 s for 100,000 items.

    Nothing changes the state while it is saved, because writes and expiry run on the loop that saves; so no copy is
    needed, and the whole state is encoded at once.
    """
    read_state = dynamodb.get_state

    def dump(state: Any, file: IO[str], **options: Any) -> None:
        file.write(json.dumps(state, **options))

    def get_state() -> dict[str, Any]:
        dynamodb.copy = SimpleNamespace(**{**vars(copy), "deepcopy": lambda value: value})
        try:
            return dict(read_state())
        finally:
            dynamodb.copy = copy

    persistence.json = SimpleNamespace(**{**vars(json), "dump": dump})
    dynamodb.get_state = get_state


def translate_with_the_stacks_parameters() -> None:
    """Stock ministack tells SAM's translator the defaults instead of the parameters that a stack is deployed with."""
    apply, translate = engine._apply_transforms, transform.transform
    told: dict[str, Any] = {}

    def applied(template: dict[str, Any], provided: Any = None, previous: Any = None) -> Any:
        declared = template.get("Parameters") or {}
        values = engine._transform_parameters(template, provided, previous)
        told.clear()
        # As CloudFormation hands them to a transform: a list is a list.
        told.update({name: value.split(",") if "List" in declared[name]["Type"] else value for name, value in values.items()})
        return apply(template, provided, previous)

    transform.transform = lambda template, _parameters, loader: translate(template, dict(told), loader)
    for module in (engine, changesets, handlers):
        module._apply_transforms = applied


def unzip_once(shared: Path) -> None:
    """Let workers share what they unzip."""
    lambda_runtime.zipfile = unzipped.module(shared)


def run_functions_on_a_bare_interpreter(folder: Path) -> None:
    """Start workers without this environment's packages and variables: a function has what its layers bring.

    Otherwise an import that the layers lack would succeed here, from ministack's own site-packages, and fail on AWS.
    """
    launcher = folder / "python"
    unset = " ".join(f"-u {name}" for name in OWN_VARIABLES)
    interpreter = getattr(sys, "_base_executable", sys.executable)
    launcher.write_text(f'#!/bin/sh\nexec env {unset} "{interpreter}" -s -S "$@"\n', encoding="utf-8")
    launcher.chmod(launcher.stat().st_mode | stat.S_IXUSR)
    detect = lambda_runtime._detect_runtime_binary
    here = f"python{sys.version_info.major}.{sys.version_info.minor}"

    def bare(runtime: str) -> tuple[str, str]:
        if runtime != here:
            message = f"the function asks for {runtime}, the local cloud runs {here}"
            raise RuntimeError(message)
        return os.fspath(launcher), detect(runtime)[1]

    lambda_runtime._detect_runtime_binary = bare


def read_parts_of_versions() -> None:
    """Have a GET of one version of an object heed its Range, as S3 does, and here a GET of the newest."""
    whole = s3._get_object

    def get_object(bucket_name: str, key: str, headers: dict[str, str], query_params: dict[str, Any] | None = None) -> Any:
        status, told, body = whole(bucket_name, key, headers, query_params)
        wanted = headers.get("range")
        if status != HTTPStatus.OK or not wanted or not (query_params or {}).get("versionId"):
            return status, told, body
        part = s3._parse_range(wanted, len(body))
        if part is None:
            return s3._error("InvalidRange", "The requested range is not satisfiable", 416, f"/{bucket_name}/{key}")
        first, last = part
        size = {"Content-Length": str(last + 1 - first), "Content-Range": f"bytes {first}-{last}/{len(body)}"}
        return HTTPStatus.PARTIAL_CONTENT.value, told | size, body[first : last + 1]

    s3._get_object = get_object
