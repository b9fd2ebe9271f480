"""The licence check: may a model be fine-tuned and served inside a project?"""

from cairn.errors import RepositoryMissingError, RequestInvalidError, UpstreamBusyError, UpstreamFailedError
from cairn.ingestion import links
from cairn.ingestion.fetching import DeadlineError, visiting
from cairn.ingestion.forge import SERVICE, Forge
from cairn.ingestion.licenses import Verdict, verdict
from cairn.records import Version

SECONDS = 12.0
"""How long the forge is asked: less than the function's 15 s."""


class LicenceCheck:
    """Compares licences."""

    def __init__(self, forge: Forge) -> None:
        """Ask a forge for the project's licence."""
        self._forge = forge

    def check(self, model: Version, project_url: str) -> Verdict:
        """Return whether the licences suit: one call, two where the project has no licence.

        Raises:
            RequestInvalidError: the URL names no repository of the forge.
            RepositoryMissingError: there is no such repository.
            UpstreamFailedError: the forge cannot be asked.
        """
        repository = links.repository(project_url)
        if repository is None:
            raise RequestInvalidError(reason="github_url is not the URL of a GitHub repository")
        try:
            with visiting(SECONDS):
                found = self._forge.license(*repository)
        except (UpstreamBusyError, DeadlineError) as error:
            raise UpstreamFailedError(service=SERVICE, reason="it does not answer in time, or limits us") from error
        if found is None:
            raise RepositoryMissingError(repository="/".join(repository))
        return verdict(model.license, found)
