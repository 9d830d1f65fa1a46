from engine.core.record.returned import SIGNED_TAG, Field, ReturnedDocument


def test_a_value_is_trimmed_and_an_absent_field_is_empty() -> None:
    said = ReturnedDocument((), (Field("decision_hr", " Approve "),))
    assert said.value("decision_hr") == "Approve"
    assert said.value("decision_manager") == ""


def test_two_fields_of_one_name_that_disagree_are_none() -> None:
    twice = ReturnedDocument((), (Field("receipt", "Received"), Field("receipt", "Refused")))
    assert twice.field("receipt") is None
    assert twice.value("receipt") == ""


def test_a_tag_that_signs_is_parted_from_its_token() -> None:
    found = SIGNED_TAG.fullmatch("decision_second_line__abcdefgh2345")
    assert found
    assert found["name"] == "decision_second_line"
    assert found["token"] == "abcdefgh2345"
    assert SIGNED_TAG.fullmatch("decision_second_line") is None
