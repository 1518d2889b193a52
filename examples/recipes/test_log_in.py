"""Tests a login with pytest and Python's own library. KEYS: the virtual keys; LOGIN: the login."""

import html
import json
import os
import re
import uuid
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

KEYS = os.environ.get("KEYS", "http://127.0.0.1:8090") + "/api/v1/keys"
LOGIN = os.environ.get("LOGIN", "http://127.0.0.1:3000")
PASSWORD = "correct-horse"


class VirtualKey:
    """A key on the server of virtual keys."""

    def __init__(self, uri):
        self.serial = uuid.uuid4().hex
        self._ask("POST", KEYS, {"from": "otpauth", "uri": uri, "serial": self.serial})

    def code(self, wrong=None, min_validity=5):
        """Returns a code that the key shows for so many more seconds, or a wrong one."""
        query = {"min-validity": min_validity, **({"wrong": wrong} if wrong else {})}
        return self._ask("GET", f"{self._url()}/code?{urlencode(query)}")["code"]

    def press(self):
        self._ask("POST", f"{self._url()}/button", {"act": "press"})

    def delete(self):
        self._ask("DELETE", self._url())

    def _url(self):
        return f"{KEYS}/{self.serial}"

    @staticmethod
    def _ask(method, url, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = Request(url, data, {"content-type": "application/json"}, method=method)
        with urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")


def post(path, **fields):
    """Sends a form to the login; returns status and page."""
    try:
        with urlopen(LOGIN + path, urlencode(fields).encode(), timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.fixture
def account(request):
    """A new account with a virtual key of the kind that the test asks for."""
    name = f"py-{uuid.uuid4().hex}"
    kind = getattr(request, "param", "totp")
    _, page = post("/sign-up", name=name, password=PASSWORD, kind=kind)
    key = VirtualKey(html.unescape(re.search("<output>(.*)</output>", page)[1]))

    def log_in(code):
        return post("/", name=name, password=PASSWORD, code=code)[0]

    yield key, log_in
    key.delete()


def test_lets_the_holder_in_once(account):
    key, log_in = account
    assert log_in(key.code()) == 200
    assert log_in(key.code(wrong="replayed")) == 403


@pytest.mark.parametrize("wrong", ["expired", "next", "flipped-digit"])
def test_refuses_a_wrong_code(account, wrong):
    key, log_in = account
    assert log_in(key.code(wrong=wrong)) == 403


@pytest.mark.parametrize("account", ["hotp"], indirect=True)
def test_follows_a_key_with_a_button(account):
    key, log_in = account
    for presses in (1, 1, 3):
        for _ in range(presses):
            key.press()
        assert log_in(key.code()) == 200
    assert log_in(key.code(wrong="expired")) == 403
