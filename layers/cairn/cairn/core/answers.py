"""How much fits an answer: Lambda takes 6 MB of JSON, in which the body is a text."""

from json.encoder import encode_basestring_ascii

ANSWER_BYTES = 5_500_000
"""The most that what is listed may take in an answer."""


def weight(whole: str) -> int:
    """Return the bytes that a JSON text takes inside of an answer, at worst."""
    return len(encode_basestring_ascii(whole))
