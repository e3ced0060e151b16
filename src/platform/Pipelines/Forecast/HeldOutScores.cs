using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Forecast.Demand;

namespace Kirana.Pipelines.Forecast;

/// <summary>How well each series of a scope was forecast on the end held out at the training; kept in the model file.</summary>
/// <param name="Horizon">Steps held out.</param>
/// <param name="Series">The series that had begun before the held-out end, in the order of the scope.</param>
internal sealed record HeldOutScores(int Horizon, IReadOnlyList<HeldOutScore> Series)
{
    /// <summary>The part of the model file that holds a scope's scores.</summary>
    public static string PartOf(ForecastScope scope) => $"scores-{scope.Name}";

    /// <summary>Writes the scores as columns.</summary>
    /// <param name="writer">The part.</param>
    public void Save(ModelWriter writer)
    {
        writer.Add("horizon", [Horizon]);
        writer.AddStrings("keys", [.. Series.Select(one => one.Key)]);
        writer.Add("volumes", Column(one => one.Volume));
        writer.Add("units", Column(one => one.Units));
        writer.Add("absolute-errors", Column(one => one.AbsoluteError));
        writer.Add("errors", Column(one => one.Error));
        writer.Add("mase", Column(one => one.Mase));
        writer.Add("coverage", Column(one => one.Coverage));
        writer.Add("lengths", Series.Select(one => one.Length).ToArray());
        writer.Add("demand", Series.Select(one => (byte)one.Demand).ToArray());
        writer.Add("stages", Series.Select(one => (byte)one.Stage).ToArray());
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">The part.</param>
    /// <exception cref="DataException"><c>bad-model</c>: a column is absent, of another length, or holds what no score is.</exception>
    public static HeldOutScores Load(ModelReader reader)
    {
        var horizon = reader.Ints("horizon", 1)[0];
        if (horizon is < 1 or > Kirana.Forecast.Batches.BatchModel.LongestHorizon)
            throw reader.Invalid("horizon", "a number of steps", $"{horizon}");
        var keys = reader.Strings("keys");
        var (volumes, units) = (Sums(reader, "volumes", keys.Length), Sums(reader, "units", keys.Length));
        var (absolute, errors) = (Sums(reader, "absolute-errors", keys.Length), Sums(reader, "errors", keys.Length));
        var (mase, coverage) = (reader.Doubles("mase", keys.Length), reader.Doubles("coverage", keys.Length));
        if (coverage.Any(share => share is < 0 or > 1))
            throw reader.Invalid("coverage", "shares from 0 to 1", "others");
        var demand = reader.Bytes("demand", keys.Length);
        if (demand.Any(one => one > (byte)DemandClass.Lumpy))
            throw reader.Invalid("demand", "classes of demand", "others");
        // Layouts before the third kept no lengths.
        var lengths = reader.Version < 3 ? new int[keys.Length] : reader.Ints("lengths", keys.Length);
        if (lengths.Any(length => length < 0))
            throw reader.Invalid("lengths", "numbers of 0 or more", "others");
        // Older files kept no stages.
        var stages = reader.Has("stages") ? reader.Bytes("stages", keys.Length) : new byte[keys.Length];
        if (stages.Any(one => one > (byte)LifeStage.Ended))
            throw reader.Invalid("stages", "stages of life", "others");
        return new HeldOutScores(horizon, [.. keys.Select((key, i) =>
            new HeldOutScore(key, volumes[i], units[i], absolute[i], errors[i], mase[i], coverage[i], (DemandClass)demand[i], lengths[i], (LifeStage)stages[i]))]);
    }

    private double[] Column(Func<HeldOutScore, double> value) => [.. Series.Select(value)];

    private static double[] Sums(ModelReader reader, string name, int count)
    {
        var sums = reader.Doubles(name, count);
        return sums.All(double.IsFinite) ? sums : throw reader.Invalid(name, "finite numbers", "others");
    }
}
