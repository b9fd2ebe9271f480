"""The MLTE face's words for users, groups and permissions, which are those of all faces."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, RootModel, StrictBool, StringConstraints

from cairn.access.naming import OUTSIDE
from cairn.access.users import Profile
from cairn.accounts import AccessEntry, Group, Role, User
from cairn.faces.http import Answer, Request
from cairn.permissions import Grant, Method, ResourceType
from cairn.records import Page

KNOWN_TYPES = frozenset(
    {ResourceType.MODEL, ResourceType.USER, ResourceType.GROUP, ResourceType.CATALOG, ResourceType.CUSTOM_LIST}
)
"""The types that MLTE has: its client reads a permission on no other, nor the user or group that it is told with."""

Text = Annotated[str, StringConstraints(min_length=1)]
_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
ME = "me"
"""Whom a caller calls themselves, in paths."""


class HealthStatus(Answer):
    """The word that the registry answers."""

    status: str


class PermissionModel(Answer):
    """A permission."""

    resource_type: ResourceType
    resource_id: str | None = None
    method: Method

    @classmethod
    def of(cls, grant: Grant) -> Self:
        """Translate from the registry."""
        return cls(resource_type=grant.resource_type, resource_id=grant.resource_id, method=grant.method)

    def grant(self) -> Grant:
        """Translate to the registry."""
        return Grant(self.resource_type, self.method, self.resource_id)


class GroupModel(Answer):
    """A group; what it permits on types that MLTE has not is told apart, where there is any."""

    name: Text
    permissions: list[PermissionModel] = Field(default=[], max_length=2_000)
    other_permissions: list[PermissionModel] | None = Field(default=None, max_length=2_000, exclude_if=lambda told: not told)

    @classmethod
    def of(cls, group: Group) -> Self:
        """Translate from the registry."""
        told = [PermissionModel.of(grant) for grant in group.grants]
        known = [one for one in told if one.resource_type in KNOWN_TYPES]
        return cls(name=group.name, permissions=known, other_permissions=[one for one in told if one not in known])

    def grants(self) -> list[Grant]:
        """Translate to the registry; either list takes permissions of any type."""
        return [one.grant() for one in (*self.permissions, *(self.other_permissions or ()))]

    def unsaid_types(self) -> frozenset[ResourceType]:
        """Return the types that a client which knows MLTE's alone said nothing about."""
        knows_more = self.other_permissions is not None or any(one.resource_type not in KNOWN_TYPES for one in self.permissions)
        return frozenset() if knows_more else frozenset(ResourceType) - KNOWN_TYPES


class BasicUserModel(Answer):
    """A user, as users see themselves."""

    username: str
    email: str | None = None
    full_name: str | None = None
    disabled: bool = False
    role: Role = Role.REGULAR
    groups: list[GroupModel] = Field(default=[])

    @classmethod
    def of(cls, user: User, groups: list[Group]) -> Self:
        """Translate from the registry."""
        return cls(
            username=user.name,
            email=user.email,
            full_name=user.full_name,
            disabled=user.is_disabled,
            role=user.role,
            groups=[GroupModel.of(group) for group in groups],
        )


class UserModel(BasicUserModel):
    """A user. MLTE's client reads none without a hash of the password, which is nobody's to see: it is always empty."""

    hashed_password: str = ""


class UserInput(BasicUserModel):
    """A user as a client describes them."""

    username: Text
    # A token carries the address, and has to fit a header.
    email: Annotated[str, StringConstraints(max_length=254, pattern=_ONE_LINE)] | None = None
    full_name: Annotated[str, StringConstraints(max_length=1024)] | None = None
    # Taken by the word alone: what a number or a text would mean is nothing to guess at.
    disabled: StrictBool = False
    password: str | None = None
    groups: list[GroupModel] = Field(default=[], max_length=2_000)

    def profile(self) -> Profile:
        """Translate to the registry: what the client did not say stays as it is."""
        said = self.model_fields_set
        return Profile(
            name=self.username,
            email=self.email or "" if "email" in said else None,
            full_name=self.full_name or "" if "full_name" in said else None,
            is_disabled=self.disabled if "disabled" in said else None,
            role=self.role if "role" in said else None,
            groups=tuple(group.name for group in self.groups) if "groups" in said else None,
            password=self.password,
        )


class NewUserInput(UserInput):
    """A user as a client describes them the first time."""

    password: str


class UserCreateRequest(Request):
    """A new user."""

    body: NewUserInput


class UserEditRequest(Request):
    """A change of a user."""

    body: UserInput


def slashed(text: str) -> str:
    """Return an identifier as it was before a client put it into a path."""
    return text.replace("---", "/")


def _user(text: str) -> str:
    """Return a user's name: only those that an outside issuer gives can have a slash, ours may have `---` in them."""
    return slashed(text) if text.startswith(OUTSIDE) else text


class UserPath(Request):
    """A user, named in the path, where `---` stands for a slash in what an outside issuer gives as a name."""

    username: Annotated[Text, AfterValidator(_user)]

    @property
    def is_me(self) -> bool:
        """Whether the caller means themselves."""
        return self.username == ME


class UserTokensPath(UserPath):
    """A user's tokens, or one of them."""

    # Ours are shorter; an outside issuer may give one of 512 characters.
    token_id: Annotated[str, StringConstraints(max_length=520)] = ""


class GroupRequest(Request):
    """A new group, or a change of one."""

    body: GroupModel


class GroupPath(Request):
    """A group, named in the path."""

    group_name: Text


class PermissionPath(Request):
    """A permission, named in the path."""

    permission_str: Text


class Names(Answer, RootModel[list[str]]):
    """Names."""


class Users(Answer, RootModel[list[UserModel]]):
    """Users."""


class Groups(Answer, RootModel[list[GroupModel]]):
    """Groups."""


class Permissions(Answer, RootModel[list[PermissionModel]]):
    """Permissions."""

    @classmethod
    def of(cls, grants: list[Grant]) -> Self:
        """Translate from the registry."""
        return cls([PermissionModel.of(grant) for grant in grants])


class Revoked(Answer):
    """The word that it is done."""

    detail: str


class TrailPath(Request):
    """Where in an audit trail to go on."""

    offset: str = ""


class UserTrailRequest(UserPath, TrailPath):
    """The audit trail of a user."""


class GroupTrailRequest(GroupPath, TrailPath):
    """The audit trail of a group."""


class TrailEntry(Answer):
    """Who did what to a user or a group."""

    date: str
    action: str
    name: str
    user: str
    user_is_admin: bool
    face: str
    request_id: str
    revision_before: int
    revision_after: int
    changes: dict[str, Any]

    @classmethod
    def of(cls, entry: AccessEntry) -> Self:
        """Translate from the registry."""
        return cls(
            date=entry.at,
            action=entry.action.value,
            name=entry.name,
            user=entry.user,
            user_is_admin=entry.user_is_admin,
            face=entry.face,
            request_id=entry.request_id,
            revision_before=entry.revision_before,
            revision_after=entry.revision_after,
            changes=dict(entry.changes),
        )


class Trail(Answer, RootModel[list[TrailEntry]]):
    """A page of an audit trail, newest first; the header `offset` says where it goes on."""

    _offset: str | None = None

    @classmethod
    def of(cls, page: Page[AccessEntry]) -> Self:
        """Translate from the registry."""
        trail = cls([TrailEntry.of(entry) for entry in page.items])
        trail._offset = page.offset
        return trail

    def reply_headers(self) -> dict[str, str]:
        """Return the offset of the next page, if there is one."""
        return {"offset": self._offset} if self._offset else {}
