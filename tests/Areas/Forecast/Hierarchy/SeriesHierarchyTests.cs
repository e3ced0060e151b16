using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Forecast.Hierarchy;

namespace Kirana.Tests.Areas.Forecast.Hierarchy;

public sealed class SeriesHierarchyTests
{
    [Fact]
    public void Parents_make_levels_with_the_bottom_last()
    {
        var hierarchy = SeriesHierarchy.FromParents([new("leaf", "mid"), new("short", "top"), new("mid", "top"), new("other", "mid"), new("top", null)]);
        Assert.Equal(["top", "mid", "leaf", "short", "other"], Enumerable.Range(0, hierarchy.Count).Select(hierarchy.KeyOf));
        Assert.Equal(["level 0", "level 1", "bottom"], hierarchy.Levels);
        Assert.Equal([0, 1, 2, 2, 2], Enumerable.Range(0, 5).Select(hierarchy.LevelOf));
        Assert.Equal([3, 2, 1, 1, 1], Enumerable.Range(0, 5).Select(hierarchy.LeavesOf));
        Assert.Equal([1, 3], hierarchy.ChildrenOf(0).ToArray());
        Assert.Equal([1], hierarchy.ParentsOf(4).ToArray());
        Assert.True(hierarchy.IsTree);
        Assert.Equal((2, 3, 4), (hierarchy.AggregateCount, hierarchy.BottomCount, hierarchy.IndexOf("other")));
    }

    [Fact]
    public void Series_without_parents_stand_side_by_side()
    {
        var hierarchy = SeriesHierarchy.FromParents([new("a", null), new("b", null)]);
        Assert.Equal((0, 2), (hierarchy.AggregateCount, hierarchy.BottomCount));
        Assert.Equal(["bottom"], hierarchy.Levels);
    }

    [Fact]
    public void Crossed_groups_share_their_parts()
    {
        var hierarchy = SeriesHierarchy.FromGroups(
            ["1", "2", "3", "4", "5"],
            [new("state", ["v", "v", "n", "n", "n"]), new("city", ["m", "g", "s", "s", "t"]), new("kind", ["b", "h", "b", "h", "b"])],
            [["state", "city"], [], ["state"], ["kind"]]);
        Assert.Equal(["total", "state", "kind", "state × city", "bottom"], hierarchy.Levels);
        Assert.Equal("state=n × city=s", hierarchy.KeyOf(7));
        Assert.False(hierarchy.IsTree);
        Assert.Equal([1, 2], hierarchy.ChildrenOf(0).ToArray());
        Assert.Equal([7, 8], hierarchy.ChildrenOf(2).ToArray());
        Assert.Equal([9, 11, 13], hierarchy.ChildrenOf(3).ToArray());
        Assert.Equal([5, 2, 3], ((int[])[0, 1, 2]).Select(hierarchy.LeavesOf));
    }

    [Fact]
    public void Series_are_added_up_and_a_missing_part_is_missing_above()
    {
        var hierarchy = SeriesHierarchy.FromParents([new("top", null), new("a", "top"), new("b", "top")]);
        var all = hierarchy.Aggregate([Made.Named("b", 1, 2, 3), Made.Named("a", 10, double.NaN, 30)]);
        Assert.Equal(["top", "a", "b"], all.Select(one => one.Key));
        Assert.Equal([11, double.NaN, 33], all[0].Values.ToArray());
        Assert.Equal(Made.Named("b").Axis, all[0].Axis);
    }

    [Fact]
    public void An_orphan_is_named_with_its_parent()
    {
        var fault = Assert.Throws<DataException>(() => SeriesHierarchy.FromParents([new("top", null), new("mug", "kitchen")]));
        Assert.Equal(("orphan", 2L, "parent"), (fault.Code, fault.Row, fault.Column));
        Assert.Contains("'mug'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'kitchen'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_is_shown()
    {
        var fault = Assert.Throws<DataException>(() => SeriesHierarchy.FromParents([new("top", null), new("x", "a"), new("a", "b"), new("b", "c"), new("c", "a")]));
        Assert.Equal("cycle", fault.Code);
        Assert.Contains("'a' → 'b' → 'c' → 'a'", fault.Message, StringComparison.Ordinal);
        Assert.Equal("cycle", Assert.Throws<DataException>(() => SeriesHierarchy.FromParents([new("self", "self")])).Code);
    }

    [Fact]
    public void A_long_cycle_is_shown_in_part() =>
        Assert.Contains("…", Assert.Throws<DataException>(() =>
            SeriesHierarchy.FromParents([.. Enumerable.Range(0, 50_000).Select(i => new HierarchyRow($"{i}", $"{(i + 1) % 50_000}"))])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_duplicate_key_is_named_with_both_rows()
    {
        var fault = Assert.Throws<DataException>(() => SeriesHierarchy.FromParents([new("a", null), new("b", "a"), new("b", "a")]));
        Assert.Equal(("duplicate-key", 3L), (fault.Code, fault.Row));
        Assert.Contains("row 2", fault.Message, StringComparison.Ordinal);
        Assert.Equal("duplicate-key", Assert.Throws<DataException>(() => SeriesHierarchy.FromGroups(["1", "1"], [], [[]])).Code);
        Assert.Equal("duplicate-key", Assert.Throws<DataException>(() => SeriesHierarchy.FromGroups(["total", "1"], [], [[]])).Code);
    }

    [Fact]
    public void Groups_that_cannot_be_are_refused()
    {
        var column = new GroupColumn("state", ["v", ""]);
        var fault = Assert.Throws<DataException>(() => SeriesHierarchy.FromGroups(["1", "2"], [column], [["state"]]));
        Assert.Equal(("missing-group", 2L, "state"), (fault.Code, fault.Row, fault.Column));
        Assert.Equal("missing-column", Assert.Throws<DataException>(() => SeriesHierarchy.FromGroups(["1"], [], [["state"]])).Code);
        Assert.Equal("duplicate-level", Assert.Throws<DataException>(() => SeriesHierarchy.FromGroups(["1"], [], [[], []])).Code);
        Assert.Equal("empty-hierarchy", Assert.Throws<DataException>(() => SeriesHierarchy.FromGroups([], [], [[]])).Code);
        Assert.Equal("empty-hierarchy", Assert.Throws<DataException>(() => SeriesHierarchy.FromParents([])).Code);
        Assert.Equal("missing-key", Assert.Throws<DataException>(() => SeriesHierarchy.FromParents([new("", null)])).Code);
        Assert.Throws<ArgumentException>(() => SeriesHierarchy.FromGroups(["1"], [column], [[]]));
    }

    [Fact]
    public void Series_that_do_not_fit_the_hierarchy_are_refused()
    {
        var hierarchy = SeriesHierarchy.FromParents([new("top", null), new("a", "top"), new("b", "top")]);
        Assert.Equal("missing-series", Fault(Made.Named("a", 1)).Code);
        Assert.Equal("unknown-series", Fault(Made.Named("top", 1)).Code);
        Assert.Equal("unknown-series", Fault(Made.Named("c", 1)).Code);
        Assert.Equal("duplicate-key", Fault(Made.Named("a", 1), Made.Named("a", 1)).Code);
        Assert.Equal("mixed-steps", Fault(Made.Named("a", 1), Made.Named("b", 1, 2)).Code);
        Assert.Throws<ArgumentException>(() => hierarchy.IndexOf("c"));
        Assert.Throws<ArgumentException>(() => hierarchy.Aggregate(new SeriesMatrix(2, 1)));

        DataException Fault(params TimeSeries[] series) => Assert.Throws<DataException>(() => hierarchy.Aggregate(series));
    }
}
