"""Every key of the table. docs/store.md says which operation uses which, and what a partition can grow to.

What a client wrote never stands in a key: names, projects and sources go in as SHA-256 digests, so no text can
collide with, or escape into, another key, whatever its alphabet or length.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from uuid import NAMESPACE_OID, uuid5

from cairn.records import Kind, Parent

READMES = "readmes"
"""The list of READMEs, beside the lists of kinds."""

DOCUMENTED = "documented"
"""The list of models that documents can be about, beside the lists of kinds."""

_TOGETHER = {Kind.DATASET: Kind.ARTIFACT, Kind.CODE: Kind.ARTIFACT}
"""Kinds whose families are listed with those of another."""

MARKER = "!"
"""Sorts before every id: the first item of a segment says that the segment exists."""


@dataclass(frozen=True, slots=True)
class Key:
    """A primary key of the table."""

    pk: str
    sk: str

    @property
    def attributes(self) -> dict[str, dict[str, str]]:
        """The key as DynamoDB writes it."""
        return {"pk": {"S": self.pk}, "sk": {"S": self.sk}}


def digest(*parts: str) -> str:
    """Return the SHA-256 of a sequence of texts, as 64 hex digits; JSON keeps ("a", "b") and ("ab",) apart."""
    return sha256(json.dumps(parts).encode()).hexdigest()


ID_BYTES = 64
"""No id of ours is longer."""


def known(identity: str) -> str:
    """Return an id as it stands in keys; what can be none of ours is nobody's, and no part of any other key."""
    is_plain = identity.isascii() and identity.replace("-", "").isalnum()
    return identity if is_plain and len(identity) <= ID_BYTES else digest(identity)


def version(version_id: str) -> Key:
    """The record of a version."""
    return Key(f"V#{known(version_id)}", "V")


def source(kind: Kind, canonical: str) -> Key:
    """The entry that makes a source unique within its kind."""
    return Key(f"U#{kind}#{digest(canonical)}", "U")


def family(project: str, kind: Kind, name: str) -> Key:
    """What all versions of (project, kind, name) belong to: their last number, their owner."""
    return Key(f"C#{digest(project, kind, name)}", "C")


def family_id(project: str, kind: Kind, name: str, last_number: int, removed_at: str) -> str:
    """Return the id that a family gets, from what its name is left with: all who may begin it know it beforehand."""
    return str(uuid5(NAMESPACE_OID, digest(project, kind, name, str(last_number), removed_at)))


def family_entry(family_id: str) -> Key:
    """What is known of a family by its id: what its name is, and where."""
    return Key(f"Z#{known(family_id)}", "Z")


def families_list(project: str, kind: Kind) -> str:
    """The list of the families of a project, of one kind or of those that are listed together."""
    return f"Q#{digest(project)[:32]}#{_TOGETHER.get(kind, kind)}"


def listed_family(project: str, kind: Kind, segment: int, version_id: str) -> Key:
    """The entry of a family in the list of its project's; the id of its first version says when it began."""
    return Key(list_partition(families_list(project, kind), segment), version_id)


def named(project: str, kind: Kind, name: str, number: int) -> Key:
    """The entry of a version under its name; the numbers of one (project, kind) sort together."""
    return Key(name_partition(name), f"{numbers(project, kind)}{number:010d}")


def numbers(project: str, kind: Kind) -> str:
    """What the sort keys of one family begin with, among all versions of its name."""
    return f"{kind}#{digest(project)[:16]}#"


def name_partition(name: str) -> str:
    """The partition of all versions of a name."""
    return f"N#{digest(name)}"


def listed(segment: int, version_id: str) -> Key:
    """The entry of a version in the list of everything."""
    return Key(list_partition(None, segment), version_id)


def listed_by_kind(kind: Kind, segment: int, version_id: str) -> Key:
    """The entry of a version in the list of its kind."""
    return Key(list_partition(kind, segment), version_id)


def list_partition(kind: str | None, segment: int) -> str:
    """The partition of one segment of a list: of one kind, of the READMEs, of families, or (None) of everything."""
    if kind is not None and kind.startswith("Q#"):
        return f"{kind}#{segment}"
    if kind == READMES:
        return f"R#{segment}"
    return f"L#{segment}" if kind is None else f"T#{kind}#{segment}"


def readme(segment: int, version_id: str) -> Key:
    """The README of a version, among those that are searched."""
    return Key(list_partition(READMES, segment), version_id)


def staged(version_id: str) -> Key:
    """A version that is being uploaded."""
    return Key(f"Y#{known(version_id)}", "Y")


