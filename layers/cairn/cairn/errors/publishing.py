"""Projects, versions with files, runs and data directories."""

from cairn.errors.sentence import CairnError


class FilePathInvalidError(CairnError):
    """The path {path} is not usable: {reason}."""


class NameHeldError(CairnError):
    """The name {name} is that of a {kind} in this ML repo: choose another name."""


class AliasTakenError(CairnError):
    """The version_alias {alias} is that of version {number} already: take it away there first, or choose another one."""


class LabelTakenError(CairnError):
    """The tag {label} is that of version {number} already: send force=true to move it."""


class UploadMissingError(CairnError):
    """There is no version {id} that is being uploaded: it was given up, it expired, or it never began."""


class UploadIncompleteError(CairnError):
    """The upload is not complete: {present} of {declared} bytes are there. Put what is missing, then send this again."""


class VersionPublishedError(CairnError):
    """The version {id} is published, its files do not change any more: log a new version."""


class SourceForeignError(CairnError):
    """The source.uri {uri} is not where a version of this name was staged: send the storage_root that staging told."""


class SourceFixedError(CairnError):
    """The source of a published version does not change: it is {uri}. Log a new version."""


class NumberMissingError(CairnError):
    """There is no version {number} of {name}."""


class FilesTooManyError(CairnError):
    """The version has more than {limit} files, the most that is taken: pack some of them together."""


class FileMissingError(CairnError):
    """The version has no file {path}."""


class ProjectMissingError(CairnError):
    """There is no ML repo {name}."""


class ProjectInUseError(CairnError):
    """The ML repo {name} is not empty: delete its {holds} first."""


class ProjectFixedError(CairnError):
    """This cannot be done to the ML repo {name}: {reason}."""


class ProjectConflictError(CairnError):
    """Others changed the ML repo {name} at the same time: read it and send the change once more."""


class DirectoryMissingError(CairnError):
    """There is no data directory {id}."""


class DirectoryChangedError(CairnError):
    """Others changed the data directory {name} at the same time, again and again: send the change once more."""


class DirectoryForeignError(CairnError):
    """The files of the data directory {name} are at {uri}: they are not read or written from here."""


class DirectorySourceFixedError(CairnError):
    """The source of the data directory {name} does not change: it is {source}."""


class RunMissingError(CairnError):
    """There is no run {id}."""


class RunConflictError(CairnError):
    """Others changed the run {id} at the same time, again and again: send the change once more."""


class ParameterFixedError(CairnError):
    """The parameter {key} of this run has another value already: what a run was given does not change."""


class RunSearchInvalidError(CairnError):
    """The runs cannot be searched like this: {reason}."""


class RemovalUnfinishedError(CairnError):
    """Not all versions of {name} are deleted yet: send the request again, it goes on."""
