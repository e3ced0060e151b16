using System.Text.Json;
using Kirana.Data.Tables;

namespace Kirana.Tests.Foundation.Learn.Linear;

/// <summary>Rows and coefficients of scikit-learn.</summary>
internal static class LinearGolden
{
    private static readonly JsonElement s_file =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "linear.json"))).RootElement;

    public const int Features = 6;

    public static JsonElement Paths => s_file.GetProperty("paths");

    public static double[] Numbers(string name) => Numbers(s_file.GetProperty(name));

    public static double[] Numbers(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetDouble())];

    public static (double[] Coefficients, double[] Intercepts) Model(string name)
    {
        var model = s_file.GetProperty("models").EnumerateArray().Single(model => string.Equals(model.GetProperty("name").GetString(), name, StringComparison.Ordinal));
        return (Numbers(model.GetProperty("coefficients")), Numbers(model.GetProperty("intercept")));
    }

    public static TabularData Data(string rows, string target, bool isWeighted = false, bool isOfClasses = false)
    {
        var targets = Numbers(target);
        return Data(Numbers(rows), targets, isWeighted ? Numbers("weights") : [], isOfClasses);
    }

    /// <summary>Rows as a table of the columns f0, f1, …, y and perhaps w.</summary>
    public static TabularData Data(double[] rows, double[] targets, double[] weights, bool isOfClasses = false)
    {
        var features = rows.Length / targets.Length;
        var columns = new TableColumns<int>();
        for (var f = 0; f < features; f++)
        {
            var own = f;
            columns = columns.Number($"f{f}", row => rows[row * features + own]);
        }

        columns = isOfClasses ? columns.Category("y", row => $"{targets[row]}") : columns.Number("y", row => targets[row]);
        if (weights.Length > 0)
            columns = columns.Number("w", row => weights[row]);
        return TabularData.From(Enumerable.Range(0, targets.Length), columns, target: "y", weight: weights.Length > 0 ? "w" : null);
    }

    public static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double tolerance = 1e-6)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
