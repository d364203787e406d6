"""The database as each process may see it: the owner's, the application's and the system's URL."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from stack.passwords import kept_password


@dataclass(frozen=True)
class Access:
    """`admin_url` migrates; row security binds the `app` role; the `system` role serves everybody's jobs."""

    admin_url: str
    app_password: str
    system_password: str

    @property
    def app_url(self) -> str:
        return self._of("app", self.app_password)

    @property
    def system_url(self) -> str:
        return self._of("system", self.system_password)

    def migration_environment(self) -> dict[str, str]:
        return {
            "BACKTALK_ADMIN_DATABASE_URL": self.admin_url,
            "BACKTALK_APP_PASSWORD": self.app_password,
            "BACKTALK_SYSTEM_PASSWORD": self.system_password,
        }

    def _of(self, role: str, password: str) -> str:
        """As practice.db.roles.role_url does it, which would cost the start a second of importing SQLAlchemy."""
        url = urlsplit(self.admin_url)
        name = f"{unquote(url.path.lstrip('/'))}_{role}"
        server = url.netloc.rpartition("@")[2]
        return urlunsplit(url._replace(netloc=f"{quote(name, safe='')}:{quote(password, safe='')}@{server}"))


def access(admin_url: str, data_dir: Path) -> Access:
    """With the passwords that the host gave the two roles; one that is not given is made once and kept in the data folder."""

    def password(role: str) -> str:
        return os.environ.get(f"BACKTALK_{role.upper()}_PASSWORD") or kept_password(data_dir / "passwords" / role)

    return Access(admin_url, password("app"), password("system"))
