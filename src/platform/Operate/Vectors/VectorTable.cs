namespace Kirana.Operate.Vectors;

/// <summary>Vectors of items.</summary>
/// <param name="Ids">The ids of the items, distinct.</param>
/// <param name="Values">Their vectors (ids × width), row by row; finite, and none of them 0.</param>
/// <param name="Width">The length of a vector.</param>
public sealed record VectorTable(IReadOnlyList<string> Ids, float[] Values, int Width)
{
    /// <summary>The vector of an item.</summary>
    /// <param name="row">Its place among the ids.</param>
    public ReadOnlySpan<float> Of(int row) => Values.AsSpan(row * Width, Width);

    /// <summary>The same vectors in the ordinal order of their ids.</summary>
    public VectorTable Sorted()
    {
        var order = Enumerable.Range(0, Ids.Count).ToArray();
        Array.Sort(order, (one, other) => string.CompareOrdinal(Ids[one], Ids[other]));
        if (order.Select((row, place) => row == place).All(same => same))
            return this;
        var values = new float[Values.Length];
        for (var place = 0; place < order.Length; place++)
            Of(order[place]).CopyTo(values.AsSpan(place * Width));
        return new VectorTable([.. order.Select(row => Ids[row])], values, Width);
    }

    /// <summary>These vectors with those of another table in addition; of an item in both, the other's.</summary>
    /// <param name="other">The other table, of the same width.</param>
    /// <exception cref="ArgumentException">The widths differ.</exception>
    public VectorTable With(VectorTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Width != Width)
            throw new ArgumentException($"Vectors of {other.Width} numbers cannot join those of {Width}.", nameof(other));
        var replaced = other.Ids.ToHashSet(StringComparer.Ordinal);
        int[] kept = [.. Enumerable.Range(0, Ids.Count).Where(row => !replaced.Contains(Ids[row]))];
        var values = new float[checked((kept.Length + other.Ids.Count) * Width)];
        for (var place = 0; place < kept.Length; place++)
            Of(kept[place]).CopyTo(values.AsSpan(place * Width));
        other.Values.CopyTo(values, kept.Length * Width);
        return new VectorTable([.. kept.Select(row => Ids[row]), .. other.Ids], values, Width);
    }
}
