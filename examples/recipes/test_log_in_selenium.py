"""Tests a login in Chromium with Selenium. KEYS: the virtual keys; LOGIN: the login."""

import json
import os
import shutil
import uuid
from urllib.request import Request, urlopen

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

KEYS = os.environ.get("KEYS", "http://127.0.0.1:8090") + "/api/v1/keys"
LOGIN = os.environ.get("LOGIN", "http://127.0.0.1:3000")


@pytest.fixture
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome")
    # --no-sandbox: only for containers, in which Chromium runs as root.
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
    yield driver
    driver.quit()


def virtual_key(uri):
    """Makes a virtual key of what the sign-up page shows; returns its address."""
    body = {"from": "otpauth", "uri": uri, "serial": uuid.uuid4().hex}
    headers = {"content-type": "application/json"}
    urlopen(Request(KEYS, json.dumps(body).encode(), headers), timeout=60).close()
    return f"{KEYS}/{body['serial']}"


def code(key, query=""):
    # A browser takes its time: 10 seconds are left to type the code and press the button.
    with urlopen(f"{key}/code?min-validity=10{query}", timeout=60) as answer:
        return json.load(answer)["code"]


def submit(browser, path, fields):
    browser.get(LOGIN + path)
    for name, value in fields.items():
        browser.find_element(By.ID, name).send_keys(value)
    browser.find_element(By.TAG_NAME, "button").click()


def test_logs_in_with_a_virtual_key(browser):
    account = {"name": f"se-{uuid.uuid4().hex}", "password": "correct-horse"}
    submit(browser, "/sign-up", account)
    key = virtual_key(browser.find_element(By.TAG_NAME, "output").text)

    submit(browser, "/", {**account, "code": code(key, "&wrong=flipped-digit")})
    assert browser.find_element(By.CSS_SELECTOR, "[role=status]").text == "Refused"

    submit(browser, "/", {**account, "code": code(key)})
    assert browser.find_element(By.TAG_NAME, "h1").text == "Welcome"

    submit(browser, "/", {**account, "code": code(key, "&wrong=replayed")})
    assert browser.find_element(By.CSS_SELECTOR, "[role=status]").text == "Refused"
