using Kirana.Data.ModelFiles;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Batches;

/// <summary>States of one member of a batch as columns of a model file.</summary>
/// <param name="States">One state for each series.</param>
internal sealed record StateTable(ModelState[] States)
{
    /// <summary>Makes a table.</summary>
    public static StateTable Of(ModelState[] states) => new(states);

    /// <summary>Writes the columns. Reasons of fall-backs, of which many are equal, are kept once.</summary>
    public void Save(ModelWriter writer)
    {
        var reasons = new Data.Feedback.IdMap();
        // The columns of kinds that came later are written where one of those occurs, so that older tables keep their bytes.
        var kinds = ModelKinds.Names.Union(States.Select(state => state.Kind), StringComparer.Ordinal).ToList();
        writer.AddStrings("kinds", kinds);
        writer.Add("kind", Array.ConvertAll(States, state => (byte)kinds.IndexOf(state.Kind)));
        writer.Add("fallback", Array.ConvertAll(States, state => state.Fallback is null ? -1 : reasons.GetOrAdd(state.Fallback)));
        writer.AddStrings("fallbacks", reasons.Ids);
        writer.Add("level", Array.ConvertAll(States, state => state.Level));
        writer.Add("alpha", Array.ConvertAll(States, state => state.Alpha));
        writer.Add("drift", Array.ConvertAll(States, state => state.Drift));
        writer.Add("count", Array.ConvertAll(States, state => state.Count));
        AddRagged(writer, "seasonal", state => state.Seasonal);
        if (States.Any(state => state.Smoothing is not null))
            SmoothingColumns.Save(writer, Array.ConvertAll(States, state => state.Smoothing));
        if (States.Any(state => state.Parameters.Length > 0))
            AddRagged(writer, "parameters", state => state.Parameters);
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
        var seasonal = Ragged(reader, "seasonal", count);
        var entries = Array.ConvertAll(kinds, ModelKinds.Find);
        var smoothing = kinds.Contains(ElementaryModel.Ets, StringComparer.Ordinal) ? SmoothingColumns.Load(reader, count) : new SmoothingState?[count];
        var parameters = reader.Has("parameters") ? Ragged(reader, "parameters", count) : null;
        var states = new ModelState[count];
        for (var i = 0; i < count; i++)
        {
            if (kind[i] >= kinds.Length || entries[kind[i]] is not { } entry)
                throw reader.Invalid("kind", "a known kind of model", $"{kind[i]} at series {i}");
            if (fallback[i] < -1 || fallback[i] >= reasons.Length)
                throw reader.Invalid("fallback", $"an index below {reasons.Length}", $"{fallback[i]} at series {i}");
            if (smoothing[i] is not null && !string.Equals(entry.Name, ElementaryModel.Ets, StringComparison.Ordinal))
                throw reader.Invalid("form", "a form for models of exponential smoothing alone", $"one for {entry.Name} at series {i}");
            states[i] = new ModelState(entry.Name, fallback[i] < 0 ? null : reasons[fallback[i]], level[i], alpha[i], drift[i], counts[i], seasonal[i])
            {
                Smoothing = smoothing[i],
                Parameters = parameters?[i] ?? [],
            };
            if (entry.Fault(states[i]) is var (column, expected, found))
                throw reader.Invalid(column, expected, $"{found} at series {i}");
        }

        return new StateTable(states);
    }

    private void AddRagged(ModelWriter writer, string name, Func<ModelState, double[]> values)
    {
        var starts = new long[States.Length + 1];
        for (var i = 0; i < States.Length; i++)
            starts[i + 1] = starts[i] + values(States[i]).Length;
        writer.Add($"{name}Starts", starts);
        writer.Add(name, States.SelectMany(values).ToArray());
    }

    private static double[][] Ragged(ModelReader reader, string name, int count)
    {
        var starts = reader.Longs($"{name}Starts", count + 1);
        var values = Finite(reader, name, -1);
        if (starts[0] != 0 || starts[^1] != values.Length)
            throw reader.Invalid($"{name}Starts", $"places from 0 to {values.Length}", "others");
        var rows = new double[count][];
        for (var i = 0; i < count; i++)
            rows[i] = starts[i + 1] >= starts[i] && starts[i + 1] <= values.Length
                ? values[(int)starts[i]..(int)starts[i + 1]]
                : throw reader.Invalid($"{name}Starts", "ascending places", $"{starts[i + 1]} after {starts[i]}");
        return rows;
    }

    private static double[] Finite(ModelReader reader, string name, int count)
    {
        var values = reader.Doubles(name, count);
        return values.All(double.IsFinite) ? values : throw reader.Invalid(name, "finite numbers", "others");
    }
}
