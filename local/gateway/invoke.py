"""Lambda Invoke over HTTP, signed, and nothing else of Lambda."""

from __future__ import annotations

import asyncio
import base64
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import aiohttp
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.credentials import Credentials

TIMEOUT_SECONDS = 30.0
# Functions start one process per concurrent call: a burst on one route waits for a turn instead of starting dozens.
PER_FUNCTION = 8
OK = 200


class FunctionFailedError(Exception):
    """The function raised, died or was not there; `log` is the tail of what it wrote."""

    def __init__(self, log: str) -> None:
        """Keep the log for the person at the terminal; the client never sees it."""
        super().__init__(log)
        self.log = log


class FunctionUnavailableError(Exception):
    """Throttled, or no answer within the integration's time."""


@dataclass(frozen=True)
class Endpoint:
    """Where Lambda is, and as whom to call it."""

    url: str
    region: str
    credentials: Credentials


class Invoker:
    """Calls functions by their physical names."""

    def __init__(
        self, endpoint: Endpoint, names: Mapping[str, str], *, timeout: float = TIMEOUT_SECONDS, limit: int = PER_FUNCTION
    ) -> None:
        """`names`: logical id to physical name."""
        self._endpoint = endpoint
        self._names = names
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._turns: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(limit))
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()

    async def __call__(self, function: str, payload: bytes) -> bytes:
        """Invoke the function of this logical id and return what it returned."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        url = f"{self._endpoint.url}/2015-03-31/functions/{quote(self._names[function], safe='')}/invocations"
        async with self._turns[function]:
            try:
                async with self._session.post(
                    url, data=payload, headers=self._sign(url, payload), timeout=self._timeout
                ) as answer:
                    return _result(answer.status, answer.headers, await answer.read())
            except TimeoutError as error:
                raise FunctionUnavailableError(function) from error
            except aiohttp.ClientError as error:
                raise FunctionFailedError(str(error)) from error

    def _sign(self, url: str, payload: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "X-Amz-Log-Type": "Tail"}
        request = AWSRequest("POST", url, headers=headers, data=payload)
        SigV4Auth(self._endpoint.credentials, "lambda", self._endpoint.region).add_auth(request)
        return dict(request.headers.items())


def _result(status: int, headers: Mapping[str, str], body: bytes) -> bytes:
    if status in {429, 503}:
        raise FunctionUnavailableError(body.decode(errors="replace"))
    if status != OK or "X-Amz-Function-Error" in headers:
        log = base64.b64decode(headers.get("X-Amz-Log-Result", "")).decode(errors="replace")
        raise FunctionFailedError(log or body.decode(errors="replace"))
    return body
