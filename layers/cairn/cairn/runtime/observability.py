"""Logs and metrics: Powertools, without its Tracer (functions have active tracing, the import would cost more than it tells).

Logged of a request: its id, route, status, time and caller. Never its body, its credentials or a presigned URL.
"""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

logger = Logger(service="cairn", log_uncaught_exceptions=False)
metrics = Metrics(namespace="Cairn", service="cairn")


def count(name: str, face: str) -> None:
    """Emit one metric at once: only for what is rare or billed anyway, since each costs a log line."""
    metrics.add_dimension("face", face)
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)
    metrics.flush_metrics()
