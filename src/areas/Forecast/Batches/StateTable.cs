using Kirana.Data.ModelFiles;
using Kirana.Forecast.Models;
using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.Batches;

/// <summary>States of one member of a batch as columns of a model file.</summary>
/// <param name="States">One state for each series.</param>
internal sealed record StateTable(ModelState[] States)
{
    private static readonly string[] Kinds =
        [ElementaryModel.Naive, ElementaryModel.SeasonalNaive, ElementaryModel.SimpleSmoothing, ElementaryModel.Theta, ElementaryModel.Ets];

    /// <summary>Makes a table.</summary>
    public static StateTable Of(ModelState[] states) => new(states);

    /// <summary>Writes the columns. Reasons of fall-backs, of which many are equal, are kept once.</summary>
    public void Save(ModelWriter writer)
    {
        var reasons = new Data.Feedback.IdMap();
        // A table without smoothing is written as it was before there was any.
        var smoothing = States.Any(state => state.Smoothing is not null);
        writer.AddStrings("kinds", smoothing ? Kinds : Kinds[..^1]);
        writer.Add("kind", Array.ConvertAll(States, state => (byte)Array.IndexOf(Kinds, state.Kind)));
        writer.Add("fallback", Array.ConvertAll(States, state => state.Fallback is null ? -1 : reasons.GetOrAdd(state.Fallback)));
        writer.AddStrings("fallbacks", reasons.Ids);
        writer.Add("level", Array.ConvertAll(States, state => state.Level));
        writer.Add("alpha", Array.ConvertAll(States, state => state.Alpha));
        writer.Add("drift", Array.ConvertAll(States, state => state.Drift));
        writer.Add("count", Array.ConvertAll(States, state => state.Count));
        var starts = new long[States.Length + 1];
        for (var i = 0; i < States.Length; i++)
            starts[i + 1] = starts[i] + States[i].Seasonal.Length;
        writer.Add("seasonalStarts", starts);
        writer.Add("seasonal", States.SelectMany(state => state.Seasonal).ToArray());
        if (smoothing)
            SmoothingColumns.Save(writer, Array.ConvertAll(States, state => state.Smoothing));
    }

    /// <summary>Reads the columns; every state can be forecast from.</summary>
    /// <exception cref="Data.DataException"><c>bad-model</c>: a column contradicts another.</exception>
    public static StateTable Load(ModelReader reader, int count)
    {
        var kinds = reader.Strings("kinds");
        var kind = reader.Bytes("kind", count);
        var reasons = reader.Strings("fallbacks");
        var fallback = reader.Ints("fallback", count);
        var (level, alpha, drift) = (Finite(reader, "level", count), Finite(reader, "alpha", count), Finite(reader, "drift", count));
        var counts = reader.Ints("count", count);
        var starts = reader.Longs("seasonalStarts", count + 1);
        var seasonal = Finite(reader, "seasonal", -1);
        if (starts[0] != 0 || starts[^1] != seasonal.Length)
            throw reader.Invalid("seasonalStarts", $"places from 0 to {seasonal.Length}", "others");
        var smoothing = kinds.Contains(ElementaryModel.Ets, StringComparer.Ordinal) ? SmoothingColumns.Load(reader, count) : new SmoothingState?[count];
        var states = new ModelState[count];
        for (var i = 0; i < count; i++)
        {
            if (kind[i] >= kinds.Length || !Kinds.Contains(kinds[kind[i]], StringComparer.Ordinal))
                throw reader.Invalid("kind", "a known kind of model", $"{kind[i]} at series {i}");
            if (fallback[i] < -1 || fallback[i] >= reasons.Length)
                throw reader.Invalid("fallback", $"an index below {reasons.Length}", $"{fallback[i]} at series {i}");
            if (starts[i + 1] < starts[i] || starts[i + 1] > seasonal.Length)
                throw reader.Invalid("seasonalStarts", "ascending places", $"{starts[i + 1]} after {starts[i]}");
            var factors = seasonal[(int)starts[i]..(int)starts[i + 1]];
            var name = Kinds[Array.IndexOf(Kinds, kinds[kind[i]])];
            if (string.Equals(name, ElementaryModel.SeasonalNaive, StringComparison.Ordinal) && factors.Length == 0)
                throw reader.Invalid("seasonal", "values of one season", $"none at series {i}");
            if (string.Equals(name, ElementaryModel.Theta, StringComparison.Ordinal) && (!(alpha[i] is > 0 and <= 1) || counts[i] < 0))
                throw reader.Invalid("alpha", "a weight above 0 and at most 1, and a count of 0 or more", $"{alpha[i]}, {counts[i]} at series {i}");
            if (string.Equals(name, ElementaryModel.Ets, StringComparison.Ordinal) != smoothing[i] is not null)
                throw reader.Invalid("form", "a form for models of exponential smoothing alone", $"another thing at series {i}");
            states[i] = new ModelState(
                name, fallback[i] < 0 ? null : reasons[fallback[i]], level[i], alpha[i], drift[i], counts[i], factors) { Smoothing = smoothing[i] };
            if (smoothing[i] is { } given && given.Form.Season == SeasonKind.None != (factors.Length == 0))
                throw reader.Invalid("seasonal", $"states of a season as {given.Form} has them", $"{factors.Length} at series {i}");
        }

        return new StateTable(states);
    }

    private static double[] Finite(ModelReader reader, string name, int count)
    {
        var values = reader.Doubles(name, count);
        return values.All(double.IsFinite) ? values : throw reader.Invalid(name, "finite numbers", "others");
    }
}
