"""Sources: which text is a usable URL, which two URLs are the same source, and what an artifact from it is called."""

import re
from urllib.parse import SplitResult, unquote, urlsplit

from cairn.errors import NameInvalidError, SourceInvalidError, SourceTooLongError
from cairn.records import Kind

SOURCE_LIMIT = 2048
"""The most characters of a URL."""

NAME_LIMIT = 1024
"""The most characters of a name."""

HUB = "huggingface.co"
_HUB_HOSTS = {HUB, "www.huggingface.co", "hf.co"}
_HUB_COLLECTIONS = {"datasets", "spaces"}
_HUB_VIEWS = {"tree", "blob", "resolve", "raw", "commit", "commits", "discussions", "viewer", "edit", "settings"}
# Pages of the hub itself; no repository's owner has these names.
_HUB_PAGES = {"api", "blog", "chat", "collections", "docs", "join", "learn", "login", "models", "new", "organizations",
              "papers", "posts", "pricing", "settings", "tasks"}  # fmt: skip
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def checked(url: str) -> SplitResult:
    """Return the parts of an http(s) URL.

    Raises:
        SourceTooLongError: it has more than 2048 characters.
        SourceInvalidError: it is none, or carries credentials.
    """
    if len(url) > SOURCE_LIMIT:
        raise SourceTooLongError(length=len(url), limit=SOURCE_LIMIT)
    # Of all blanks only the plain one counts as printable.
    if not url.isprintable() or " " in url or "\\" in url:
        raise SourceInvalidError(reason="it has blanks, control characters or backslashes; percent-encode them")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise SourceInvalidError(reason="its host or port is malformed") from None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise SourceInvalidError(reason="send a whole http:// or https:// URL")
    if parts.username is not None or parts.password is not None:
        raise SourceInvalidError(reason="it carries credentials; register the address without them")
    return parts


def address(source: str, kind: Kind) -> str:
    """Return the URL of a source: a model may be named by its hub id alone (`owner/name`, `name`)."""
    is_id = kind is Kind.MODEL and len(source) <= SOURCE_LIMIT and _HUB_ID.fullmatch(source)
    return f"https://{HUB}/{source}" if is_id else source


def canonical(url: str) -> str:
    """Return the form in which two URLs of one source are equal: docs/store.md lists the rules.

    Host and scheme in lower case, no default port, no fragment, no trailing slash; a page of a hub repository is the
    repository.
    """
    parts = checked(url)
    host = (parts.hostname or "").lower()
    if repository := _hub_repository(parts):
        return "/".join([f"https://{HUB}", *repository])
    bracketed = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port not in {None, _DEFAULT_PORTS[parts.scheme]} else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{bracketed}{port}{parts.path.rstrip('/')}{query}"


def name_of(url: str, kind: Kind) -> str:
    """Return what an artifact is called when its client gives no name: the URL's last path segment, else its kind."""
    parts = checked(url)
    segments = _hub_repository(parts) or [segment for segment in parts.path.split("/") if segment]
    last = unquote(segments[-1], errors="replace") if segments else ""
    name = _CONTROL.sub("", last).strip()[:NAME_LIMIT].rstrip()
    return kind.value if name in {"", "*"} else name


def checked_name(name: str) -> str:
    """Return a name, trimmed.

    Raises:
        NameInvalidError: it is empty, too long, `*`, or has control characters.
    """
    trimmed = name.strip()
    if not trimmed or trimmed == "*":
        raise NameInvalidError(reason="it is empty or `*`, which stands for all names")
    if len(trimmed) > NAME_LIMIT:
        raise NameInvalidError(reason=f"it has {len(trimmed)} characters, {NAME_LIMIT} is the most that is taken")
    if _CONTROL.search(trimmed):
        raise NameInvalidError(reason="it has control characters")
    return trimmed


def _hub_repository(parts: SplitResult) -> list[str]:
    """Return the segments that name a hub repository (`datasets/owner/name`, `owner/name`, `name`), or nothing."""
    if (parts.hostname or "").lower() not in _HUB_HOSTS or parts.port not in {None, _DEFAULT_PORTS[parts.scheme]}:
        return []
    segments = [segment for segment in parts.path.split("/") if segment]
    if segments[:1] and segments[0] in _HUB_PAGES:
        return []
    collection = segments[:1] if segments[:1] and segments[0] in _HUB_COLLECTIONS else []
    repository = segments[len(collection) :]
    for position, segment in enumerate(repository[:3]):
        if position and segment in _HUB_VIEWS:
            repository = repository[:position]
            break
    return collection + repository[:2] if repository else []
