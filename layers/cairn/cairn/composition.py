"""The composition root: the use cases, built on this deployment's table, once per process and only where asked for."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from cairn.runtime import clients
from cairn.runtime.settings import OPEN, ingestion_settings, settings
from cairn.store.families import FamilyStore
from cairn.store.table import Table
from cairn.store.uploads import UploadStore
from cairn.store.versions import VersionStore

if TYPE_CHECKING:
    from cairn.access.decision import Door, OpenDoor
    from cairn.access.groups import Groups
    from cairn.access.keys import KeyRing
    from cairn.access.oidc import OutsideIssuer
    from cairn.access.personal_tokens import PersonalTokens
    from cairn.access.signing_in import OpenSigningIn, SigningIn
    from cairn.access.users import Users
    from cairn.core.archive import Archive
    from cairn.core.artifacts import Artifacts
    from cairn.core.catalogs import Catalogs
    from cairn.core.custom_lists import CustomLists
    from cairn.core.data_directories import DataDirectories
    from cairn.core.document_sweeping import DocumentSweeping
    from cairn.core.documented import Documented
    from cairn.core.documents import Documents
    from cairn.core.families import Families
    from cairn.core.health import Health
    from cairn.core.labels import Labels
    from cairn.core.lineage import Ancestry
    from cairn.core.model_archives import ModelArchives
    from cairn.core.projects import Projects
    from cairn.core.publishing import Publishing
    from cairn.core.remains import Remains
    from cairn.core.removal import FamilyRemoval
    from cairn.core.reset import Reset
    from cairn.core.run_search import RunSearch
    from cairn.core.runs import Runs
    from cairn.core.search import Search
    from cairn.core.staging import Staging
    from cairn.core.trees import Files
    from cairn.ingestion.fetching import Transport
    from cairn.ingestion.forge import Forge
    from cairn.ingestion.jobs import Jobs
    from cairn.ingestion.licence_check import LicenceCheck
    from cairn.ingestion.models import Models
    from cairn.records import Version
    from cairn.store.bucket import Bucket
    from cairn.store.data_directories import DataDirectoryStore
    from cairn.store.directory import DirectoryStore
    from cairn.store.documented import DocumentedStore
    from cairn.store.documents import DocumentStore
    from cairn.store.queue import Queue
    from cairn.store.runs import RunStore
    from cairn.store.trees import Trees


@cache
def table() -> Table:
    """Return the table of this deployment."""
    return Table(clients.dynamodb(clients.TRIES), settings().table)


@cache
def versions() -> VersionStore:
    """Return the versions of this deployment."""
    return VersionStore(table())


@cache
def artifacts() -> "Artifacts":
    """Return registering, reading, changing and deleting."""
    from cairn.core.artifacts import Artifacts

    return Artifacts(versions(), retire)


@cache
def search() -> "Search":
    """Return finding without an id."""
    from cairn.core.search import Search

    return Search(versions())


@cache
def ancestry() -> "Ancestry":
    """Return lineage and cost."""
    from cairn.core.lineage import Ancestry

    return Ancestry(versions())


@cache
def projects() -> "Projects":
    """Return making, finding, changing and deleting projects."""
    from cairn.access.collaborators import Collaborators
    from cairn.core.projects import Projects
    from cairn.store.projects import ProjectStore

    holds = {
        "artifacts, models, prompts and agent skills": FamilyStore(table()).holds_any,
        "runs": _run_store().holds_any,
        "data directories": _data_directory_store().holds_any,
    }
    return Projects(ProjectStore(table()), Collaborators(directory()), holds)


@cache
def runs() -> "Runs":
    """Return runs: begin, report, change and delete."""
    from cairn.core.runs import Runs

    return Runs(_run_store(), projects())


@cache
def run_search() -> "RunSearch":
    """Return finding runs."""
    from cairn.core.run_search import RunSearch

    return RunSearch(_run_store(), projects())


@cache
def _run_store() -> "RunStore":
    from cairn.store.runs import RunStore

    return RunStore(table())


@cache
def data_directories() -> "DataDirectories":
    """Return data directories and their files."""
    from cairn.core.data_directories import DataDirectories

    return DataDirectories(_data_directory_store(), projects(), trees())


@cache
def _data_directory_store() -> "DataDirectoryStore":
    from cairn.store.data_directories import DataDirectoryStore

    return DataDirectoryStore(table())


@cache
def reset() -> "Reset":
    """Return emptying the registry."""
    from cairn.core.reset import Reset

    return Reset(versions(), retire, documented())


@cache
def trees() -> "Trees":
    """Return the files of versions."""
    from cairn.store.trees import Trees

    return Trees(bucket())


@cache
def publishing() -> "Publishing":
    """Return making and changing versions by what their clients say of them."""
    from cairn.core.publishing import Publishing

    return Publishing(versions(), FamilyStore(table()), UploadStore(table()), trees())


def rehearsal() -> "Publishing":
    """Return publishing that writes nothing, for one time: it would remember what it did."""
    from cairn.core.publishing import Publishing
    from cairn.store.table import Rehearsal

    kept = Rehearsal(clients.dynamodb(clients.TRIES), settings().table)
    return Publishing(VersionStore(kept), FamilyStore(kept), UploadStore(kept), trees())


@cache
def directory_rehearsal() -> "DataDirectories":
    """Return making data directories without writing anything."""
    from cairn.core.data_directories import DataDirectories
    from cairn.store.data_directories import DataDirectoryStore
    from cairn.store.table import Rehearsal

    kept = Rehearsal(clients.dynamodb(clients.TRIES), settings().table)
    return DataDirectories(DataDirectoryStore(kept), projects(), trees())


@cache
def publishing_without_files() -> "Publishing":
    """Return the same for what has no files: no client of the bucket is made."""
    from cairn.core.publishing import Publishing

    return Publishing(versions(), FamilyStore(table()), UploadStore(table()), None)


@cache
def staging() -> "Staging":
    """Return beginning uploads."""
    from cairn.core.staging import Staging

    return Staging(UploadStore(table()), FamilyStore(table()), trees())


@cache
def files() -> "Files":
    """Return listing and downloading the files of versions."""
    from cairn.core.trees import Files

    return Files(versions(), UploadStore(table()), trees())


@cache
def families() -> "Families":
    """Return finding what was published."""
    from cairn.core.families import Families

    return Families(versions(), FamilyStore(table()))


@cache
def labels() -> "Labels":
    """Return tagging versions."""
    from cairn.core.labels import Labels

    return Labels(versions(), FamilyStore(table()))


@cache
def remains() -> "Remains":
    """Return clearing up after what was deleted, or never published."""
    from cairn.core.remains import Remains

    return Remains(FamilyStore(table()), UploadStore(table()), trees())


@cache
def family_removal() -> "FamilyRemoval":
    """Return deleting all versions of a name."""
    from cairn.core.removal import FamilyRemoval, Removal

    return FamilyRemoval(families(), Removal(versions(), retire))


@cache
def queue(tries: int = clients.TRIES, /) -> "Queue":
    """Return the queue of deferred work."""
    from cairn.store.queue import Queue

    return Queue(clients.sqs(tries), settings().queue_url, settings().dead_letter_queue_url)


@cache
def health() -> "Health":
    """Return the state of what the registry stands on; who asks whether a service answers asks once."""
    from cairn.core.health import Health
    from cairn.store.bucket import Bucket

    table = Table(clients.dynamodb(1), settings().table)
    return Health(table, Bucket(clients.s3(1), settings().bucket), queue(1))


@cache
def archive() -> "Archive":
    """Return the archive of the audit trail."""
    from cairn.core.archive import Archive
    from cairn.store.bucket import Bucket

    return Archive(Bucket(clients.s3(clients.TRIES), settings().bucket))


@cache
def directory() -> "DirectoryStore":
    """Return the user directory of this deployment."""
    from cairn.store.directory import DirectoryStore

    return DirectoryStore(table())


@cache
def token_keys() -> "KeyRing":
    """Return the keys of our tokens."""
    from cairn.access.keys import KeyRing
    from cairn.store.secrets import Secret

    return KeyRing(Secret(clients.secrets(clients.TRIES), settings().token_secret))


@cache
def door() -> "Door | OpenDoor":
    """Return what tells who calls."""
    from cairn.access.decision import Door, OpenDoor
    from cairn.access.principals import Principals

    if settings().auth_mode == OPEN:
        return OpenDoor()
    return Door(settings(), Principals(directory()), token_keys(), _outside())


def _outside() -> "OutsideIssuer | None":
    told = settings().outside_issuer
    if told is None:
        return None
    from cairn.access.oidc import OutsideIssuer

    return OutsideIssuer(told)


@cache
def users() -> "Users":
    """Return making, reading, changing and deleting users."""
    from cairn.access.users import Users

    return Users(directory())


def users_and_passwords() -> "Users":
    """Return the same for who sets passwords: what hashes them is loaded now, not by the first request."""
    import_module("cairn.access.passwords")
    return users()


@cache
def groups() -> "Groups":
    """Return making, reading, changing and deleting groups."""
    from cairn.access.groups import Groups

    return Groups(directory())


@cache
def custom_lists() -> "CustomLists":
    """Return the words that documents may use."""
    from cairn.core.custom_lists import CustomLists
    from cairn.store.custom_lists import CustomListStore

    return CustomLists(CustomListStore(table()))


@cache
def catalogs() -> "Catalogs":
    """Return the catalogs of code that tests models."""
    from cairn.core.catalogs import Catalogs
    from cairn.store.catalogs import CatalogStore

    return Catalogs(CatalogStore(table()), custom_lists())


@cache
def personal_tokens() -> "PersonalTokens":
    """Return the callers' personal tokens."""
    from cairn.access.personal_tokens import PersonalTokens

    return PersonalTokens(directory())


