using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>Drops columns that say nothing: with the same value in every row, or with the values of a column before them.</summary>
/// <remarks>A column without any value is constant; one with gaps and one value is not, since its gaps may say something. Immutable and
/// thread-safe.</remarks>
public sealed record RedundantColumns : PreparationStep
{
    /// <summary>Whether constant columns are dropped; by default they are.</summary>
    public bool Constants { get; init; } = true;

    /// <summary>Whether repetitions of a column are dropped; by default they are.</summary>
    public bool Duplicates { get; init; } = true;

    internal override StepFit Fit(TrainingRows rows)
    {
        var dropped = new HashSet<int>();
        var seen = new Dictionary<long, List<(FeatureColumn Column, float[] Values)>>();
        foreach (var f in Choose(rows, categorical: null))
        {
            var (column, values) = (rows.Columns[f], new float[rows.Rows]);
            rows.Read(f, values);
            if (Constants && IsConstant(values))
                dropped.Add(f);
            else if (Duplicates)
            {
                var hash = HashOf(values);
                if (!seen.TryGetValue(hash, out var alike))
                    seen[hash] = alike = [];
                if (alike.Exists(other => Same(other.Column, column) && Same(other.Values, values)))
                    dropped.Add(f);
                else
                    alike.Add((column, values));
            }
        }

        int[] kept = [.. Enumerable.Range(0, rows.Width).Where(f => !dropped.Contains(f))];
        return new StepFit(new FittedChoice(rows.Width, kept), [.. kept.Select(f => rows.Columns[f])]);
    }

    /// <summary>Whether equal codes mean equal texts.</summary>
    private static bool Same(FeatureColumn one, FeatureColumn other) =>
        one.IsCategorical == other.IsCategorical && one.Levels.SequenceEqual(other.Levels, StringComparer.Ordinal);

    private static bool IsConstant(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            if (!value.Equals(values[0]))
                return false;
        return true;
    }

    private static bool Same(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        for (var i = 0; i < one.Length; i++)
            if (!one[i].Equals(other[i]))
                return false;
        return true;
    }

    /// <summary>FNV-1a over the bits, which are the same for all NaN and both zeros.</summary>
    private static long HashOf(ReadOnlySpan<float> values)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in values)
            hash = (hash ^ (float.IsNaN(value) ? 0x7FC00000u : value == 0 ? 0 : BitConverter.SingleToUInt32Bits(value))) * 1099511628211UL;
        return (long)hash;
    }
}
