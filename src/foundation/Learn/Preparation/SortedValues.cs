namespace Kirana.Learn.Preparation;

/// <summary>The finite values of a column in ascending order. A weight counts as so many rows.</summary>
internal sealed class SortedValues
{
    private readonly float[] _values;

    // The weight up to and with each value; none where every weight is 1.
    private readonly double[] _cumulative;

    private SortedValues(float[] values, double[] cumulative) => (_values, _cumulative) = (values, cumulative);

    public int Count => _values.Length;

    public ReadOnlySpan<float> Values => _values;

    private double Total => _cumulative.Length == 0 ? _values.Length : _cumulative[^1];

    public static SortedValues Of(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        var finite = new List<float>(values.Length);
        var own = new List<float>(weights.Length);
        for (var row = 0; row < values.Length; row++)
            if (float.IsFinite(values[row]))
            {
                finite.Add(values[row]);
                if (weights.Length > 0)
                    own.Add(weights[row]);
            }

        var (sorted, cumulative) = (finite.ToArray(), own.ToArray());
        if (cumulative.Length == 0)
        {
            Array.Sort(sorted);
            return new SortedValues(sorted, []);
        }

        Array.Sort(sorted, cumulative);
        var (sums, sum) = (new double[cumulative.Length], 0.0);
        for (var i = 0; i < sums.Length; i++)
            sums[i] = sum += cumulative[i];
        return new SortedValues(sorted, sums);
    }

    /// <summary>The quantile by linear interpolation (type 7), 0 where there is no value.</summary>
    public double Quantile(double p)
    {
        if (Count == 0)
            return 0;
        var position = Math.Max(0, p * (Total - 1));
        var below = Math.Floor(position);
        double low = At(below), high = At(below + 1);
        return low + (position - below) * (high - low);
    }

    /// <summary>The most frequent value, the least of several; 0 where there is none.</summary>
    public float MostFrequent()
    {
        var (best, most) = (0f, 0.0);
        for (int start = 0, end; start < Count; start = end)
        {
            end = start + 1;
            while (end < Count && _values[end] == _values[start])
                end++;
            var count = _cumulative.Length == 0 ? end - start : _cumulative[end - 1] - (start == 0 ? 0 : _cumulative[start - 1]);
            if (count > most)
                (best, most) = (_values[start], count);
        }

        return best;
    }

    /// <summary>The value at a place, counted from 0, in the row of repeated values.</summary>
    private float At(double place)
    {
        if (_cumulative.Length == 0)
            return _values[(int)Math.Min(place, Count - 1)];
        var found = Array.BinarySearch(_cumulative, place);
        // The first value whose cumulative weight exceeds the place.
        found = found < 0 ? ~found : found + 1;
        return _values[Math.Min(found, Count - 1)];
    }
}
