using System.Text.Json;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Preparation;

namespace Kirana.Tests.Foundation.Learn.Preparation;

/// <summary>Rows and what scikit-learn makes of them.</summary>
internal static class PreparationGolden
{
    private static readonly JsonElement s_file =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "preparation.json"))).RootElement;

    public static double[] Numbers(string name) =>
        [.. s_file.GetProperty(name).EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];

    public static string[] Texts(string name) => [.. s_file.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    /// <summary>Five columns of numbers, f0 … f4, y and w.</summary>
    public static TabularData Numeric(string rows, bool isWeighted = false)
    {
        var (values, targets, weights) = (Numbers(rows), Numbers("number"), Numbers("weights"));
        return new TabularData(
            new Table(
            [
                .. Enumerable.Range(0, 5).Select(f => new NumberColumn($"f{f}", [.. Enumerable.Range(0, targets.Length).Select(row => values[row * 5 + f])])),
                new NumberColumn("y", targets), new NumberColumn("w", weights),
            ]).Select(["f0", "f1", "f2", "f3", "f4", "y", .. isWeighted ? new[] { "w" } : []]), "y", isWeighted ? "w" : null);
    }

    /// <summary>A column of colours, y and w.</summary>
    public static TabularData Colours()
    {
        var colours = Texts("colour");
        string[] levels = [.. colours.Distinct()];
        return new TabularData(
            new Table([new CategoryColumn("colour", Array.ConvertAll(colours, colour => Array.IndexOf(levels, colour)), levels), new NumberColumn("y", Numbers("number")), new NumberColumn("w", Numbers("weights"))]),
            "y", "w");
    }

    /// <summary>What steps make of a table they were fitted on, row by row.</summary>
    public static float[] Prepared(TabularData data, params PreparationStep[] steps)
    {
        var fitted = new TablePreparation(steps).Fit(data, FitContext.Default);
        return Prepared(fitted, data.Table);
    }

    public static float[] Prepared(FittedPreparation fitted, Table table)
    {
        var prepared = new float[table.RowCount * fitted.Width];
        fitted.Prepare(fitted.Encode(table), prepared);
        return prepared;
    }

    public static void AssertSame(double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            if (double.IsNaN(expected[i]))
                Assert.Equal(float.NaN, found[i]);
            else
                Assert.Equal(expected[i], found[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])));
    }
}
