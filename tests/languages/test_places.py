"""Which country, part, language or zone somebody can only mean; nothing where it may be several."""

import pytest

from engine.languages.places import (
    countries,
    country_meant,
    has_part,
    knows_language,
    language_meant,
    language_tags,
    part_meant,
    parts_of,
    zone_meant,
    zones,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Germany", "DE"), ("Deutschland", "DE"), ("Allemagne", "DE"), ("DEU", "DE"), ("de", "DE"),
        ("UK", "GB"), ("United Kingdom", "GB"), ("USA", "US"), ("Vereinigte Staaten", "US"),
        ("Georgia", ""), ("Congo", ""), ("Korea", ""), ("America", ""), ("England", ""), ("YY", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_country_is_meant_by_one_of_its_names(typed, code):
    assert country_meant(typed) == code
    assert not code or code in countries()


@pytest.mark.parametrize(
    ("country", "typed", "code"),
    [
        ("US", "California", "CA"), ("US", "US-CA", "CA"), ("US", "ca", "CA"), ("DE", "bayern", "BY"),
        ("US", "Bayern", ""), ("GB", "Scotland", "SCT"), ("US", "ZZ", ""), ("US", "", ""),
    ],
)  # fmt: skip
def test_a_part_is_meant_by_one_of_its_names(country, typed, code):
    assert part_meant(country, typed) == code
    assert not code or code in parts_of(country)


def test_a_part_is_known_by_its_code_and_by_its_own_name():
    assert has_part("DE", "BY")
    assert has_part("DE", "Bayern")
    assert not has_part("DE", "CA")


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("de_DE", "de-DE"), ("EN-us", "en-US"), ("en-UK", "en-GB"), ("pt-br", "pt-BR"), ("German", "de"),
        ("deutsch", "de"), ("DE", "de"), ("de-FR", ""), ("xx-YY", ""), ("zh-Hans-CN", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_language_is_meant_by_its_name_or_another_way_of_writing_it(typed, tag):
    assert language_meant(typed) == tag
    assert not tag or knows_language(tag)


def test_the_ways_a_language_is_written_are_listed():
    assert {"de", "de-AT", "de-CH"} <= set(language_tags("de"))
    assert all(knows_language(tag) for tag in language_tags("en"))
    assert language_tags("xx") == ()


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"), ("New York", "America/New_York"), ("europe/berlin", "Europe/Berlin"),
        ("America/NewYork", "America/New_York"), ("Europe/Berln", "Europe/Berlin"),
        ("CST", ""), ("PST", ""), ("Texas", ""), ("GMT+25", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_time_zone_is_meant_by_its_city_or_a_slip(typed, zone):
    assert zone_meant(typed) == zone
    assert not zone or zone in zones()
