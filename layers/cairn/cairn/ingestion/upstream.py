"""What can go wrong on the way to the hub and the forge, in the registry's own words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

from cairn.errors import UpstreamBusyError, UpstreamFailedError
from cairn.ingestion.fetching import AnswerTooLargeError, ForeignHostError

_BUSY = {403, 429, 503, 504}
"""GitHub says 403 where its rate limit is used up."""


MOST = 10**18
"""The most of anything that is taken for a number: more is no count, and no size."""


class GapError(Exception):
    """A fact is not to be had, and that is the other side's answer; the text says why."""


@contextmanager
def asking(service: str) -> Iterator[None]:
    """Word what goes wrong while a service is asked.

    Raises:
        UpstreamBusyError: it limits us, or is too slow: the same call can succeed later.
        UpstreamFailedError: it cannot be reached, or answers what it should not.
    """
    try:
        yield
    except httpx2.TimeoutException as error:
        raise UpstreamBusyError(service=service, reason="it does not answer in time") from error
    except httpx2.HTTPStatusError as error:
        raise refused(service, error.response.status_code) from error
    except httpx2.TransportError as error:
        raise UpstreamFailedError(service=service, reason="the connection fails") from error
    except httpx2.RequestError as error:
        # Redirects in a circle, or bytes that are not encoded as their header says.
        raise UpstreamFailedError(service=service, reason="its answer cannot be read") from error
    except ForeignHostError as error:
        raise UpstreamFailedError(service=service, reason="it leads to another host") from error
    except AnswerTooLargeError as error:
        raise UpstreamFailedError(service=service, reason="its answer is too large") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UpstreamFailedError(service=service, reason="its answer is not what it should be") from error


def whole(value: Any) -> int | None:
    """Return a member that is a count or a size, None for anything else."""
    return value if type(value) is int and 0 <= value <= MOST else None


def refused(service: str, status: int) -> UpstreamBusyError | UpstreamFailedError:
    """Return the error of an answer with this status."""
    if status in _BUSY:
        return UpstreamBusyError(service=service, reason=f"it answers {status}")
    return UpstreamFailedError(service=service, reason=f"it answers {status}")
