"""Vertex AI by project and location: Google's own sign-in for a service account, then the project's own path."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from practice.bank.model import Question
from practice.scoring.providers.failures import ProviderKeyRejected
from practice.settings import Settings
from tests.doubles.provider.running import RunningDouble
from tests.practice.scoring.providers.conftest import judged, settings_for

TOKEN = "a-token-of-the-account"


class SignIn(ThreadingHTTPServer):
    """Exchanges a signed assertion for a token, or refuses; notes what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.asked: list[dict[str, list[str]]] = []
        self.refuses = False


class _Exchange(BaseHTTPRequestHandler):
    server: SignIn

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(parse_qs(body))
        token = {"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"}
        refusal = {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        said = json.dumps(refusal if self.server.refuses else token).encode()
        self.send_response(400 if self.server.refuses else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def sign_in() -> Iterator[SignIn]:
    with SignIn() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def account(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key file of a service account where Google's libraries look for it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    file = tmp_path / "account.json"
    known = {
        "type": "service_account",
        "project_id": "the-account-s-own",
        "private_key_id": "1",
        "private_key": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "client_email": "scorer@my-project.iam.gserviceaccount.com",
        "token_uri": f"http://127.0.0.1:{sign_in.server_port}/token",
    }
    file.write_text(json.dumps(known))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def by_project(double: RunningDouble, location: str = "europe-west4") -> Settings:
    return settings_for("vertex", double, provider_key="", provider_project="my-project", provider_location=location)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("location", ["europe-west4", "global"])
def test_the_project_s_own_path_is_asked_with_the_account_s_token(
    double: RunningDouble, sign_in: SignIn, question: Question, location: str
) -> None:
    double.set(key=TOKEN)
    judgement = judged(by_project(double, location), question)
    (asked,) = double.requests
    place = f"projects/my-project/locations/{location}/publishers/google"
    assert asked["path"] == f"/v1beta1/{place}/models/gemini-double:streamGenerateContent"
    assert asked["query"] == {"alt": ["sse"]}
    assert "x-goog-api-key" not in asked["headers"]
    assert (judgement.provenance.scorer, judgement.usage.tokens_in) == ("vertex", 700)
    assert [one["grant_type"] for one in sign_in.asked] == [["urn:ietf:params:oauth:grant-type:jwt-bearer"]]


@pytest.mark.usefixtures("account")
def test_a_token_serves_every_sample(double: RunningDouble, sign_in: SignIn, question: Question) -> None:
    settings = by_project(double).model_copy(update={"provider_samples": 3})
    assert judged(settings, question).provenance.samples == 3
    assert (len(double.requests), len(sign_in.asked)) == (3, 1)


@pytest.mark.usefixtures("account")
def test_an_account_that_is_refused_is_a_rejected_key_and_the_model_is_not_asked(
    double: RunningDouble, sign_in: SignIn, question: Question
) -> None:
    sign_in.refuses = True
    with pytest.raises(ProviderKeyRejected) as caught:
        judged(by_project(double), question)
    assert double.requests == []
    assert "PRIVATE KEY" not in str(caught.value)


def test_a_machine_without_an_account_says_that_a_key_is_missing(
    double: RunningDouble, question: Question, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "none.json"))
    with pytest.raises(ProviderKeyRejected):
        judged(by_project(double), question)
    assert double.requests == []
