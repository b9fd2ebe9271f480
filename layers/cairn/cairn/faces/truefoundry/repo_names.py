"""What the repos of this deployment are called."""

from cairn import composition
from cairn.faces.truefoundry.forms import RepoName


def repo_names() -> RepoName:
    """Return what tells the name of a project; names never change, so each is read once."""
    repos = composition.projects()
    return lambda project: repos.by_id(project).name
