"""The client: whom it speaks to, what it takes for an answer, and that the token goes nowhere else."""

from __future__ import annotations

import logging
import traceback

import pytest

from forge.faults import Fault
from forge.fixtures import CLERK
from forge.opening import adapter, profile
from forge.scripted import Asked, Told, in_json, scripted
from forge.standin import NAME, StandIn
from lunzheng.review.forge import open_forge
from lunzheng.review.forge.github import GitHub, graphql_address
from lunzheng.review.forge.interface import Forge, ForgeError

TOKEN = "ghp_0123456789abcdefSECRET"


def github(address: str) -> Forge:
    return GitHub(address, NAME, TOKEN)


def test_a_redirect_within_the_forge_is_followed():
    def tell(asked: Asked) -> Told:
        if asked.target.startswith("/repositories/"):
            return in_json({"default_branch": "main"})
        return in_json({"message": "Moved Permanently"}, 301, Location="/repositories/1")

    with scripted(tell) as (address, asked):
        assert github(address).default_branch() == "main"
    assert [request.headers["authorization"] for request in asked] == [f"Bearer {TOKEN}"] * 2


def test_a_redirect_to_another_place_is_not_followed():
    with scripted(lambda _: in_json({"default_branch": "evil"})) as (elsewhere, asked_elsewhere):
        told = in_json({}, 302, Location=f"{elsewhere}/login")
        with (
            scripted(lambda _: told) as (address, _),
            pytest.raises(ForgeError, match=r"要转到 127.0.0.1，令牌不能交给别的地址"),
        ):
            github(address).default_branch()
    assert asked_elsewhere == []


def test_a_change_is_not_turned_into_a_reading():
    with (
        scripted(lambda _: in_json({}, 301, Location="/repositories/1/pulls/1")) as (address, asked),
        pytest.raises(ForgeError, match="仓库换了名称"),
    ):
        github(address).edit_pull_request(1, "", "")
    assert len(asked) == 1


def test_redirects_in_a_circle_come_to_an_end():
    with (
        scripted(lambda _: in_json({}, 302, Location="/round")) as (address, asked),
        pytest.raises(ForgeError, match="状态码 302"),
    ):
        github(address).default_branch()
    assert len(asked) < 10


def test_a_next_page_elsewhere_is_not_read():
    link = '<https://evil.example/next>; rel="next"'
    with (
        scripted(lambda _: in_json([], Link=link)) as (address, _),
        pytest.raises(ForgeError, match=r"要转到 evil\.example"),
    ):
        github(address).comments(1)


def test_a_login_page_is_named_as_what_it_probably_is(either: StandIn):
    either.faults.plan(Fault.LOGIN_PAGE)
    with pytest.raises(ForgeError, match="不是接口数据（状态码 200），多半是上网代理的登录页") as caught:
        adapter(either, CLERK).default_branch()
    assert not caught.value.retry


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ([], "整个回答"),
        ({"default_branch": None}, "“default_branch”"),
        ({"default_branch": 3}, "“default_branch”"),
        ({}, "“default_branch”"),
        (None, "整个回答"),
    ],
)
def test_an_answer_of_another_shape_is_said_with_its_place(value: object, place: str):
    with (
        scripted(lambda _: in_json(value)) as (address, _),
        pytest.raises(ForgeError, match=f"和约定的不一样（{place}）"),
    ):
        github(address).default_branch()


def test_the_place_of_a_wrong_member_is_exact():
    review = {
        "id": 1,
        "state": "APPROVED",
        "user": {"login": "a"},
        "body": "",
        "html_url": "u",
        "submitted_at": "gestern",
    }
    with (
        scripted(lambda _: in_json([{**review, "submitted_at": "2027-03-01T00:00:00Z"}, {**review, "id": 2}])) as (
            address,
            _,
        ),
        pytest.raises(ForgeError, match=r"（“\[1\]\.submitted_at”）"),
    ):
        github(address).reviews(1)


