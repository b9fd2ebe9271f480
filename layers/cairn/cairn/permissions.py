"""Who may do what to what: the one place that decides, from a caller, a method and a resource.

The words are MLTE's (methods on resource types, down to one resource), extended by the kinds that it does not know. A
permission on a named resource dies with it: see `Resource.since`.
"""

from dataclasses import dataclass
from enum import StrEnum

from cairn.projects import Project
from cairn.records import DEFAULT_PROJECT, Ancestor, AuditEntry, Child, FamilyEntry, Kind, Listed, Version


class Method(StrEnum):
    """What is done to a resource."""

    GET = "get"
    POST = "post"
    PUT = "put"
    DELETE = "delete"
    ANY = "any"


class ResourceType(StrEnum):
    """What permissions are about; a project is TrueFoundry's ML repo."""

    MODEL = "model"
    USER = "user"
    GROUP = "group"
    CATALOG = "catalog"
    CUSTOM_LIST = "custom_list"
    DATASET = "dataset"
    CODE = "code"
    ARTIFACT = "artifact"
    PROMPT = "prompt"
    AGENT_SKILL = "agent-skill"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource, or (id None) the collection of its type."""

    type: ResourceType
    id: str | None = None
    owner: str = ""
    """The id of the user who may do everything to it, "" for nobody."""
    project: str = ""
    """The project that it lies in, "" where it lies in none: who may do something to the project may do it to this."""
    since: str = ""
    """When the last resource of this name ended: a permission that names it and is older was meant for that one."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission: a method on all resources of a type, or on one."""

    resource_type: ResourceType
    method: Method
    resource_id: str | None = None
    granted_at: str = ""
    """RFC 3339, UTC, milliseconds."""

    def covers(self, method: Method, resource: Resource) -> bool:
        """Tell whether it allows the method on the resource."""
        if self.resource_type is ResourceType.PROJECT and resource.project:
            resource = Resource(ResourceType.PROJECT, resource.project)
        if self.resource_type != resource.type:
            return False
        if self.resource_id is not None:
            is_meant = self.resource_id == resource.id and self.granted_at >= resource.since
            return is_meant and self.method in {method, Method.ANY}
        # To create in a collection is not to write to all that is in it: that takes changing everything of the type.
        wanted = Method.PUT if method is Method.POST and resource.id is not None else method
        return self.method in {wanted, Method.ANY}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, through which face, in which request, and what they were granted."""

    name: str
    is_admin: bool
    face: str
    request_id: str = ""
    id: str = ""
    """The user's own id, which no later user of the same name has."""
    grants: tuple[Grant, ...] = ()
    email: str = ""
    """The user's address, "" where none is known."""
    credential: str = ""
    """The id of the token that the caller showed, "" where none was needed."""


def may(caller: Caller, method: Method, resource: Resource) -> bool:
    """Tell whether the caller may: administrators everything, owners everything with their own, others what is granted."""
    if caller.is_admin or (resource.owner and resource.owner == caller.id):
        return True
    return any(grant.covers(method, resource) for grant in caller.grants)


def family(kind: Kind, project: str, name: str, owner: str, since: str) -> Resource:
    """Return the resource that all versions of a name in a project are.

    Permissions reach it by its name in the default project; elsewhere only by the project: what stands for the name
    there has a control character, which no permission may have.
    """
    named = name if project == DEFAULT_PROJECT else f"{project}\x1f{name}"
    return Resource(ResourceType(kind.value), named, owner, project, since)


def collection(kind: Kind, project: str, owner: str = "") -> Resource:
    """Return what one creates in: all of a kind in the default project, elsewhere the project, if need be with who made it.

    They have permissions in it as well, but it takes a while until every process knows of these.
    """
    if project == DEFAULT_PROJECT:
        return Resource(ResourceType(kind.value))
    return Resource(ResourceType.PROJECT, project, owner)


def project(found: Project) -> Resource:
    """Return the resource that a project is; whoever may do something to it may do it to all that lies in it.

    To change the project itself takes `Method.ANY`: who may change what lies in it may not say who else may.
    """
    return Resource(ResourceType.PROJECT, found.id, found.owner)


def within(project_id: str, owner: str = "") -> Resource:
    """Return what lies in a project and has no permissions of its own: a run, a data directory; and who began it."""
    return Resource(ResourceType.PROJECT, project_id, owner)


def beginning(found: Project) -> Resource:
    """Return what one creates in, to begin something that has no permissions of its own in a project.

    That is what artifacts are created in.
    """
    return collection(Kind.ARTIFACT, found.id, found.owner)


def of(found: Version | Listed | Ancestor | Child | AuditEntry | FamilyEntry) -> Resource:
    """Return the resource that a version, or what is told of it, belongs to."""
    return family(found.kind, found.project, found.name, found.owner, found.since)
