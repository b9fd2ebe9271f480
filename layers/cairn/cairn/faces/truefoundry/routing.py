"""Where a prompt is sent, and when it is not; see `cairn.faces.truefoundry.kept`."""

from typing import Annotated, Any, Literal

from pydantic import Field

from cairn.faces.truefoundry.kept import Count, Flag, Kept, Real


class Retry(Kept):
    """When a target is asked again."""

    attempts: Count
    delay: Count | None = None
    on_status_codes: list[str] | None = None


class HeaderChanges(Kept):
    """What becomes of headers."""

    remove: list[str] | None = None
    set_: Annotated[dict[str, str] | None, Field(alias="set")] = None


class Target(Kept):
    """A model that a prompt may be sent to."""

    target: str
    retry_config: Retry | None = None
    fallback_status_codes: list[str] | None = None
    fallback_candidate: Flag | None = None
    override_params: dict[str, Any] | None = None
    headers_override: HeaderChanges | None = None
    metadata_match: dict[str, str] | None = None


class WeightedTarget(Target):
    """One that gets a share."""

    weight: Count


class Limits(Kept):
    """How slow a target may be."""

    time_per_output_token_ms: Count | None = None
    time_to_first_token_ms: Count | None = None


class RankedTarget(Target):
    """One that has a rank."""

    priority: Count | None = None
    sla_cutoff: Limits | None = None


class SessionKey(Kept):
    """What tells one session from another."""

    source: Literal["headers", "metadata"]
    key: str


class Sticky(Kept):
    """How long a session stays with a target."""

    ttl_seconds: Count
    session_identifiers: list[SessionKey]


class WeightRouting(Kept):
    """Targets by share."""

    type: Literal["weight-based-routing"]
    load_balance_targets: list[WeightedTarget]
    sticky_routing: Sticky | None = None


class LatencyRouting(Kept):
    """The fastest target."""

    type: Literal["latency-based-routing"]
    load_balance_targets: list[Target]


class PriorityRouting(Kept):
    """Targets by rank."""

    type: Literal["priority-based-routing"]
    load_balance_targets: list[RankedTarget]


class ExactCache(Kept):
    """Answers to the same question."""

    type: Literal["exact-match"]
    namespace: str | None = None
    ttl: Real | None = None


class SemanticCache(Kept):
    """Answers to questions that are much the same."""

    type: Literal["semantic"]
    similarity_threshold: Real
    namespace: str | None = None
    ttl: Real | None = None
