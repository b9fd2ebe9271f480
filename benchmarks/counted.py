"""How many AWS calls an operation makes.

No client can see that from outside. So the very same handlers are run in this process as well, on the table of the
stack that is measured, and the requests that botocore really sends (its retries included) are counted. Which AWS that
is, the environment says as it does for any AWS tool; without credentials it is the local cloud of STATE_DIR.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import httpx
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import Session

from local import settings
from local.cloud import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.corpus import Corpus, Operation

REPETITIONS = 20
OUTPUTS = {
    "TABLE_NAME": "TableName",
    "BUCKET_NAME": "BucketName",
    "QUEUE_URL": "QueueUrl",
    "DEAD_LETTER_QUEUE_URL": "DeadLetterQueueUrl",
}
# The operations that are measured speak to the table alone; nobody signs in here.
FIXED = {
    "AUTH_MODE": "open",
    "ADMIN_USER": "",
    "ADMIN_SECRET_ARN": "",
    "TOKEN_SECRET_ARN": "",
    "TOKEN_ISSUER": "",
    "TOKEN_MINUTES": "120",
    "TENANT_NAME": "",
    "HF_ENDPOINT": "",
    "GITHUB_API_URL": "",
    "POWERTOOLS_LOG_LEVEL": "ERROR",
}


class NotCountableError(Exception):
    """The calls cannot be counted; the message says why."""


class Counted:
    """The API of a stack in this process."""

    def __init__(self, stack: str) -> None:
        """Become, for this process, a function of `stack`."""
        os.environ.update(_local_cloud(os.environ) | FIXED)
        os.environ.update(_outputs(stack))
        # Not before: the handlers read the environment when they are imported.
        from cairn.runtime import clients  # noqa: PLC0415
        from local.in_process import InProcess  # noqa: PLC0415

        self._sent = 0
        self._client = httpx.Client(base_url="http://cairn.example", transport=InProcess())
        clients.dynamodb(clients.TRIES).meta.events.register("before-send.dynamodb", self._count)

    def check(self, corpus: Corpus) -> None:
        """Refuse to count on another deployment than the one that answers over HTTP."""
        number, identity = next(iter(corpus.ids.items()))
        answer = self._client.get(f"/artifacts/dataset/{identity}")
        if answer.status_code != httpx.codes.OK or answer.json()["metadata"]["name"] != corpus.name(number):
            message = "the stack that the AWS settings lead to is not the one behind the base URL"
            raise NotCountableError(message)

    def calls(self, operation: Operation) -> float:
        """Return the mean number of calls, in a process that is warm."""
        operation(self._client, 0)
        before = self._sent
        for index in range(REPETITIONS):
            operation(self._client, index)
        return (self._sent - before) / REPETITIONS

    def _count(self, **_: object) -> None:
        self._sent += 1


def _local_cloud(variables: Mapping[str, str]) -> dict[str, str]:
    if Session().get_credentials() is not None:
        return {}
    port = settings.read(variables).state / "cloud.port"
    if not port.exists():
        message = "there are no AWS credentials, and no local cloud in STATE_DIR"
        raise NotCountableError(message)
    return environment.client(int(port.read_text(encoding="ascii")))


def _outputs(stack: str) -> dict[str, str]:
    try:
        described = Session().create_client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except (BotoCoreError, ClientError) as error:
        message = f"the stack {stack} cannot be read: {error}"
        raise NotCountableError(message) from error
    outputs = {one["OutputKey"]: one["OutputValue"] for one in described["Outputs"]}
    return {variable: outputs[name] for variable, name in OUTPUTS.items()}
