"""The registry itself: artifacts and versions, search, lineage, audit. It knows no HTTP, no face and no AWS."""
