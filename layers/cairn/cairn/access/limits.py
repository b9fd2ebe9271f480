"""How much one user or group may be given: groups to be in, permissions to have.

What comes from projects is counted apart. Whoever makes one names whom they like its collaborator, and must not use up what
administrators give. And what goes beyond a limit already may still be changed and taken away, but for growing.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

GROUPS_LIMIT = 100
"""The most groups of one user, but for those of single projects."""
GRANTS_LIMIT = 500
"""The most permissions of one group, but for those on single projects."""
PROJECTS_LIMIT = 1_000
"""The most groups of single projects of one user, and the most permissions on single projects of one group."""

GivenT = TypeVar("GivenT")


def excess(wanted: Collection[GivenT], has: Collection[GivenT], is_projects: Callable[[GivenT], bool], limit: int) -> str:
    """Say by how much one is wanted to have too many, and more than there are; "" where that is not so."""
    for of, is_meant, most in (("", False, limit), (" of single projects", True, PROJECTS_LIMIT)):
        asked, given = (sum(is_projects(one) is is_meant for one in some) for some in (wanted, has))
        if asked > max(most, given):
            return f"{asked}{of}, {most} is the most that is taken"
    return ""
