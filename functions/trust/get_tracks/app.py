"""GET /tracks - list the planned tracks (GetTracks)."""

from cairn.runtime.plain import plain

_TRACKS = ["Performance track", "Access control track", "High assurance track", "Other Security track"]


@plain()
def handler() -> dict[str, object]:
    """Return the tracks."""
    return {"plannedTracks": _TRACKS}
