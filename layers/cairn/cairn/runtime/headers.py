"""The headers of every answer. Plain values: the routes without SDK and models have them too."""

JSON_ANSWER = {
    "content-type": "application/json",
    # Answers are for the one who asked, and for now.
    "cache-control": "no-store",
    # An answer is data: a browser that is shown one must neither guess another type, run anything in it nor frame it.
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
}
