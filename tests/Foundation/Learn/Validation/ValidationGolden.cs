using System.Text.Json;

namespace Kirana.Tests.Foundation.Learn.Validation;

/// <summary>The figures of SciPy and R: <c>golden/Learn/validation.json</c>, made by <c>validation.py</c>.</summary>
internal static class ValidationGolden
{
    private static readonly JsonElement s_all =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "validation.json"))).RootElement;

    public static double[] Doubles(string name) => Doubles(s_all.GetProperty(name));

    public static double[][] Lists(string name) => [.. s_all.GetProperty(name).EnumerateArray().Select(Doubles)];

    /// <summary>Asserts that a number is another but for a relative error.</summary>
    public static void Near(double expected, double actual, double tolerance = 1e-12) => Assert.Equal(expected, actual, tolerance * Math.Max(1e-300, Math.Abs(expected)));

    private static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];
}
