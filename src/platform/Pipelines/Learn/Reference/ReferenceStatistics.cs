using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kirana.Data.Tables;
using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Learn.Reference;

/// <summary>What columns, target and predictions looked like when a model was made: what later rows are held against. Immutable and thread-safe.</summary>
/// <param name="Rows">The rows learnt from.</param>
/// <param name="Columns">The columns of the model, the first thousand of them.</param>
/// <param name="Target">What was learnt: quantiles of a number, or shares of classes.</param>
/// <param name="Scores">Quantiles 0, 0.05, …, 1 of the predictions of rows that were not learnt from, for each output.</param>
public sealed record ReferenceStatistics(int Rows, IReadOnlyList<ColumnReference> Columns, ColumnReference Target, IReadOnlyList<IReadOnlyList<double>> Scores)
{
    // The statistics lie in the head of the model's file, which every reader reads first.
    private const int MostColumns = 1_000;
    private const int MostLevels = 50;
    private const int Parts = 20;

    /// <summary>The statistics of a model's rows.</summary>
    /// <param name="training">The rows learnt from.</param>
    /// <param name="features">The model's columns.</param>
    /// <param name="predictions">Predictions of other rows (n × K).</param>
    /// <param name="outputs">K.</param>
    internal static ReferenceStatistics Of(TabularData training, IReadOnlyList<string> features, float[] predictions, int outputs) => new(
        training.RowCount, [.. features.Take(MostColumns).Select(name => Of(training.Table[name]))], Of(training.Target!),
        [.. Enumerable.Range(0, outputs).Select(k => (IReadOnlyList<double>)Quantiles([.. Enumerable.Range(0, predictions.Length / outputs).Select(row => (double)predictions[row * outputs + k])]))]);

    /// <summary>The statistics as JSON.</summary>
    internal JsonObject ToJson() => new()
    {
        ["rows"] = Rows, ["target"] = Json(Target), ["columns"] = new JsonArray([.. Columns.Select(column => (JsonNode)Json(column))]),
        ["scores"] = new JsonArray([.. Scores.Select(own => (JsonNode)new JsonArray([.. own.Select(score => (JsonNode)score)]))]),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    internal static ReferenceStatistics Parse(JsonElement json)
    {
        return new ReferenceStatistics(json.GetProperty("rows").GetInt32(), [.. json.GetProperty("columns").EnumerateArray().Select(Column)], Column(json.GetProperty("target")),
            [.. json.GetProperty("scores").EnumerateArray().Select(own => (IReadOnlyList<double>)Numbers(own))]);

        static ColumnReference Column(JsonElement own) => new(own.GetProperty("name").GetString() ?? throw new JsonException("a column has no name"), own.GetProperty("missing").GetDouble(),
            Numbers(own.GetProperty("quantiles")), [.. own.GetProperty("levels").EnumerateArray().Select(level => level.GetString() ?? "")], Numbers(own.GetProperty("shares")));

        static double[] Numbers(JsonElement own) => [.. own.EnumerateArray().Select(number => number.GetDouble())];
    }

    private static JsonObject Json(ColumnReference column) => new()
    {
        ["name"] = column.Name, ["missing"] = column.MissingShare, ["quantiles"] = new JsonArray([.. column.Quantiles.Select(own => (JsonNode)own)]),
        ["levels"] = new JsonArray([.. column.Levels.Select(own => (JsonNode)own)]), ["shares"] = new JsonArray([.. column.Shares.Select(own => (JsonNode)own)]),
    };

    private static ColumnReference Of(Column column)
    {
        var missing = Enumerable.Range(0, column.Count).Count(column.IsMissing) / (double)Math.Max(1, column.Count);
        if (column is NumberColumn numbers)
            return new ColumnReference(column.Name, missing, Quantiles([.. Enumerable.Range(0, numbers.Count).Select(row => numbers[row]).Where(double.IsFinite)]), [], []);
        var categories = (CategoryColumn)column;
        var counts = new int[categories.Levels.Count];
        foreach (var code in categories.Codes)
            if (code != CategoryColumn.Missing)
                counts[code]++;
        double known = Math.Max(1, counts.Sum());
        int[] most = [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0).OrderByDescending(code => counts[code]).ThenBy(code => categories.Levels[code], StringComparer.Ordinal).Take(MostLevels)];
        return new ColumnReference(column.Name, missing, [], [.. most.Select(code => categories.Levels[code])], [.. most.Select(code => counts[code] / known)]);
    }

    private static double[] Quantiles(double[] values)
    {
        if (values.Length == 0)
            return [];
        Array.Sort(values);
        return [.. Enumerable.Range(0, Parts + 1).Select(part => Rounded(Quantile.Of(values, part / (double)Parts)))];
    }

    /// <summary>As many digits as a comparison needs.</summary>
    private static double Rounded(double value)
    {
        return double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
