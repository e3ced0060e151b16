namespace Kirana.Learn.Neighbors;

/// <summary>The nearest rows so far, the nearest first; of equally near ones that which stands first in the table.</summary>
internal ref struct NearestRows(Span<float> distances, Span<int> rows)
{
    private readonly Span<float> _distances = distances;
    private readonly Span<int> _rows = rows;

    public int Count { get; private set; }

    /// <summary>What a row has to be nearer than, or as near as.</summary>
    public readonly float Worst => Count < _rows.Length ? float.PositiveInfinity : _distances[^1];

    public readonly ReadOnlySpan<float> Distances => _distances[..Count];

    public readonly ReadOnlySpan<int> Rows => _rows[..Count];

    public void Add(float distance, int row)
    {
        if (Count == _rows.Length && !IsBefore(distance, row, Count - 1))
            return;
        var at = Count < _rows.Length ? Count++ : Count - 1;
        for (; at > 0 && IsBefore(distance, row, at - 1); at--)
            (_distances[at], _rows[at]) = (_distances[at - 1], _rows[at - 1]);
        (_distances[at], _rows[at]) = (distance, row);
    }

    private readonly bool IsBefore(float distance, int row, int place) =>
        distance < _distances[place] || (distance.Equals(_distances[place]) && row < _rows[place]);
}
