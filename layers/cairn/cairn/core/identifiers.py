"""What clients may call what they make: anything that an address can name."""

LIMIT = 256
"""The most characters."""


def unusable(identifier: str, limit: int = LIMIT) -> str:
    """Return why an identifier is not usable, "" if it is."""
    if not identifier or len(identifier) > limit:
        return f"a name has 1 to {limit} characters"
    if not identifier.isprintable():
        return "a name has no control characters"
    # Clients resolve both before they send anything.
    if identifier in {".", ".."}:
        return "no address can have this name"
    return ""