@cache
def signing_in() -> "SigningIn | OpenSigningIn":
    """Return signing in with a name and a password."""
    from cairn.access.signing_in import OpenSigningIn, SigningIn
    from cairn.store.secrets import Secret

    if settings().auth_mode == OPEN:
        return OpenSigningIn(settings().token_seconds)
    seed = Secret(clients.secrets(clients.TRIES), settings().admin_secret)
    return SigningIn(settings(), directory(), users(), token_keys(), seed)


def retire(version: "Version") -> None:
    """Have the bundle of a version that is about to lose it looked after, once that is over."""
    from cairn.core.bundles import SWEEP_SECONDS, sweep_job

    ingestion_queue().send(sweep_job(version.id, version.bundle_key or ""), SWEEP_SECONDS)


@cache
def documented() -> "Documented":
    """Return making, reading and deleting the models that documents are about, and their versions."""
    from cairn.core.documented import Documented

    return Documented(_documented_store(), lambda job, seconds: queue().send(job, seconds))


@cache
def documents() -> "Documents":
    """Return writing, reading, finding and deleting documents."""
    from cairn.core.documents import Documents

    return Documents(_document_store(), documented(), custom_lists().names, lambda job, seconds: queue().send(job, seconds))


@cache
def model_archives() -> "ModelArchives":
    """Return exporting and importing models with their documents."""
    from cairn.core.model_archives import ModelArchives

    return ModelArchives(_document_store(), documented(), bucket(), custom_lists().names)


@cache
def document_sweeping() -> "DocumentSweeping":
    """Return clearing up behind deletions of documents and what they are about."""
    from cairn.core.document_sweeping import DocumentSweeping

    return DocumentSweeping(_document_store())


@cache
def _documented_store() -> "DocumentedStore":
    from cairn.store.documented import DocumentedStore

    return DocumentedStore(table())


@cache
def _document_store() -> "DocumentStore":
    from cairn.store.documents import DocumentStore
    from cairn.store.pieces import Pieces

    return DocumentStore(_documented_store(), Pieces(table(), bucket()))


@cache
def bucket() -> "Bucket":
    """Return the bucket of this deployment."""
    from cairn.store.bucket import Bucket

    return Bucket(clients.s3(clients.TRIES), settings().bucket)


@cache
def ingestion_queue() -> "Queue":
    """Return the queue of what has to do with ingestion."""
    from cairn.store.queue import Queue

    return Queue(clients.sqs(clients.TRIES), ingestion_settings().queue_url, ingestion_settings().dead_letter_queue_url)


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
