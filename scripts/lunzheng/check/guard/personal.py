"""Personal data in text: mobile numbers, resident identity numbers, bank card numbers. Other long numbers are none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lunzheng.check.guard.fold import fold


@dataclass(frozen=True)
class PersonalData:
    """A number that was found.

    Attributes:
        name: what it is, in Chinese.
        masked: the number as it may be repeated.
        offset: where it begins in the text.
        length: how long it is there.
        is_mobile: a mobile number; the others are never needed in a project.
    """

    name: str
    masked: str
    offset: int
    length: int
    is_mobile: bool = False


_BEFORE = r"(?<![0-9A-Za-z_.])(?<![0-9]-)(?<![0-9],)(?<![A-Za-z]-)"
_AFTER = r"(?![0-9A-Za-z_])(?!\.[0-9])(?!-[0-9A-Za-z])(?!,[0-9]{3}(?![0-9]))"
_DIGITS = re.compile(
    # country code and a mobile number in groups of 3-4-4
    rf"{_BEFORE}(?P<mobile>(?:(?:\+|00)?86[ -]?)?1[3-9][0-9](?P<s1>[ .·-]?)[0-9]{{4}}(?P=s1)[0-9]{{4}}){_AFTER}"
    rf"|{_BEFORE}(?P<identity>[1-9][0-9]{{5}}(?P<s2>[ -]?)(?:19|20)[0-9]{{6}}(?P=s2)[0-9]{{3}}[0-9Xx]){_AFTER}"
    rf"|{_BEFORE}(?P<card>[1-9][0-9]{{3}}(?P<s3>[ -]?)[0-9]{{4}}(?P=s3)[0-9]{{4}}(?P=s3)[0-9]{{4}}"
    rf"(?:(?P=s3)[0-9]{{1,3}})?){_AFTER}"
)
_LONG_NUMBER = re.compile(r"[0-9][0-9 .·-]{9,}[0-9]")
"""All three have at least eleven digits: most texts are done with here."""
_OLD_IDENTITY = re.compile(rf"身份证[^0-9\n]{{0,8}}(?P<old>[1-9][0-9]{{7}}(?:0[1-9]|1[0-2])[0-3][0-9]{{4}}){_AFTER}")
_OTHER_NUMBER = re.compile(
    r"(?:订单|单|流水|编|合同|序列|设备|批次|批|型|货|项目|资产|证书|备案|许可证?|登记|凭证|交易|发票|快递|物流|目录)"
    r"[号码]?[^0-9\n。；;]{0,4}$|(?:代码|编码|型号|ID|Id|id|No\.?|SN|序号)[^0-9\n。；;]{0,4}$"
)
_QUANTITY = re.compile(r"\s*(?:[万亿]?元|万|亿|余?[条次吨个件户人]|千|立方|平方|公里|米|字节|[KMGTP]?B\b|年|%|℃|度)")
_CARD_LABEL = re.compile(r"(?:银行卡|信用卡|储蓄卡|借记卡|卡号|社保卡)[^0-9\n。；;]{0,8}$")
_CARD_PREFIX = re.compile(r"62|4|5[1-5]|35(?:2[89]|[3-8])|9558|60|6[89]")
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LABEL_LENGTH = 20
"""How many characters before a number can say what it is."""


def find_personal(text: str) -> list[PersonalData]:
    """The personal numbers in a text, by place; masked so that they can be printed."""
    folded = fold(text)
    if not _LONG_NUMBER.search(folded.text):
        return []

    def place(found: re.Match[str], group: str) -> tuple[int, int]:
        start = folded.original(found.start(group))
        return start, folded.original(found.end(group) - 1) + 1 - start

    result: list[PersonalData] = []
    for found in _DIGITS.finditer(folded.text):
        before = folded.text[max(0, found.start() - _LABEL_LENGTH) : found.start()]
        after = folded.text[found.end() : found.end() + 8]
        result += (
            PersonalData(name, masked, *place(found, group), is_mobile=group == "mobile")
            for group, name, masked in _named(found, before, after)
        )
    for found in _OLD_IDENTITY.finditer(folded.text):
        result.append(PersonalData("身份证号", _masked(found["old"], 4, 2), *place(found, "old")))
    return sorted(result, key=lambda item: item.offset)


def _named(found: re.Match[str], before: str, after: str) -> Iterator[tuple[str, str, str]]:
    digits = re.sub(r"[^0-9Xx]", "", found.group())
    if found["mobile"]:
        number = digits[-11:]
        if not (_OTHER_NUMBER.search(before) or _QUANTITY.match(after)):
            yield "mobile", "手机号", f"{number[:3]}****{number[-4:]}"
        return
    if found["identity"] and is_identity(digits):
        if not ("代码" in before and is_social_credit_code(digits)):
            yield "identity", "身份证号", _masked(digits, 4, 2)
        return
    # A number of 18 digits that is no identity number may still be that of a card.
    if is_card(digits) and not _OTHER_NUMBER.search(before):
        known = _CARD_PREFIX.match(digits) and len(digits) in (16, 17, 18, 19)
        if known or _CARD_LABEL.search(before):
            yield "card" if found["card"] else "identity", "银行卡号", _masked(digits, 4, 4)


def is_identity(number: str) -> bool:
    """Whether 18 characters are a resident identity number (GB 11643-1999): place, day of birth, check character."""
    if len(number) != 18 or not number[:17].isdigit() or not _PROVINCE.match(number):
        return False
    try:
        datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11] == number[17].upper()


def is_social_credit_code(number: str) -> bool:
    """Whether 18 characters are a unified social credit code (GB 32100-2015)."""
    if len(number) != 18 or any(character not in _CODE_CHARACTERS for character in number):
        return False
    total = sum(_CODE_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(number[:17]))
    return _CODE_CHARACTERS[(31 - total % 31) % 31] == number[17]


def is_card(number: str) -> bool:
    """Whether 16 to 19 digits pass the Luhn test of bank cards (GB/T 17552); a run of one digit is none."""
    if not (16 <= len(number) <= 19 and number.isdigit()) or len(set(number)) < 2:
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _masked(number: str, head: int, tail: int) -> str:
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]
