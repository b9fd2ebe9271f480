"""The MLTE face's words for custom lists, and what it says to clients that begin by sending the built-in ones."""

from typing import Self

from pydantic import Field, RootModel

from cairn.access.decision import Permission
from cairn.catalogs import ListEntry
from cairn.core import custom_lists
from cairn.errors import CairnError, CredentialsInvalidError, ListEntryTakenError
from cairn.faces.http import Answer, Request
from cairn.faces.mlte.http import MlteFace
from cairn.faces.mlte.models import Text
from cairn.permissions import Caller
from cairn.runtime.edge import Call

_SHORT = 4_096
"""The most bytes of a body that is looked at though nobody signed in: the longest built-in entry has a tenth of it."""


class CustomListEntryModel(Answer):
    """An entry of a custom list."""

    name: Text
    description: str
    parent: str | None = None

    @classmethod
    def of(cls, entry: ListEntry) -> Self:
        """Translate from the registry."""
        return cls(name=entry.name, description=entry.description, parent=entry.parent)

    def entry(self) -> ListEntry:
        """Translate to the registry."""
        return ListEntry(self.name, self.description, self.parent)


class CustomListPath(Request):
    """A custom list, named in the path."""

    custom_list_id: Text


class CustomListEntryPath(CustomListPath):
    """An entry of a custom list, named in the path."""

    custom_list_entry_id: Text


class CustomListEntryRequest(CustomListPath):
    """A new entry of a custom list, or a change of one."""

    body: CustomListEntryModel


class CustomListEntries(Answer, RootModel[list[CustomListEntryModel]]):
    """The entries of a custom list."""


class CustomListParent(Answer, RootModel[str | None]):
    """The name of the list that a list is under, null if it is under none."""

    root: str | None = Field(default=None)


class InitialListsFace(MlteFace):
    """Answers MLTE's client before it signs in: without a token, it begins by sending the built-in entries, which are there.

    From 2.4 on it does so in `set_store`, and gives up unless it is told that it has them (docs/mlte.md). To be told that
    about a name which everybody knows says nothing, and nothing is read or written; the door stays closed for the rest.
    """

    def decide(self, needs: Permission, call: Call) -> Caller:
        """Return the caller, if they may; raise ListEntryTakenError for a built-in entry without any token."""
        try:
            return super().decide(needs, call)
        except CredentialsInvalidError:
            if "authorization" not in call.headers and (known := self._built_in(call)):
                raise known from None
            raise

    def _built_in(self, call: Call) -> CairnError | None:
        if len(call.body) > _SHORT:
            return None
        try:
            said = self.read(CustomListEntryRequest, call)
        except CairnError:
            return None
        if said.body.name not in {one.name for one in custom_lists.built_in(said.custom_list_id).values()}:
            return None
        return ListEntryTakenError(name=said.body.name, custom_list=said.custom_list_id)


initial_lists_endpoint = InitialListsFace().endpoint
