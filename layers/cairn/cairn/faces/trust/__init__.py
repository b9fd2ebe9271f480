"""The trust face: the Trustworthy Model Registry API."""