def test_an_answer_that_drips_is_given_up(either: StandIn, quick: list[float], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lunzheng.review.forge.transport.WHOLE_TIMEOUT", 0.2)
    either.faults.plan(Fault.DRIPPING, times=4)
    with pytest.raises(ForgeError, match="回答超时，试了 4 次") as caught:
        adapter(either, CLERK).account()
    assert caught.value.retry
    assert quick == [1, 2, 4]


def test_waits_grow_between_attempts(either: StandIn, quick: list[float]):
    either.faults.plan(Fault.UNAVAILABLE, times=3)
    assert adapter(either, CLERK).default_branch() == "main"
    assert quick == [1, 2, 4]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://gitlab.example.org/api/v3", "没有加密，令牌会在网上明文传送"),
        ("http://10.1.2.3:3000/api/v1", "没有加密，令牌会在网上明文传送"),
        ("http://localhost.evil.example/", "没有加密"),
        ("https://user:geheim@forge.example/api", "带着账号或密码"),
        ("https://forge.example/api?x=1", "写得不对"),
        ("ftp://forge.example", "写得不对"),
        ("https://forge.example:port/", "写得不对"),
        ("https://", "写得不对"),
    ],
)
def test_an_address_that_would_show_the_token_is_refused(address: str, said: str):
    with pytest.raises(ForgeError, match=said) as caught:
        github(address)
    assert "geheim" not in str(caught.value)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("token", ["abc def", "abc\ndef", "甲乙丙丁", "abc\x7f"])
def test_half_a_token_is_refused_without_showing_it(token: str):
    with pytest.raises(ForgeError, match="不是完整的令牌") as caught:
        GitHub("https://api.github.com", NAME, token)
    assert token not in str(caught.value)


def test_this_machine_is_spoken_to_without_a_proxy(either: StandIn, monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert adapter(either, CLERK).account() == CLERK


def test_other_machines_are_spoken_to_through_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, quick: list[float]
):
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with scripted(lambda _: (407, {}, b"")) as (proxy, asked):
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy)
        with pytest.raises(ForgeError, match=r"经上网代理连不上 forge\.example") as caught:
            github("https://forge.example/api/v3").default_branch()
    assert len(quick) == 3
    assert {request.target for request in asked} == {"forge.example:443"}
    assert all(TOKEN not in value for request in asked for value in request.headers.values())
    assert TOKEN not in repr(caught.value)


def test_a_password_of_the_machine_is_not_sent_instead_of_the_token(either: StandIn, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password wrong\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert adapter(either, CLERK).account() == CLERK


def test_a_connection_without_a_valid_certificate_is_not_used(either: StandIn):
    address = either.address.replace("http://", "https://")
    with pytest.raises(ForgeError, match="加密连接建不起来") as caught:
        github(address).default_branch()
    assert not caught.value.retry


def test_nobody_there_is_said_with_the_host(quick: list[float]):
    with pytest.raises(ForgeError, match=r"连不上 127\.0\.0\.1:1，或连接中断，试了 4 次"):
        github("http://127.0.0.1:1").default_branch()
    assert quick == [1, 2, 4]


def test_a_wrong_token_is_said(either: StandIn):
    forge = open_forge(profile(either.library_entry()), {"LUNZHENG_TOKEN": "wrong"})
    with pytest.raises(ForgeError, match="令牌无效或已过期"):
        forge.account()


def test_the_token_is_shown_nowhere(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], quick):
    """Whatever the forge answers, even the token itself: neither log nor exception nor address has it."""
    caplog.set_level(logging.DEBUG)
    answers: list[Told] = [
        in_json({"message": f"bad token {TOKEN}", "errors": [f"{TOKEN}"]}, status)
        for status in (400, 401, 403, 404, 422)
    ]
    answers += [(500, {}, TOKEN.encode()), (200, {"Content-Type": "text/html"}, TOKEN.encode())]
    answers += [in_json({"login": None, "default_branch": None}), in_json({}, 302, Location=f"https://evil/{TOKEN}")]
    for answer in answers:
        with scripted(lambda _, answer=answer: answer) as (address, asked):
            forge = github(address)
            for run in (
                forge.account,
                forge.default_branch,
                lambda forge=forge: forge.create_pull_request("a", "b", "c", "d"),
                lambda forge=forge: forge.line_comments(1),
                lambda forge=forge: forge.request_reviews(1, ["a"], ["b"]),
            ):
                with pytest.raises(ForgeError) as caught:
                    run()
                shown = (
                    "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(vars(caught.value))
                )
                assert TOKEN not in shown
            assert TOKEN not in repr(forge) + str(forge)
            assert all(TOKEN not in request.target for request in asked)
    output = capfd.readouterr()
    assert TOKEN not in caplog.text + output.out + output.err
    assert quick


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://api.github.com", "https://api.github.com/graphql"),
        ("https://api.github.com/", "https://api.github.com/graphql"),
        ("https://api.city.ghe.com", "https://api.city.ghe.com/graphql"),
        ("https://git.ningbo.example/api/v3", "https://git.ningbo.example/api/graphql"),
        ("https://git.ningbo.example:8443/api/v3/", "https://git.ningbo.example:8443/api/graphql"),
    ],
)
def test_where_graphql_is_answered(address: str, expected: str):
    assert graphql_address(address) == expected
