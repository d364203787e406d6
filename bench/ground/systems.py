"""The three gateways under test, each with rows of its own."""

from dataclasses import dataclass
from pathlib import Path

from bench.ground.programs import Program, launch, serve
from bench.ground.services import Services, Urls
from bench.measure.samples import FLOOR, OURS, RECIPE
from practice.settings import Settings

GATEWAYS = {FLOOR: "bench.floor.api", OURS: "api", RECIPE: "bench.recipe.api"}
SUBJECTS = tuple(GATEWAYS)
# behind the gateway, as `python -m` starts them
HANDS = {
    FLOOR: {"relay": ["bench.floor.relay"], "worker": ["bench.floor.worker"]},
    OURS: {"relay": ["workers.relay"], "worker": ["workers.scoring"]},
    RECIPE: {"worker": ["celery", "--quiet", "-A", "bench.recipe.tasks", "worker", "--loglevel=WARNING"]},
}
RATES = [
    f"BACKTALK_{name.upper()}"
    for name, field in Settings.model_fields.items()
    if name.startswith("rate_") and field.annotation is int
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one subject's rows are and where its processes log to."""

    name: str
    urls: Urls
    folder: Path

    def env(self, role: str = "system") -> dict[str, str]:
        database = self.urls.app if role == "app" else self.urls.system
        return {
            "BACKTALK_DATABASE_URL": database,
            "BACKTALK_REDIS_URL": self.urls.redis,
            "BACKTALK_DATA_DIR": str(self.folder),
            # the limits stay on, so that their cost is measured, and out of reach: a bench is a thousand people in one
            **{name: str(10**9) for name in RATES},
            # no page is measured here
            "BACKTALK_SITE_DIR": str(self.folder / "no-site"),
        }

    def gateway(self) -> Program:
        """Ours as the role that row security binds; the others are under no such rule."""
        return serve(f"{self.name}-api", GATEWAYS[self.name], self.env("app" if self.name == OURS else "system"), self.folder)

    def hands(self) -> dict[str, Program]:
        """The workers and the relay; whether they are ready shows when the first answer comes back."""
        env = self.env()
        return {kind: launch(f"{self.name}-{kind}", line, env, self.folder) for kind, line in HANDS[self.name].items()}


def places(services: Services, bench: str, folder: Path) -> dict[str, Place]:
    """A fresh place for each subject."""
    return {name: Place(name, services.copy(f"{bench}_{name}"), folder) for name in SUBJECTS}
