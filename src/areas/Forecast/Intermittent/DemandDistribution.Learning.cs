namespace Kirana.Forecast.Intermittent;

/// <content>How the distribution is learned, goes on, and is kept.</content>
internal sealed partial class DemandDistribution
{
    private const int Head = DemandChance.Count + 1;
    private const int MostSizes = 32;
    // Older steps weigh less than 1/20,000 of the newest.
    private const int Remembered = 500;
    private const double LeastWeight = 1e-9;

    /// <summary>Learns a series.</summary>
    /// <param name="prior">What is believed beforehand.</param>
    /// <param name="observed">The observations.</param>
    public static DemandDistribution Learn(DemandPrior prior, ReadOnlySpan<double> observed)
    {
        var chance = new DemandChance(prior);
        foreach (var value in observed)
            if (double.IsFinite(value))
                chance.Take(value > 0);

        var (sizes, weights) = (new List<double>(), new List<double>());
        var (weight, isWhole) = (1.0, true);
        for (var (t, seen) = (observed.Length - 1, 0); t >= 0 && seen < Remembered; t--)
        {
            if (!double.IsFinite(observed[t]))
                continue;
            if (observed[t] > 0)
            {
                sizes.Add(observed[t]);
                weights.Add(weight);
                isWhole &= Math.Floor(observed[t]) == observed[t];
            }

            seen++;
            weight *= 1 - SizeForgetting;
        }

        var (values, shares) = (sizes.ToArray(), weights.ToArray());
        Array.Sort(values, shares);
        var count = SizeAtoms.Reduce(values, shares, MostSizes);
        return new DemandDistribution(chance, isWhole, values[..count], shares[..count]);
    }

    /// <summary>The distribution after one more step.</summary>
    /// <param name="demand">What was sold, 0 or more.</param>
    public DemandDistribution After(double demand)
    {
        var chance = _chance;
        chance.Take(demand > 0);
        var (sizes, weights) = (_sizes, Array.ConvertAll(_weights, weight => Math.Max(LeastWeight, weight * (1 - SizeForgetting))));
        if (demand > 0)
        {
            var place = Array.BinarySearch(sizes, demand);
            place = place < 0 ? ~place : place;
            (sizes, weights) = ([.. sizes[..place], demand, .. sizes[place..]], [.. weights[..place], 1, .. weights[place..]]);
            var count = SizeAtoms.Reduce(sizes, weights, MostSizes);
            (sizes, weights) = (sizes[..count], weights[..count]);
        }

        return new DemandDistribution(chance, _isWhole && Math.Floor(demand) == demand, sizes, weights);
    }

    /// <summary>The numbers a state keeps.</summary>
    public double[] ToNumbers()
    {
        var numbers = new double[Head + 2 * _sizes.Length];
        _chance.CopyTo(numbers);
        numbers[DemandChance.Count] = _isWhole ? 1 : 0;
        _sizes.CopyTo(numbers, Head);
        _weights.CopyTo(numbers, Head + _sizes.Length);
        return numbers;
    }

    /// <summary>Whether a distribution can be made of numbers from a file, all of them finite.</summary>
    public static bool IsSound(ReadOnlySpan<double> numbers)
    {
        if (numbers.Length < Head || (numbers.Length - Head) % 2 != 0 || !DemandChance.IsSound(numbers))
            return false;
        var count = (numbers.Length - Head) / 2;
        for (var i = 0; i < count; i++)
            if (!(numbers[Head + i] > (i == 0 ? 0 : numbers[Head + i - 1])) || !(numbers[Head + count + i] > 0))
                return false;
        return true;
    }

    /// <summary>The distribution a state keeps.</summary>
    public static DemandDistribution Of(ReadOnlySpan<double> numbers)
    {
        var count = (numbers.Length - Head) / 2;
        return new DemandDistribution(
            new DemandChance(numbers), numbers[DemandChance.Count] != 0, numbers.Slice(Head, count).ToArray(), numbers[(Head + count)..].ToArray());
    }
}
