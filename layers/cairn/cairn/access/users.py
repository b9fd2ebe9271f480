"""Users: who may see, make, change and delete them. Nobody can make more of themselves than an administrator made them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from cairn.access import builtin_groups, journal
from cairn.access.decision import PERSONAL
from cairn.access.limits import GROUPS_LIMIT, excess
from cairn.access.naming import OUTSIDE, checked_name, spelled
from cairn.access.personal_tokens import revocation
from cairn.accounts import AccessEntry, Membership, Role, Subject, User
from cairn.errors import (
    DirectoryConflictError,
    GroupMissingError,
    PermissionMissingError,
    RequestInvalidError,
    UserMissingError,
    UserNameInvalidError,
)
from cairn.permissions import Caller, Method, Resource, ResourceType, may
from cairn.records import Page
from cairn.runtime.clock import new_id, now, unix_now
from cairn.store.directory import DirectoryStore
from cairn.store.table import Write

REVOKED_LIMIT = 100
"""The most single tokens that are remembered as void; one more voids all of the user's."""
LONGEST_TOKEN_SECONDS = 86_400
_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a client says about a user; what is None stays as it is, an empty text takes away."""

    name: str
    email: str | None = None
    full_name: str | None = None
    is_disabled: bool | None = None
    role: Role | None = None
    groups: tuple[str, ...] | None = None
    password: str | None = None


class Users:
    """The users of a directory."""

    def __init__(self, directory: DirectoryStore) -> None:
        """Keep them in `directory`."""
        self._directory = directory

    def create(self, caller: Caller, profile: Profile, password: str) -> User:
        """Make a user, who is in the groups of every new user and in those that an administrator says.

        Raises:
            PermissionMissingError: the caller may not make users, or not such, or not by a personal token.
            UserTakenError, UserNameInvalidError, PasswordInvalidError, GroupMissingError
        """
        _demand(caller, Method.POST, None)
        _demand_signed_in(caller, "set the password of a new user")
        name = checked_name(spelled(profile.name), may_be_outside=caller.is_admin)
        if not builtin_groups.is_told_apart(name):
            raise UserNameInvalidError(reason="`___` stands for a hyphen in the names of groups: this one's would be another's")
        role = profile.role or Role.REGULAR
        wanted = (profile.groups or ()) if caller.is_admin else ()
        if role is Role.ADMIN and not caller.is_admin:
            raise PermissionMissingError(action="make an administrator")
        own = (builtin_groups.of_one("read", ResourceType.USER, name), builtin_groups.of_one("edit", ResourceType.USER, name))
        user = _made(caller, replace(profile, name=name, role=role))
        user = replace(user, memberships=self._memberships(user, (*builtin_groups.NEW_USER, *own, *wanted)))
        entry = journal.change(caller, Subject.USER, None, user, is_password_set=True)
        self._directory.add_user(user, _hashed(password), entry)
        return user

    def seed(self, caller: Caller, name: str, password: str, user: User | None, marker: Write) -> User:
        """Make the first administrator, or give them this password; `marker` is written along."""
        encoded = _hashed(password)
        if user is None:
            user = _made(caller, Profile(name=name, role=Role.ADMIN))
            entry = journal.change(caller, Subject.USER, None, user, is_password_set=True)
            self._directory.add_user(user, encoded, entry, [marker])
            return user
        new = _touched(caller, _voided(replace(user, role=Role.ADMIN, is_disabled=False)))
        entry = journal.change(caller, Subject.USER, user, new, is_password_set=True)
        self._directory.replace_user(user, new, encoded, entry, [marker])
        return new

    def update(self, caller: Caller, profile: Profile) -> User:
        """Change a user. Role, groups and being disabled are an administrator's to set; others' wishes for them are ignored.

        A new password, role or state voids the user's tokens, all but personal ones, which are revoked singly.

        Raises:
            PermissionMissingError: the caller may not, whether there is such a user or not; or not by a personal token.
            UserMissingError: there is none of this name.
            DirectoryConflictError: somebody else changed the user at the same time.
        """
        old = self._at_hand(caller, Method.PUT, profile.name)
        if not caller.is_admin:
            profile = replace(profile, role=None, groups=None, is_disabled=None)
        if profile.password is not None:
            _demand_signed_in(caller, "set a password")
        if profile.role is Role.ADMIN and old.role is not Role.ADMIN:
            _demand_signed_in(caller, "make an administrator")
        memberships = old.memberships if profile.groups is None else self._memberships(old, profile.groups)
        new = replace(
            old,
            email=old.email if profile.email is None else profile.email or None,
            full_name=old.full_name if profile.full_name is None else profile.full_name or None,
            role=profile.role or old.role,
            is_disabled=old.is_disabled if profile.is_disabled is None else profile.is_disabled,
            memberships=memberships,
        )
        encoded = _hashed(profile.password) if profile.password is not None else None
        if encoded is not None or (new.role, new.is_disabled) != (old.role, old.is_disabled):
            new = _voided(new)
        new = _touched(caller, new)
        entry = journal.change(caller, Subject.USER, old, new, is_password_set=encoded is not None)
        self._directory.replace_user(old, new, encoded, entry)
        return new

    def delete(self, caller: Caller, name: str) -> User:
        """Delete a user and their personal tokens; raises as `update`."""
        user = self._at_hand(caller, Method.DELETE, name)
        self._directory.remove_tokens(self._directory.tokens(user.id), lambda some: revocation(caller, user.name, some))
        self._directory.remove_user(user, journal.change(caller, Subject.USER, user, None))
        return user

    def revoke(self, caller: Caller, name: str, token_id: str | None = None) -> User:
        """Void one token of a user, or (None) every token that was issued until now; personal tokens stay.

        Raises as `update`.
        """
        return self._void(caller, self._at_hand(caller, Method.PUT, name).name, token_id)

    def sign_out(self, caller: Caller) -> None:
        """Void the token that the caller shows; where nobody needs one, there is nothing to do.

        Raises:
            PermissionMissingError: it is a personal token, which is revoked by its id, or an outside issuer's.
        """
        if caller.credential.startswith((PERSONAL, OUTSIDE)):
            raise PermissionMissingError(action="void this token here: it is not one of a sign-in with a password")
        if caller.credential:
            self._void(caller, caller.name, caller.credential)

    def retrieve(self, caller: Caller, name: str) -> User:
        """Read a user; raises as `update`."""
        return self._at_hand(caller, Method.GET, name)

    def myself(self, caller: Caller) -> User:
        """Return the caller as a user; one who came in otherwise than by this directory has no more than a name and a role."""
        user = self._directory.user(caller.name)
        if user is not None and user.id == caller.id:
            return user
        return User(id=caller.id, name=caller.name, role=Role.ADMIN if caller.is_admin else Role.REGULAR)

    def names(self, caller: Caller) -> list[str]:
        """Return the names of all users.

        Raises:
            PermissionMissingError: the caller may not see them all.
        """
        _demand(caller, Method.GET, None)
        return self._directory.user_names()

    def all(self, caller: Caller) -> list[User]:
        """Return all users; raises as `names`."""
        return self._directory.users(self.names(caller))

    def trail(self, caller: Caller, name: str, offset: str | None) -> Page[AccessEntry]:
        """Return a page of who changed a user, newest first; raises as `update`.

        Who may see all users finds what was before a user was deleted too: to others that was somebody else.
        """
        name, is_seen_whole = spelled(name), may(caller, Method.GET, Resource(ResourceType.USER))
        since = "" if is_seen_whole else self._at_hand(caller, Method.GET, name).created_at
        page = journal.trail(self._directory, Subject.USER, name, offset)
        return Page([entry for entry in page.items if entry.at >= since], page.offset)

    def _at_hand(self, caller: Caller, method: Method, name: str) -> User:
        """Read a user that the caller wants to do something to: who may not is not told whether there is one."""
        name = spelled(name)
        _demand(caller, method, name)
        user = self._directory.user(name)
        if user is None:
            raise UserMissingError(name=name)
        _demand(caller, method, name, since=user.created_at)
        if user.role is Role.ADMIN and method is not Method.GET and not caller.is_admin:
            raise PermissionMissingError(action="change an administrator")
        return user

    def _void(self, caller: Caller, name: str, token_id: str | None) -> User:
        for _ in range(_TRIES):
            old = self._directory.user(name)
            if old is None:
                raise UserMissingError(name=name)
            new = _touched(caller, _voided(old) if token_id is None else _without(old, token_id, unix_now()))
            with suppress(DirectoryConflictError):
                self._directory.replace_user(old, new, None, journal.change(caller, Subject.USER, old, new))
                return new
        raise DirectoryConflictError

    def _memberships(self, user: User, wanted: Sequence[str]) -> tuple[Membership, ...]:
        """Return memberships: those that the user has keep their age, new ones begin now, and their groups must exist."""
        at, has = now(), {one.group: one for one in user.memberships}
        names = dict.fromkeys(builtin_groups.spelled_group(name) for name in wanted)
        made = [name for name in names if builtin_groups.built_in(name) is None]
        known = {group.name: group for group in self._directory.groups(made)}
        has = {name: one for name, one in has.items() if builtin_groups.meant(one, known)}
        if missing := set(made) - known.keys():
            raise GroupMissingError(name=min(missing))
        if beyond := excess(names, [one.group for one in user.memberships], builtin_groups.gives_project, GROUPS_LIMIT):
            raise RequestInvalidError(reason=f"groups: {beyond}")
        return tuple(has.get(name) or Membership(name, at) for name in names)


def _demand(caller: Caller, method: Method, name: str | None, since: str = "") -> None:
    """Refuse who may not; what names a user and is older than the user was meant for another one of the name."""
    if not may(caller, method, Resource(ResourceType.USER, name, since=since)):
        raise PermissionMissingError(action="do this to users")


def _demand_signed_in(caller: Caller, action: str) -> None:
    """Refuse what would still let somebody in who has found a personal token, when that is revoked."""
    if caller.credential.startswith(PERSONAL):
        raise PermissionMissingError(action=f"{action} by a personal access token: sign in with your password")


def _made(caller: Caller, profile: Profile) -> User:
    at = now()
    return User(
        id=new_id(),
        name=profile.name,
        role=profile.role or Role.REGULAR,
        email=profile.email or None,
        full_name=profile.full_name or None,
        is_disabled=bool(profile.is_disabled),
        created_at=at,
        created_by=caller.name,
        updated_at=at,
        updated_by=caller.name,
    )


def _hashed(password: str) -> str:
    """Hash a password; loaded only where one is set, since Argon2 costs every function that knows users its load time."""
    from cairn.access import passwords  # noqa: PLC0415

    return passwords.hashed(password)


def _voided(user: User) -> User:
    return replace(user, token_version=user.token_version + 1, revoked=())


def _without(user: User, token_id: str, now_seconds: int) -> User:
    """Return a user one of whose tokens is void: it is remembered until it would have ended anyway."""
    living = tuple((one, ends) for one, ends in user.revoked if ends > now_seconds)
    if len(living) >= REVOKED_LIMIT:
        return _voided(user)
    return replace(user, revoked=(*living, (token_id, now_seconds + LONGEST_TOKEN_SECONDS)))


def _touched(caller: Caller, user: User) -> User:
    return replace(user, revision=user.revision + 1, updated_at=now(), updated_by=caller.name)
