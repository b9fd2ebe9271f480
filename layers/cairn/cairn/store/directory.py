"""The user directory in the table: each change is one transaction with its audit entry, and moves the epoch."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from cairn.accounts import AccessEntry, Group, PersonalToken, Throttle, User
from cairn.errors import DirectoryConflictError, GroupTakenError, UserTakenError
from cairn.store import accounts, keys
from cairn.store.items import Item, to_item
from cairn.store.keys import EPOCH, SEED, Key
from cairn.store.table import BATCH, ConditionsFailedError, Table, Write, delete, put, update

_IS_NEW = "attribute_not_exists(pk)"
_IS_AS_SEEN = "revision = :seen"


class DirectoryStore:
    """Users, groups, personal tokens, and what is remembered of failed sign-ins."""

    def __init__(self, table: Table) -> None:
        """Keep them in `table`."""
        self._table = table

    # --- reading --------------------------------------------------------------------------------------------------

    def epoch(self) -> int:
        """Return how often the directory was changed: one read."""
        return _epoch(self._one(EPOCH))

    def epoch_and(self, key: Key) -> tuple[int, Item | None]:
        """Return the epoch and an item: one batch read. Nothing says which of the two was read first."""
        found = self._table.get_many([EPOCH, key])
        return _epoch(found.get(EPOCH)), found.get(key)

    def item(self, key: Key) -> Item | None:
        """Read an item: one read."""
        return self._one(key)

    def user(self, name: str) -> User | None:
        """Read a user: one read."""
        item = self._one(keys.user(name))
        return accounts.to_user(item) if item else None

    def users(self, names: Iterable[str]) -> list[User]:
        """Read users, 100 a call; those that do not exist are left out."""
        wanted = [keys.user(name) for name in names]
        found = self._table.get_many(wanted)
        return [accounts.to_user(found[key]) for key in wanted if key in found]

    def groups(self, names: Iterable[str]) -> list[Group]:
        """Read groups, 100 a call; those that do not exist are left out."""
        wanted = [keys.group(name) for name in names]
        found = self._table.get_many(wanted) if wanted else {}
        return [accounts.to_group(found[key]) for key in wanted if key in found]

    def user_names(self) -> list[str]:
        """Return the names of all users, in the order of their creation."""
        return self._names("D#users")

    def group_names(self) -> list[str]:
        """Return the names of all groups that were made."""
        return self._names("D#groups")

    def trail(self, subject: str, name: str, after: str, limit: int) -> tuple[list[AccessEntry], str | None]:
        """Read a page of who changed a user or a group, newest first, and where to go on."""
        partition = keys.access_audit_partition(subject, name)
        found, last = self._table.query(partition, after=after or None, limit=limit, newest_first=True)
        return [accounts.to_entry(item) for item in found], last

    def tokens(self, user_id: str) -> list[PersonalToken]:
        """Return a user's personal tokens, newest first."""
        found: list[Item] = []
        after: str | None = None
        while True:
            page, after = self._table.query(keys.tokens_partition(user_id), after=after, limit=1_000, newest_first=True)
            found += page
            if after is None:
                return [accounts.to_token(item) for item in found]

    def sign_in(self, name: str, source: str) -> tuple[User | None, str | None, Throttle, Throttle]:
        """Read what a sign-in needs, in one batch: the user, their password's hash, the account's and the source's failures."""
        wanted = [keys.user(name), keys.password(name), keys.throttle("account", name), keys.throttle("source", source)]
        found = self._table.get_many(wanted)
        user, secret, account, origin = (found.get(key) for key in wanted)
        return (
            accounts.to_user(user) if user else None,
            secret["encoded"]["S"] if secret else None,
            accounts.to_throttle(account),
            accounts.to_throttle(origin),
        )

    def seeded(self) -> str:
        """Return which version of the first administrator's secret was made use of, "" for none."""
        item = self._one(SEED)
        return str(item["version"]["S"]) if item else ""

    # --- writing --------------------------------------------------------------------------------------------------

    def add_user(self, user: User, password_hash: str, entry: AccessEntry, more: Sequence[Write] = ()) -> None:
        """Write a new user.

        Raises:
            UserTakenError: the name is taken.
        """
        record = put(keys.user(user.name), accounts.user_item(user), _IS_NEW)
        listed = keys.users_entry(user.id)
        writes = [record, _secret(user.name, password_hash), put(listed, to_item(listed, {"name": user.name})), *more]
        try:
            self._change(entry, writes)
        except ConditionsFailedError as refused:
            if record.key in refused.found:
                raise UserTakenError(name=user.name) from refused
            raise DirectoryConflictError from refused

    def replace_user(
        self, old: User, new: User, password_hash: str | None, entry: AccessEntry, more: Sequence[Write] = ()
    ) -> None:
        """Write a changed user over the revision that it was made from.

        Raises:
            DirectoryConflictError: somebody else changed or deleted it first.
        """
        writes = [put(keys.user(new.name), accounts.user_item(new), _IS_AS_SEEN, seen=old.revision), *more]
        if password_hash is not None:
            writes.append(_secret(new.name, password_hash))
        self._changed(entry, writes)

    def remove_user(self, user: User, entry: AccessEntry) -> None:
        """Delete a user, whose tokens die with the user's id; raises as `replace_user`."""
        record = delete(keys.user(user.name), _IS_AS_SEEN, seen=user.revision)
        self._changed(entry, [record, delete(keys.password(user.name)), delete(keys.users_entry(user.id))])

    def rehash(self, name: str, old_hash: str, new_hash: str) -> None:
        """Replace a password's hash by a better one of the same password, unless the password was changed meanwhile."""
        key = keys.password(name)
        with suppress(ConditionsFailedError):
            self._table.write([put(key, to_item(key, {"encoded": new_hash}), "encoded = :old", old=old_hash)])

    def add_group(self, group: Group, entry: AccessEntry) -> None:
        """Write a new group.

        Raises:
            GroupTakenError: the name is taken.
        """
        record = put(keys.group(group.name), accounts.group_item(group), _IS_NEW)
        listed = keys.groups_entry(group.name)
        try:
            self._change(entry, [record, put(listed, to_item(listed, {"name": group.name}))])
        except ConditionsFailedError as refused:
            raise GroupTakenError(name=group.name) from refused

    def replace_group(self, old: Group, new: Group, entry: AccessEntry) -> None:
        """Write a changed group over the revision that it was made from; raises as `replace_user`."""
        self._changed(entry, [put(keys.group(new.name), accounts.group_item(new), _IS_AS_SEEN, seen=old.revision)])

    def remove_group(self, group: Group, entry: AccessEntry) -> None:
        """Delete a group; raises as `replace_user`."""
        record = delete(keys.group(group.name), _IS_AS_SEEN, seen=group.revision)
        self._changed(entry, [record, delete(keys.groups_entry(group.name))])

    def add_token(self, token: PersonalToken, entry: AccessEntry) -> None:
        """Write a new personal token."""
        places = [keys.personal_token(token.digest), keys.tokens_entry(token.user_id, token.id)]
        self._change(entry, [put(key, accounts.token_item(key, token), _IS_NEW) for key in places])

    def remove_tokens(self, tokens: Sequence[PersonalToken], entry: Callable[[Sequence[PersonalToken]], AccessEntry]) -> None:
        """Delete personal tokens, as many at a time as a transaction holds, each time with the entry of those.

        From the moment that the epoch is read again, nobody takes them.
        """
        for start in range(0, len(tokens), _TOKENS_PER_TRANSACTION):
            doomed = tokens[start : start + _TOKENS_PER_TRANSACTION]
            places = [(keys.personal_token(one.digest), keys.tokens_entry(one.user_id, one.id)) for one in doomed]
            self._change(entry(doomed), [delete(key) for pair in places for key in pair])

    def remember(self, failures: dict[Key, Throttle], forget_at: int) -> None:
        """Write down failed sign-ins: counts only grow here, whoever else is counting."""
        self._table.write(
            update(
                key,
                "ADD failures :one SET blocked_until = :until, expires_at = :forget",
                one=1,
                until=throttle.blocked_until,
                forget=forget_at,
            )
            for key, throttle in failures.items()
        )

    def forget(self, key: Key) -> None:
        """Forget failures."""
        self._table.write([delete(key)])

    @staticmethod
    def seed(version: str) -> Write:
        """Return the write that marks a version of the first administrator's secret as made use of."""
        return put(SEED, to_item(SEED, {"version": version}))

    def _one(self, key: Key) -> Item | None:
        # As a batch, so that every function needs one permission to know its callers, whatever it asks for together.
        return self._table.get_many([key]).get(key)

    def _names(self, partition: str) -> list[str]:
        names: list[str] = []
        after: str | None = None
        while True:
            page, after = self._table.query(partition, after=after, limit=1_000)
            names += [item["name"]["S"] for item in page]
            if after is None:
                return names

    def _changed(self, entry: AccessEntry, writes: list[Write]) -> None:
        try:
            self._change(entry, writes)
        except ConditionsFailedError as refused:
            raise DirectoryConflictError from refused

    def _change(self, entry: AccessEntry, writes: Sequence[Write]) -> None:
        self._table.write([*writes, accounts.audited(entry), moved()])


