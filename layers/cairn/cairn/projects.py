"""Projects, which TrueFoundry calls ML repos: plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Collaborator:
    """Somebody who may do something to a project and to all that lies in it."""

    subject: str
    """As the client wrote it: `user:<name or address>`, `team:<group>`; whom that means is the name."""
    role: str
    name: str

    @property
    def is_team(self) -> bool:
        """Whether it is a group."""
        return self.subject.startswith("team:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What versions, runs and data directories lie in: TrueFoundry's ML repo."""

    id: str
    """`default`, or 2, 3, 4 ... as text; never given to another project, unlike the name."""
    name: str
    storage_integration_fqn: str
    description: str | None = None
    collaborators: tuple[Collaborator, ...] = ()
    owned_by: str | None = None
    owner: str = ""
    """The id of the user who made it: they may do everything to it."""
    created_at: str = ""
    created_by: str = ""
    updated_at: str = ""
    updated_by: str = ""
    revision: int = 0
    """0: the default project that nobody has changed; it is not stored."""
