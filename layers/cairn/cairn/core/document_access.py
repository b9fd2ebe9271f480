"""Who may do what to a model that documents are about: as to the registered model of its name."""

from cairn import permissions
from cairn.documents import DocumentedModel
from cairn.errors import ModelMissingError, PermissionMissingError
from cairn.permissions import Caller, Method, Resource, may
from cairn.records import DEFAULT_PROJECT, Kind

_ALWAYS = "9999"
"""A `since` that no permission on a single resource is younger than."""


def resource(name: str, model: DocumentedModel | None) -> Resource:
    """Return the resource that a model is; without one, what a permission for its name would be about."""
    if model is None:
        return permissions.family(Kind.MODEL, DEFAULT_PROJECT, name, "", "")
    return permissions.family(Kind.MODEL, DEFAULT_PROJECT, model.name, model.owner, model.since)


def demand(caller: Caller, method: Method, name: str, model: DocumentedModel | None) -> DocumentedModel:
    """Return the model, if there is one and the caller may.

    Raises:
        PermissionMissingError: the caller may not, whether there is one or not.
        ModelMissingError: there is none.
    """
    if not may(caller, method, resource(name, model)):
        raise PermissionMissingError(action=f"do this to the model {name}")
    if model is None:
        raise ModelMissingError(name=name)
    return model


def is_owner_irrelevant(caller: Caller, name: str) -> bool:
    """Tell whether the caller may write below a model whoever owns it, and since whenever."""
    return may(caller, Method.POST, permissions.family(Kind.MODEL, DEFAULT_PROJECT, name, "", _ALWAYS))
