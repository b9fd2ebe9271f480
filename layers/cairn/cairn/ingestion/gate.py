"""The gate: a model that too few have looked at is not taken in."""

from cairn.errors import ReviewednessTooLowError


def check(reviewedness: float, threshold: float) -> None:
    """Let a model pass, or refuse it.

    Raises:
        ReviewednessTooLowError: its reviewedness is below the deployment's threshold.
    """
    if reviewedness < threshold:
        # Rounded down, so that the sentence never says 0.50 < 0.50.
        raise ReviewednessTooLowError(reviewedness=f"{int(reviewedness * 100) / 100:.2f}", threshold=f"{threshold:.2f}")
