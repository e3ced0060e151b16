using Kirana.Forecast.Ensembles;

namespace Kirana.Forecast.Intervals;

/// <summary>What is typical of the errors of many series at each step ahead, and of a series as a whole.</summary>
internal sealed class StepSizes
{
    // Far out enough to be above zero where most forecasts of rare demand are right, and not moved by a few wild series.
    private const double Level = 0.8;

    private readonly double[] _steps;

    /// <param name="pasts">The past errors of series alike.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="fewest">Errors a step needs; with fewer it has the size of the step before.</param>
    /// <param name="even">Whether an old window counts as much as a new one.</param>
    public StepSizes(IReadOnlyCollection<PastErrors> pasts, int horizon, int fewest, bool even = false)
    {
        _steps = new double[horizon];
        var errors = new WeightedErrors();
        for (var k = 0; k < horizon; k++)
        {
            errors.Clear();
            foreach (var past in pasts)
                for (var w = 0; w < past.Windows; w++)
                    if (!double.IsNaN(past.Of(w)[k]))
                        errors.Add(Math.Abs(past.Of(w)[k]), even ? 1 : past.WeightOf(w));
            _steps[k] = errors.Count >= fewest || (k == 0 && errors.Count > 0) ? errors.Quantile(Level) : 0;
            if (!(_steps[k] > 0 && double.IsFinite(_steps[k])))
                _steps[k] = k == 0 ? 1 : _steps[k - 1];
        }

        Series = 1;
        var means = pasts.Select(past => new ErrorScale(past, this, even).Mean).Where(mean => mean > 0).ToArray();
        if (means.Length > 0)
            Series = MedianModel.Median(means);
    }

    /// <summary>The scale of the typical series; see <see cref="ErrorScale"/>.</summary>
    public double Series { get; }

    /// <summary>The typical size at a step, above 0.</summary>
    public double this[int step] => _steps[step];
}
