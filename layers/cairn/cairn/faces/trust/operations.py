"""The trust face's models of operating the registry: health and reset."""

from typing import Annotated, Self

from pydantic import Field

from cairn.core.health import Component
from cairn.faces.http import Answer, Request
from cairn.runtime.clock import now


class ComponentsRequest(Request):
    """A question for the components' health over a window."""

    windowMinutes: Annotated[int, Field(ge=5, le=1440)] = 60  # noqa: N815 - the API's own name
    includeTimeline: bool = False  # noqa: N815


class TimelineEntry(Answer):
    """One sample of a component."""

    bucket: str
    value: float
    unit: str


class HealthComponent(Answer):
    """The state of one component."""

    id: str
    status: str
    observed_at: str
    display_name: str = ""
    description: str = ""
    metrics: dict[str, float] = Field(default={})
    issues: list[str] = Field(default=[])
    timeline: list[TimelineEntry] = Field(default=[])

    @classmethod
    def of(cls, component: Component, *, with_timeline: bool) -> Self:
        """Translate from the registry. The timeline has the one sample that was taken now: none are kept."""
        samples = [
            TimelineEntry(bucket=component.observed_at, value=value, unit=name) for name, value in component.metrics.items()
        ]
        return cls(
            id=component.id,
            status=component.status,
            observed_at=component.observed_at,
            display_name=component.display_name,
            description=component.description,
            metrics=component.metrics,
            issues=component.issues,
            timeline=samples if with_timeline else [],
        )


class HealthComponents(Answer):
    """The state of all components."""

    components: list[HealthComponent]
    generated_at: str
    window_minutes: int

    @classmethod
    def of(cls, components: list[Component], request: ComponentsRequest) -> Self:
        """Translate from the registry."""
        return cls(
            components=[HealthComponent.of(one, with_timeline=request.includeTimeline) for one in components],
            generated_at=now(),
            window_minutes=request.windowMinutes,
        )


class ResetReport(Answer):
    """What a reset did."""

    detail: str
    is_complete: bool

    @classmethod
    def of(cls, left_over: int | None) -> Self:
        """Tell of a reset that finished (None), or deleted so many and goes on in the background."""
        if left_over is None:
            return cls(detail="The registry is empty.", is_complete=True)
        detail = f"{left_over} artifacts are deleted; a worker deletes the others now."
        return cls(detail=detail, is_complete=False)

    def reply_status(self, default: int) -> int:
        """Return 202 while a worker is still at it."""
        return default if self.is_complete else 202
