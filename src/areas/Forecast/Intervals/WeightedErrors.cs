namespace Kirana.Forecast.Intervals;

/// <summary>Errors that count differently, and their finite-sample quantiles.</summary>
/// <remarks>Barber, Candès, Ramdas and Tibshirani, "Conformal prediction beyond exchangeability", Annals of Statistics 51 (2023), section 3:
/// the future error counts 1, an error of long ago less; with all weights 1 it is split conformal prediction.</remarks>
internal sealed class WeightedErrors
{
    private readonly List<double> _errors = [];
    private readonly List<double> _weights = [];

    /// <summary>The number of errors.</summary>
    public int Count => _errors.Count;

    /// <summary>Adds an error with a weight above 0 and at most 1.</summary>
    public void Add(double error, double weight)
    {
        _errors.Add(error);
        _weights.Add(weight);
    }

    /// <summary>Adds all of another's errors.</summary>
    public void Add(WeightedErrors other)
    {
        _errors.AddRange(other._errors);
        _weights.AddRange(other._weights);
    }

    /// <summary>Forgets the errors.</summary>
    public void Clear()
    {
        _errors.Clear();
        _weights.Clear();
    }

    /// <summary>The smallest error below or at which, of all weight and that of one error to come, the level lies; the largest error where
    /// there are too few.</summary>
    /// <param name="level">In (0, 1).</param>
    public double Quantile(double level)
    {
        Span<double> quantile = stackalloc double[1];
        Quantiles([level], quantile);
        return quantile[0];
    }

    /// <summary>The quantiles at several levels: below the middle the mirror of the upper one, so that both ends keep their promise.</summary>
    /// <param name="levels">Ascending, in (0, 1).</param>
    /// <param name="quantiles">One place for each; ascending. 0 without an error.</param>
    public void Quantiles(ReadOnlySpan<double> levels, Span<double> quantiles)
    {
        quantiles.Clear();
        if (_errors.Count == 0)
            return;
        var errors = _errors.ToArray();
        var weights = _weights.ToArray();
        Array.Sort(errors, weights);
        var total = 1.0;
        foreach (var weight in weights)
            total += weight;
        for (var i = 0; i < levels.Length; i++)
        {
            // The product may exceed a sum of weights by its rounding alone, which must not cost a rank.
            var upper = levels[i] >= 0.5;
            var wanted = (upper ? levels[i] : 1 - levels[i]) * total * (1 - 1e-14);
            var (reached, place) = (0.0, -1);
            while (place < errors.Length - 1 && reached < wanted)
                reached += weights[upper ? ++place : errors.Length - 1 - ++place];
            quantiles[i] = errors[upper ? place : errors.Length - 1 - place];
        }
    }
}
