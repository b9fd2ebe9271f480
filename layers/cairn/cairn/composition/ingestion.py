"""Looking at models of the hub."""

from functools import cache
from typing import TYPE_CHECKING

from cairn.composition.foundation import bucket, ingestion_queue, versions
from cairn.composition.registry import ancestry, artifacts
from cairn.runtime import clients
from cairn.runtime.settings import ingestion_settings, settings
from cairn.store.table import Table

if TYPE_CHECKING:
    from cairn.ingestion.fetching import Transport
    from cairn.ingestion.forge import Forge
    from cairn.ingestion.jobs import Jobs
    from cairn.ingestion.licence_check import LicenceCheck
    from cairn.ingestion.models import Models


@cache
def models() -> "Models":
    """Return ingesting models: asked for only by a request that does, since it imports the hub's client."""
    from cairn.ingestion.gathering import Gathering
    from cairn.ingestion.hub import Hub
    from cairn.ingestion.models import Models, Rules

    chosen = ingestion_settings()
    hub = Hub(chosen.hub_endpoint, chosen.hub_token, _way_out(chosen.hub_endpoint))
    return Models(
        artifacts=artifacts(),
        ancestry=ancestry(),
        gathering=Gathering(hub, _forge()),
        bucket=bucket(),
        send=ingestion_queue().send,
        rules=Rules(chosen.hub_endpoint, chosen.review_threshold),
    )


@cache
def jobs() -> "Jobs":
    """Return doing the jobs of the ingestion queue."""
    from cairn.core.bundles import Sweeping
    from cairn.ingestion.jobs import Jobs

    return Jobs(models(), Sweeping(versions(), bucket()))


@cache
def licence_check() -> "LicenceCheck":
    """Return comparing a model's licence with a project's."""
    from cairn.ingestion.licence_check import LicenceCheck

    return LicenceCheck(_forge())


def _forge() -> "Forge":
    from cairn.ingestion.forge import Forge

    chosen = ingestion_settings()
    return Forge(chosen.forge_url, chosen.forge_token, _way_out(chosen.forge_url))


def _way_out(url: str) -> "Transport":
    import httpx2

    from cairn.ingestion.fetching import Transport
    from cairn.store.facts import Facts

    return Transport(httpx2.HTTPTransport(), [url], Facts(Table(clients.dynamodb(clients.TRIES), settings().table)))
