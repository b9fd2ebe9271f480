"""Catalogs: code that tests qualities of models, for others to find and use. One is built in, one is everybody's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from cairn.accounts import Subject
from cairn.catalogs import Catalog, CatalogEntry
from cairn.core import filters, identifiers, journal
from cairn.core.answers import Answer
from cairn.core.custom_lists import CustomLists
from cairn.errors import (
    CatalogEntryInvalidError,
    CatalogEntryMissingError,
    CatalogEntryTakenError,
    CatalogMissingError,
    CatalogReadOnlyError,
    PermissionMissingError,
    RevisionConflictError,
)
from cairn.permissions import Caller, Method, Resource, ResourceType, may
from cairn.records import Page
from cairn.runtime.clock import now
from cairn.store import cursor, keys
from cairn.store.catalogs import CatalogStore

SAMPLE, LOCAL = Catalog("sample", is_read_only=True), Catalog("local", is_read_only=False)
CATALOGS = (SAMPLE, LOCAL)
"""The catalogs, in the order in which they are listed."""
TEXTS = ("quality_attribute", "code", "description", "inputs", "output")
"""What a filter can look into."""
TAGS_LIMIT = 100
_QUERY = 1_000
_QUERIES = 25
"""The most queries of one request: what is not done then, the next page does."""
_TRIES = 10
"""
