"""Every job has a deadline: a real server over a real socket, and the settings that say how long it is."""

import threading
import time

import pytest
from celtint_cli.main import main
from celtint_client.errors import TimedOut
from celtint_server import app
from celtint_server.config import ServerConfig


def test_a_job_past_its_deadline_ends_with_its_own_error_and_frees_its_worker(serve, tools):
    models = tools.Models()
    server = serve(models, workers=1, batch_deadline_s=0.05)
    client, known = server.client(), {}

    def tell(news):
        known["job"] = news.job

    def open_late():
        assert models.entered.wait(60)
        time.sleep(0.1)
        models.gate.set()

    threading.Thread(target=open_late, daemon=True).start()
    with pytest.raises(TimedOut, match=r"stopped after 0\.05 seconds.*--batch-deadline") as caught:
        client.colour(tools.simple(settings=tools.NETWORK, batch=True), tell)
    assert not caught.value.retryable
    with pytest.raises(TimedOut):
        client.job(known["job"])
    assert client.colour(tools.simple()).colour is not None


@pytest.fixture
def configured(monkeypatch, tmp_path):
    """Run `celtint serve` up to where it would serve; gives the configuration that it would serve with."""
    monkeypatch.setenv("CELTINT_STATE_DIR", str(tmp_path))
    found = []
    monkeypatch.setattr(app, "run", lambda config, models: found.append(config))

    def serve_with(*options):
        assert main(["serve", *options]) == 0
        return found.pop()

    return serve_with


def test_the_deadline_is_an_option_else_in_the_environment_else_generous(configured, monkeypatch):
    usual = configured()
    assert (usual.deadline_s, usual.batch_deadline_s) == (ServerConfig.deadline_s, ServerConfig.batch_deadline_s)
    assert 600 <= usual.deadline_s < usual.batch_deadline_s
    monkeypatch.setenv("CELTINT_DEADLINE", "30")
    monkeypatch.setenv("CELTINT_BATCH_DEADLINE", "90.5")
    told = configured()
    assert (told.deadline_s, told.batch_deadline_s) == (30, 90.5)
    assert configured("--deadline", "7").deadline_s == 7


@pytest.mark.parametrize("said", ["soon", "0", "-1", "nan"])
def test_a_deadline_in_the_environment_that_is_none(said, monkeypatch, capsys):
    monkeypatch.setenv("CELTINT_DEADLINE", said)
    assert main(["serve"]) == 2
    assert "CELTINT_DEADLINE is more than 0 seconds" in capsys.readouterr().err
