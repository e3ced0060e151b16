using System.Text.Json;
using Kirana.Data.Tables;
using Kirana.Learn.Selection;

namespace Kirana.Tests.Foundation.Learn.Selection;

/// <summary>Rows, and what scikit-learn and SciPy say of them.</summary>
internal static class SelectionGolden
{
    public const int Features = 6;

    private static readonly JsonElement s_file =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "selection.json"))).RootElement;

    public static double Number(string name) => s_file.GetProperty(name).GetDouble();

    public static double[] Numbers(string name) => [.. s_file.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    public static int[] Classes(string name) => Array.ConvertAll(Numbers(name), value => (int)value);

    /// <summary>The statistics and the chances of a test.</summary>
    public static (double[] Statistics, double[] Chances) Test(string name)
    {
        double[][] both = [.. s_file.GetProperty(name).EnumerateArray().Select(own => own.EnumerateArray().Select(value => value.GetDouble()).ToArray())];
        return (both[0], both[1]);
    }

    public static double[] Column(string rows, int feature, int features) => [.. Numbers(rows).Where((_, i) => i % features == feature)];

    /// <summary>f0 … f5 with a target of numbers, or of classes named a, b, c.</summary>
    public static TabularData Rows(string target, bool isOfClasses)
    {
        Column own = isOfClasses ? new CategoryColumn("y", Classes(target), ["a", "b", "c"]) : new NumberColumn("y", Numbers(target));
        return new TabularData(new Table([.. Enumerable.Range(0, Features).Select(f => new NumberColumn($"f{f}", Column("rows", f, Features))), own]), "y");
    }

    public static void AssertKeeps(FeatureSelection found, params string[] names) => Assert.All(names, name => Assert.Contains(name, found.Relevant));
}
