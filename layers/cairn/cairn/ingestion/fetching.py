"""The one way out: a transport that both clients (hub and forge) speak through.

It goes to the configured hosts and to no other, asks with the ETag of what the table has, tries again what may come right,
reads no more than a bounded answer, and lets nothing pass the visit's deadline.
"""

import random
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from email.utils import parsedate_to_datetime
from typing import Protocol

import httpx2

TRIES = 3
"""A third failure within a second or two is no hiccup any more."""

CALL_SECONDS = 5.0
"""The hub's slowest everyday answers take 2 s: twice that, and some."""

ANSWER_LIMIT = 4_000_000
"""The most bytes of an answer: file lists of models with 10,000 files have about 2 MB."""

CUT = "cut"
"""A request's extension: of its answer only so many bytes are read, the rest is left."""

_PAUSE_SECONDS = 0.2
_MAY_COME_RIGHT = {429, 500, 502, 503, 504}
_KEPT_HEADERS = ("content-type", "etag", "link", "location", "retry-after", "x-error-code", "x-error-message",
                 "x-ratelimit-remaining", "x-ratelimit-reset")  # fmt: skip


class ForeignHostError(Exception):
    """An answer leads to a host that is neither the hub nor the forge: it is not followed."""


class DeadlineError(Exception):
    """The visit's time is over."""


class AnswerTooLargeError(Exception):
    """An answer has more bytes than are read."""


class FactCache(Protocol):
    """Answers that were had before, by URL: the store's, or none."""

    def get(self, url: str) -> tuple[str, bytes] | None:
        """Return the ETag and the body of the last answer."""

    def put(self, url: str, etag: str, body: bytes) -> None:
        """Keep an answer."""


class Visit:
    """One ingestion's calls: how many there were, and until when there may be more.

    A call that is led on to another address is one: the hub leads each small file to where it keeps it at that moment.
    """

    def __init__(self, seconds: float) -> None:
        """Allow calls for so many seconds from now."""
        self._deadline = time.monotonic() + seconds
        self._lock = threading.Lock()
        self.calls = 0
        self.redirects = 0
        self.retries = 0

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            DeadlineError: none are.
        """
        seconds = self._deadline - time.monotonic()
        if seconds <= 0:
            raise DeadlineError
        return seconds

    def count(self, *, is_retry: bool) -> None:
        """Count a call."""
        with self._lock:
            self.calls += not is_retry
            self.retries += is_retry

    def led_on(self) -> None:
        """Take back a call, since what it was led to is one."""
        with self._lock:
            self.calls -= 1
            self.redirects += 1


_VISIT: ContextVar[Visit] = ContextVar("visit")


@contextmanager
def visiting(seconds: float) -> Iterator[Visit]:
    """Make the calls within this block (and in threads that are given its context) one visit."""
    token = _VISIT.set(Visit(seconds))
    try:
        yield _VISIT.get()
    finally:
        _VISIT.reset(token)


class Transport(httpx2.BaseTransport):
    """Calls under the rules of this module."""

    def __init__(
        self,
        inner: httpx2.BaseTransport,
        origins: Collection[str],
        cache: FactCache | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Send through `inner`, to `origins` ("https://host:port") alone."""
        self._inner = inner
        self._origins = {_origin(httpx2.URL(one)) for one in origins}
        self._cache = cache
        self._sleep = sleep

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request, from the table where the other side says that nothing has changed."""
        if _origin(request.url) not in self._origins:
            raise ForeignHostError(request.url.host)
        url = str(request.url)
        known = self._cache.get(url) if self._cache is not None else None
        if known:
            request.headers["if-none-match"] = known[0]
        else:
            # Of the address that led to this one.
            request.headers.pop("if-none-match", None)
        response = self._persistent(request)
        if response.has_redirect_location:
            _VISIT.get().led_on()
        if known and response.status_code == httpx2.codes.NOT_MODIFIED:
            return _made(request, 200, response.headers, known[1])
        if self._cache is not None and response.is_success and (etag := response.headers.get("etag")):
            self._cache.put(url, etag, response.content)
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _persistent(self, request: httpx2.Request) -> httpx2.Response:
        visit = _VISIT.get()
        for attempt in range(1, TRIES + 1):
            visit.count(is_retry=attempt > 1)
            try:
                response = self._once(request, visit)
            except (httpx2.NetworkError, httpx2.TimeoutException, httpx2.RemoteProtocolError):
                visit.left()
                if attempt == TRIES:
                    raise
                pause = _backoff(attempt)
            else:
                if response.status_code not in _MAY_COME_RIGHT or attempt == TRIES:
                    return response
                wanted = _retry_after(response)
                pause = _backoff(attempt) if wanted is None else wanted
                if pause >= visit.left():
                    return response
            if pause >= visit.left():
                raise DeadlineError
            self._sleep(pause)
        raise DeadlineError  # Never reached: the last attempt returns or raises.

    def _once(self, request: httpx2.Request, visit: Visit) -> httpx2.Response:
        seconds = min(CALL_SECONDS, visit.left())
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        over = time.monotonic() + seconds
        response = self._inner.handle_request(request)
        response.request = request
        cut = request.extensions.get(CUT)
        body = bytearray()
        try:
            for chunk in response.iter_bytes():
                body += chunk
                if cut is not None and len(body) >= cut:
                    break
                if len(body) > ANSWER_LIMIT:
                    raise AnswerTooLargeError
                if time.monotonic() > over:
                    message = "the answer trickles in"
                    raise httpx2.ReadTimeout(message, request=request)
        finally:
            response.close()
        return _made(request, response.status_code, response.headers, bytes(body[:cut]))


def _made(request: httpx2.Request, status: int, headers: httpx2.Headers, body: bytes) -> httpx2.Response:
    kept = {name: headers[name] for name in _KEPT_HEADERS if name in headers}
    return httpx2.Response(status, headers=kept, content=body, request=request)


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host.lower(), url.port


def _backoff(attempt: int) -> float:
    """Return a random while that doubles with each attempt."""
    return random.uniform(0.5, 1) * _PAUSE_SECONDS * 2.0**attempt  # noqa: S311 - spreads retries, guards nothing


def _retry_after(response: httpx2.Response) -> float | None:
    """Return the seconds that the other side asks to wait: it says a number, or a date."""
    told = response.headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except ValueError:
        return None