def ended(version_id: str) -> Key:
    """An upload that was given up, until its time is up."""
    return Key(f"Y#{known(version_id)}", "ended")


def files(version_id: str, piece: int) -> Key:
    """A piece of the list of a version's files."""
    return Key(f"M#{known(version_id)}", f"{piece:04d}")


def alias(project: str, kind: Kind, name: str, value: str) -> Key:
    """The entry that makes an alias unique within its family."""
    return Key(f"I#{digest('alias', project, kind, name, value)}", "I")


def label(project: str, kind: Kind, name: str, value: str) -> Key:
    """The entry that makes a label unique within its family."""
    return Key(f"I#{digest('label', project, kind, name, value)}", "I")


def of_run(run_id: str, version_id: str) -> Key:
    """The entry of a version among those that a run made."""
    return Key(run_partition(run_id), version_id)


def run_partition(run_id: str) -> str:
    """The partition of the versions that a run made."""
    return f"I#run#{digest(run_id)}"


def child(parent: Parent, version_id: str) -> Key:
    """The edge from a source (registered or not) to a version that names it as its parent."""
    return Key(children_partition(parent.kind, parent.source), version_id)


def children_partition(kind: Kind, canonical: str) -> str:
    """The partition of all edges from a source."""
    return f"W#{kind}#{digest(canonical)}"


def fact(url: str) -> Key:
    """What the hub or the forge answered last at a URL."""
    return Key(f"F#{digest(url)}", "F")


def head(kind: str | None) -> Key:
    """The item that says which segment of a list takes new entries, and how many it has."""
    return Key(f"H#{kind or '*'}", "H")


def audit(version_id: str, revision: int, entry_id: str) -> Key:
    """One entry of a version's audit trail: a partition of its own, so that no write to a version can reach it.

    Entries sort by the revision that they led to: the clocks of two functions may disagree, revisions do not.
    """
    return Key(audit_partition(version_id), f"{revision:010d}#{entry_id}")


def audit_partition(version_id: str) -> str:
    """The partition of a version's audit trail."""
    return f"A#{version_id}"


EPOCH = Key("E#", "E")
"""The item that counts the changes of the user directory: what a process remembers of users holds while it stands still."""


def user(name: str) -> Key:
    """A user."""
    return Key(f"P#{digest(name)}", "P")


def password(name: str) -> Key:
    """The hash of a user's password: a partition of its own, so that few functions may read it."""
    return Key(f"S#{digest(name)}", "S")


def group(name: str) -> Key:
    """A group."""
    return Key(f"G#{digest(name)}", "G")


def personal_token(token_digest: str) -> Key:
    """A personal token, by its SHA-256."""
    return Key(f"K#{token_digest}", "K")


def users_entry(user_id: str) -> Key:
    """The entry of a user in the list of all users."""
    return Key("D#users", user_id)


def groups_entry(name: str) -> Key:
    """The entry of a group in the list of all groups."""
    return Key("D#groups", digest(name))


def tokens_entry(user_id: str, token_id: str) -> Key:
    """The entry of a personal token in the list of its owner's."""
    return Key(tokens_partition(user_id), token_id)


def tokens_partition(user_id: str) -> str:
    """The partition of a user's personal tokens."""
    return f"D#tokens#{digest(user_id)}"


def throttle(what: str, value: str) -> Key:
    """What is remembered of failed sign-ins, of an account or from a source."""
    return Key(f"X#{digest(what, value)}", "X")


SEED = Key("X#seed", "X")
"""Which version of the first administrator's secret was made use of."""


def access_audit(subject: str, name: str, entry_id: str) -> Key:
    """One entry of the audit trail of a user or a group."""
    return Key(access_audit_partition(subject, name), entry_id)


def access_audit_partition(subject: str, name: str) -> str:
    """The partition of the audit trail of a user or a group."""
    return f"A#{subject}#{digest(name)}"


def spelled(identifier: str) -> str:
    """Return an identifier as all that a path cannot tell from it is kept: MLTE's clients write `---` for a slash there."""
    return identifier.replace("/", "---").replace("---", "/")


def custom_list(name: str) -> Key:
    """What was made of a custom list."""
    return Key(f"CL#{digest(name)}", "CL")


def catalog_entry(catalog: str, identifier: str) -> Key:
    """An entry of a catalog."""
    return Key(catalog_partition(catalog), digest(spelled(identifier)))


def catalog_partition(catalog: str) -> str:
    """The partition of a catalog's entries."""
    return f"CE#{digest(catalog)}"