_TOKENS_PER_TRANSACTION = (BATCH - 2) // 2


def moved() -> Write:
    """Return what moves the epoch: part of every change of the directory."""
    return update(EPOCH, "ADD epoch :one", one=1)


def user_changes(old: User | None, new: User, entry: AccessEntry) -> list[Write]:
    """Return what changes a user, or (old None) writes down one who is not listed; `moved` belongs into the transaction."""
    record = accounts.user_item(new)
    if old is None:
        return [put(keys.user(new.name), record, _IS_NEW), accounts.audited(entry)]
    return [put(keys.user(new.name), record, _IS_AS_SEEN, seen=old.revision), accounts.audited(entry)]


def group_changes(old: Group, new: Group, entry: AccessEntry) -> list[Write]:
    """Return what changes a group; `moved` belongs into the transaction."""
    return [put(keys.group(new.name), accounts.group_item(new), _IS_AS_SEEN, seen=old.revision), accounts.audited(entry)]


def _epoch(item: Item | None) -> int:
    return int(item["epoch"]["N"]) if item else 0


def _secret(name: str, password_hash: str) -> Write:
    key = keys.password(name)
    return put(key, to_item(key, {"encoded": password_hash}))


def throttle_keys(name: str, source: str) -> tuple[Key, Key]:
    """Return where the failures of an account and of a source are remembered."""
    return keys.throttle("account", name), keys.throttle("source", source)
