using System.Text.Json;

namespace Kirana.Tests.Foundation.Learn.Metrics;

/// <summary>The figures of scikit-learn: <c>golden/Learn/metrics.json</c>, made by <c>metrics.py</c>.</summary>
internal static class MetricsGolden
{
    private static readonly JsonElement s_all =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "metrics.json"))).RootElement;

    public static float[] Truths { get; } = Floats("truths");

    public static double[] Scores { get; } = Doubles("scores");

    public static float[] Weights { get; } = Floats("weights");

    public static double[] Doubles(string name) => [.. s_all.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    public static float[] Floats(string name) => [.. Doubles(name).Select(value => (float)value)];

    public static int[] Whole(string name) => [.. Doubles(name).Select(value => (int)value)];

    public static IEnumerable<JsonElement> Lists => s_all.GetProperty("lists").EnumerateArray();

    /// <summary>Asserts a figure without weights and with them.</summary>
    public static void Check(string name, Func<float[], double> figure, double tolerance = 1e-12)
    {
        var expected = Doubles(name);
        Assert.Equal(expected[0], figure([]), tolerance);
        Assert.Equal(expected[1], figure(Weights), tolerance);
    }
}
