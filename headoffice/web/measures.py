"""What Prometheus may ask of head office."""

from prometheus_client import CollectorRegistry, Counter, Histogram


class Measures:
    """Counters in a registry of their own, so that two servers in one process do not meet."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.events = Counter(
            "parcours_headoffice_events_total",
            "Events answered, by outcome.",
            ["outcome"],
            registry=self.registry,
        )
        self.answered = Histogram(
            "parcours_headoffice_batch_seconds",
            "From a batch's last byte to its answer.",
            registry=self.registry,
        )
