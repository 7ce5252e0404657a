from __future__ import annotations

import pytest

from autowebiq.common import charts
from autowebiq.common.charts import Column, Span


def test_stacked_bars_stand_upon_each_other() -> None:
    chart = charts.stacked([Column("now", "", {"good": 3, "bad": 1})], summary="s", width=254, height=138)

    good, bad = chart.bars
    assert (good.y + good.height, bad.y + bad.height) == (112.0, good.y)
    assert good.height == 3 * bad.height
    assert good.title == "now: 3 good"


def test_bars_side_by_side_have_one_ground_and_do_not_touch() -> None:
    chart = charts.side_by_side([Column("d", "d", {"in": 8, "out": 4})], summary="s")

    first, second = chart.bars
    assert first.y + first.height == second.y + second.height
    assert first.x + first.width < second.x


def test_a_curve_has_a_gap_where_nothing_is_known() -> None:
    columns = [Column("", "", {"m": value}) for value in (1, 2, None, 3)]
    (line,) = charts.curves(columns, summary="s").lines
    assert line.path.count("M") == 2


def test_spans_share_a_row_without_a_label() -> None:
    chart = charts.spans([Span("a", 0, 1, "x"), Span("", 1, 2, "y"), Span("b", 0, 2, "x")], summary="s")

    assert [row.label for row in chart.rows] == ["a", "b"]
    assert chart.bars[0].y == chart.bars[1].y < chart.bars[2].y
    assert chart.bars[0].x + chart.bars[0].width == pytest.approx(chart.bars[1].x)


@pytest.mark.parametrize("chart", [charts.stacked, charts.side_by_side, charts.curves, charts.spans])
def test_nothing_at_all_can_be_drawn(chart: object) -> None:
    assert callable(chart)
    assert chart([], summary="nothing").summary == "nothing"


@pytest.mark.parametrize(
    ("value", "top"), [(0, 4), (4, 4), (5, 8), (11, 20), (41, 80), (99, 100), (3221, 4000), (9999, 10000)]
)
def test_the_grid_ends_at_a_round_figure(value: float, top: int) -> None:
    assert charts.round_up(value) == top
