"""One JSON document from a host outside of AWS: what an issuer of tokens publishes.

The address is the operator's, or one that the operator's issuer names. The host is resolved once, all its addresses
must be public, and the connection goes to the address that was looked at, under the certificate of the name: a name
that is resolved differently a moment later changes nothing. What this cannot see is where a public host passes a
request on to. Nobody's redirect is followed, for it would lead elsewhere.
"""

import json
import socket
import time
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from ssl import SSLContext

LIMIT = 256 * 1024
"""Bytes of a document that are taken; the keys of a large issuer are some 20 KB."""
CONNECT_SECONDS, READ_SECONDS, SECONDS = 1, 2, 4
"""To connect, to wait for the next bytes, and to read the whole: two documents fit into a function's time-out (15 s)."""
_CHUNK = 16 * 1024
_OK = 200


class DocumentMissingError(Exception):
    """A document could not be had; the message says why, for the log."""


def checked(url: str, *, loopback: bool) -> SplitResult:
    """Return the parts of an address that may be asked: https, or with `loopback` http of this machine itself.

    Raises:
        DocumentMissingError: it is no such address, or has a user, a fragment, or anything but printable ASCII in it.
    """
    try:
        parts = urlsplit(url)
        is_secure = parts.scheme == "https" or (loopback and is_loopback(url))
        is_plain = url.isascii() and url.isprintable() and not set(url) & set(' "<>\\^`{|}#@')
        if is_secure and is_plain and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    message = "the address must be https, without user and fragment (http only for this machine itself)"
    raise DocumentMissingError(message)


def is_loopback(url: str) -> bool:
    """Whether an address is http of this machine itself, as the local cloud and the tests have it."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        return False
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def fetch(url: str, *, loopback: bool) -> dict[str, Any]:
    """Return the JSON object at an address, read anew.

    Raises:
        DocumentMissingError: the address may not be asked, does not answer in time, or does not answer with one.
    """
    parts = checked(url, loopback=loopback)
    body = _get(parts, _address(parts))
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        message = f"{parts.hostname} does not answer with a JSON object"
        raise DocumentMissingError(message)
    return document


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _address(parts: SplitResult) -> str:
    """Resolve the host; every one of its addresses has to be of the permitted sort."""
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        message = f"{parts.hostname} is not known"
        raise DocumentMissingError(message) from None
    addresses = [ip_address(one[4][0]) for one in found]
    is_permitted = _is_public if parts.scheme == "https" else _is_of_this_machine
    if not addresses or not all(is_permitted(address) for address in addresses):
        message = f"{parts.hostname} has an address that may not be asked"
        raise DocumentMissingError(message)
    # Functions outside of a VPC reach no IPv6 host.
    return str(min(addresses, key=lambda address: address.version))


def _is_of_this_machine(address: IPv4Address | IPv6Address) -> bool:
    return address.is_loopback


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and _wraps_another(address):
        return False
    return address.is_global and not address.is_multicast


def _wraps_another(address: IPv6Address) -> bool:
    """Whether an IPv4 address, which may be a private one, is inside: mapped, 6to4, Teredo, NAT64."""
    is_translated = address.packed.startswith(b"\x00\x64\xff\x9b")
    return is_translated or any((address.ipv4_mapped, address.sixtofour, address.teredo))


def _get(parts: SplitResult, address: str) -> bytes:
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
    from urllib3.exceptions import HTTPError

    timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if parts.scheme == "https":
        name = str(parts.hostname)
        pool: HTTPConnectionPool = HTTPSConnectionPool(
            address, parts.port, timeout=timeout, ssl_context=_context(), server_hostname=name
        )
    else:
        pool = HTTPConnectionPool(address, parts.port, timeout=timeout)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"host": parts.netloc, "accept": "application/json", "accept-encoding": "identity", "user-agent": "cairn"}
    until = time.monotonic() + SECONDS
    try:
        answer = pool.urlopen("GET", target, headers=headers, retries=False, redirect=False, preload_content=False)
        if answer.status != _OK:
            message = f"{parts.hostname} answers {answer.status}"
            raise DocumentMissingError(message)
        body = bytearray()
        while chunk := answer.read1(_CHUNK, decode_content=False):
            body += chunk
            if len(body) > LIMIT or time.monotonic() > until:
                message = f"{parts.hostname} answers too much or too slowly"
                raise DocumentMissingError(message)
        return bytes(body)
    except (HTTPError, OSError) as error:
        message = f"{parts.hostname} does not answer: {type(error).__name__}"
        raise DocumentMissingError(message) from None
    finally:
        pool.close()


def _context() -> "SSLContext":
    """Trust the public roots: those that AWS_CA_BUNDLE names are Amazon's alone."""
    import ssl

    import botocore

    return ssl.create_default_context(cafile=str(Path(botocore.__file__).with_name("cacert.pem")))
