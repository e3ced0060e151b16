using System.Text.Json;
using Kirana.Data.Tables;
using Kirana.Tests.Foundation.Learn.Linear;

namespace Kirana.Tests.Foundation.Learn;

/// <summary>Rows and answers of scikit-learn for the learners around the great ones.</summary>
internal static class AroundGolden
{
    private static readonly JsonElement s_file =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "around.json"))).RootElement;

    public const int Features = 4;

    /// <summary>Numbers by their names from the outside in.</summary>
    public static double[] Numbers(params string[] path) => LinearGolden.Numbers(path.Aggregate(s_file, (at, name) => at.GetProperty(name)));

    public static double Number(params string[] path) => path.Aggregate(s_file, (at, name) => at.GetProperty(name)).GetDouble();

    public static float[] Floats(params string[] path) => Array.ConvertAll(Numbers(path), value => (float)value);

    /// <summary>The rows with the classes, the numbers or no target.</summary>
    public static TabularData Data(string? target, bool isWeighted = false, string rows = "rows")
    {
        var values = Numbers(rows);
        var classes = Numbers("classes");
        var columns = new List<Column>();
        for (var f = 0; f < Features; f++)
        {
            var own = f;
            columns.Add(new NumberColumn($"f{f}", [.. Enumerable.Range(0, classes.Length).Select(row => values[row * Features + own])]));
        }

        if (target is not null)
            columns.Add(string.Equals(target, "classes", StringComparison.Ordinal)
                ? new CategoryColumn("y", Array.ConvertAll(classes, value => (int)value), ["a", "b", "c"]) : new NumberColumn("y", Numbers(target)));
        if (isWeighted)
            columns.Add(new NumberColumn("w", Numbers("weights")));
        return new TabularData(new Table(columns), target is null ? null : "y", weight: isWeighted ? "w" : null);
    }

    public static void AssertNear(double[] expected, IEnumerable<double> found, double tolerance) => LinearGolden.AssertNear(expected, [.. found], tolerance);
}
