using System.Globalization;
using Kirana.Forecast.Hierarchy;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Hierarchy;

/// <summary>Hierarchies for tests, and the committed results of dense algebra.</summary>
internal static class Hierarchies
{
    /// <summary>The three hierarchies of <c>make-hierarchy.py</c>.</summary>
    public static SeriesHierarchy Golden(string name) => name switch
    {
        "tree" => SeriesHierarchy.FromParents(
        [
            new("all", null), new("a", "all"), new("b", "all"),
            new("a1", "a"), new("a2", "a"), new("a3", "a"), new("b1", "b"), new("b2", "b"), new("b3", "b"),
        ]),
        "deep" => SeriesHierarchy.FromGroups(
            ["1", "2", "3", "4", "5", "6", "7"],
            [new("half", ["l", "l", "l", "l", "r", "r", "r"]), new("pair", ["p", "p", "q", "q", "s", "s", "s"])],
            [[], ["half"], ["pair"]]),
        _ => SeriesHierarchy.FromGroups(
            ["1", "2", "3", "4", "5", "6"],
            [new("row", ["a", "a", "a", "b", "b", "b"]), new("column", ["x", "y", "z", "x", "y", "z"])],
            [["row"], ["column"], []]),
    };

    /// <summary>One top, some groups, and as many series in each: the shape of a shop.</summary>
    public static SeriesHierarchy Shop(int groups, int members)
    {
        var rows = new List<HierarchyRow> { new("top", null) };
        for (var g = 0; g < groups; g++)
        {
            rows.Add(new($"g{g}", "top"));
            for (var i = 0; i < members; i++)
                rows.Add(new($"g{g}/{i}", $"g{g}"));
        }

        return SeriesHierarchy.FromParents(rows);
    }

    public static Dictionary<string, SeriesMatrix> Read(string name)
    {
        var fields = File.ReadLines(GoldenFile.PathOf("hierarchy.csv")).Skip(1).Select(line => line.Split(','))
            .Where(row => string.Equals(row[0], name, StringComparison.Ordinal)).GroupBy(row => row[1], StringComparer.Ordinal);
        return fields.ToDictionary(field => field.Key, field =>
        {
            var cells = field.Select(row => (Row: int.Parse(row[2], CultureInfo.InvariantCulture), Column: int.Parse(row[3], CultureInfo.InvariantCulture),
                Value: double.Parse(row[4], CultureInfo.InvariantCulture))).ToArray();
            return Matrix(cells.Max(cell => cell.Row) + 1, cells.Max(cell => cell.Column) + 1, (i, j) => cells.First(cell => cell.Row == i && cell.Column == j).Value);
        }, StringComparer.Ordinal);
    }

    public static SeriesMatrix Matrix(int series, int steps, Func<int, int, double> value)
    {
        var matrix = new SeriesMatrix(series, steps);
        for (var i = 0; i < series; i++)
            for (var k = 0; k < steps; k++)
                matrix[i, k] = value(i, k);
        return matrix;
    }

    /// <summary>Sums of a random bottom, each then moved a little.</summary>
    public static SeriesMatrix Noisy(SeriesHierarchy hierarchy, int steps, ulong seed, double level = 10)
    {
        var random = new RandomStream(seed);
        var matrix = new SeriesMatrix(hierarchy.Count, steps);
        foreach (ref var value in matrix.Values)
            value = level + random.NextGaussian();
        hierarchy.Aggregate(matrix);
        foreach (ref var value in matrix.Values)
            value += random.NextGaussian();
        return matrix;
    }

    /// <summary>The largest difference between an aggregate and the sum of its bottom series, relative to the sum of magnitudes.</summary>
    public static double Incoherence(SeriesHierarchy hierarchy, SeriesMatrix forecasts)
    {
        var worst = 0.0;
        for (var i = 0; i < hierarchy.AggregateCount; i++)
            for (var k = 0; k < forecasts.Steps; k++)
            {
                var (sum, size) = (0.0, 0.0);
                AddLeaves(hierarchy, forecasts, i, k, ref sum, ref size);
                worst = Math.Max(worst, Math.Abs(sum - forecasts[i, k]) / size);
            }

        return worst;
    }

    private static void AddLeaves(SeriesHierarchy hierarchy, SeriesMatrix forecasts, int series, int step, ref double sum, ref double size)
    {
        foreach (var child in hierarchy.ChildrenOf(series))
        {
            if (child < hierarchy.AggregateCount)
            {
                AddLeaves(hierarchy, forecasts, child, step, ref sum, ref size);
                continue;
            }

            sum += forecasts[child, step];
            size += Math.Abs(forecasts[child, step]);
        }
    }
}
