using Kirana.Data.Tables;

namespace Kirana.Tests.Foundation.Learn.LearnerChecks;

/// <summary>Tables at the edge of what can be learnt from.</summary>
internal static class OddTables
{
    public const int Rows = 60;

    private static readonly string[] s_levels = [.. Enumerable.Range(0, 1_000_000).Select(i => $"level {i}")];

    /// <summary>A category of which two levels decide; every other row has a level of its own.</summary>
    public static TabularData MillionLevels { get; } = new(new Table([
        new CategoryColumn("c", [.. Enumerable.Range(0, 3_000).Select(i => i % 3 < 2 ? i % 3 : 300 * i)], s_levels),
        new NumberColumn("y", [.. Enumerable.Range(0, 3_000).Select(i => i % 3 == 1 ? 1f : 0f)])]), "y");

    /// <summary>The two levels that decide.</summary>
    public static Table TwoLevels { get; } = new([new CategoryColumn("c", [0, 1], s_levels[..2])]);

    /// <summary>Tables that learners of trees learn.</summary>
    public static IEnumerable<(string Name, TabularData Table)> Learnable()
    {
        float[] infinities = [.. Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? float.NegativeInfinity : i % 3 == 1 ? float.PositiveInfinity : i)];
        yield return ("an all-missing column", Of(("x", Ramp()), ("gone", Constant(float.NaN)), ("y", Ramp())));
        yield return ("nothing but missing values", Of(("gone", Constant(float.NaN)), ("y", Ramp())));
        yield return ("infinities", Of(("x", infinities), ("y", Ramp())));
        yield return ("nothing but one infinity", Of(("x", Constant(float.PositiveInfinity)), ("y", Ramp())));
        yield return ("the greatest and least numbers", Of(("x", [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? float.MaxValue : -float.Epsilon)]), ("y", Ramp())));
        yield return ("a constant column", Of(("x", Constant(1)), ("y", Ramp())));
        yield return ("three rows", Of(("x", [1, 2, 3]), ("y", [1, 5, 2])));
        yield return ("huge targets", Of(("x", Ramp()), ("y", [.. Ramp().Select(v => 1e15f * v)])));
        yield return ("nearly all weights 0", Weighted([.. Enumerable.Range(0, Rows).Select(i => i == 7 ? 1e-20f : 0)]));
        yield return ("tiny and huge weights", Weighted([.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? 1e-12f : 1e12f)]));
        yield return ("one class", Of(new int[Rows], "only"));
        yield return ("a class without rows", Of([.. Enumerable.Range(0, Rows).Select(i => 2 * (i % 2))], "a", "none", "b"));
        yield return ("a class of one row", Of([.. Enumerable.Range(0, Rows).Select(i => i == 9 ? 2 : i % 2)], "a", "b", "rare"));
        yield return ("a category that is always missing", new TabularData(new Table([new CategoryColumn("c", [.. Enumerable.Repeat(CategoryColumn.Missing, Rows)], ["a"]), new NumberColumn("y", Ramp())]), "y"));
    }

    /// <summary>Tables of numbers that are learnt, or refused with a code.</summary>
    public static IEnumerable<(string Name, TabularData Table)> Numbers() =>
    [
        .. Learnable().Where(own => own.Table.Target is NumberColumn),
        ("a constant target", Of(("x", Ramp()), ("y", Constant(3.5f)))),
        ("one row", Of(("x", [1]), ("y", [2]))),
        ("twin columns", Of(("x", Ramp()), ("twin", Ramp()), ("y", Ramp()))),
    ];

    /// <summary>Tables of classes that are learnt, or refused with a code.</summary>
    public static IEnumerable<(string Name, TabularData Table)> Classes() =>
    [
        .. Learnable().Where(own => own.Table.Target is CategoryColumn),
        ("one row of a class", Of([0], "only")),
        ("classes that a number parts", Of([.. Enumerable.Range(0, Rows).Select(i => i / 30)], "a", "b")),
        ("a constant column of classes", new TabularData(new Table([new NumberColumn("x", Constant(2)), new CategoryColumn("y", [.. Enumerable.Range(0, Rows).Select(i => i % 2)], ["a", "b"])]), "y")),
    ];

    public static float[] Ramp() => [.. Enumerable.Range(0, Rows).Select(i => (float)i)];

    public static float[] Constant(float value) => [.. Enumerable.Repeat(value, Rows)];

    public static TabularData Of(params (string Name, float[] Values)[] columns) => new(new Table(columns.Select(column => new NumberColumn(column.Name, column.Values))), "y");

    public static TabularData Of(int[] classes, params string[] labels) =>
        new(new Table([new NumberColumn("x", Ramp()[..classes.Length]), new CategoryColumn("y", classes, labels)]), "y");

    public static TabularData Weighted(float[] weights) => new(Of(("x", Ramp()), ("y", Ramp()), ("w", weights)).Table, "y", weight: "w");
}
