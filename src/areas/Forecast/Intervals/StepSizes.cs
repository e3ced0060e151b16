using Kirana.Forecast.Ensembles;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intervals;

/// <summary>What is typical of the errors of many series: at each step ahead, of a series as a whole, and how they shrink as series grow longer.</summary>
/// <remarks>A model fitted to n observations errs about as n^−β, 0 ≤ β ≤ ¼: it would be ½ if all of its error were that of its parameters. Past errors were
/// made from shorter series, so each is brought to the present length. β is the slope of ln(error) on ln(length) within the series.</remarks>
internal sealed class StepSizes
{
    // Far out enough to be above zero where most forecasts of rare demand are right, and not moved by a few wild series.
    private const double Level = 0.8;

    private const int FewestSeries = 30;
    private const double MostLearning = 0.25;

    private readonly double[] _steps;

    /// <param name="pasts">The past errors of series alike.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="fewest">Errors a step needs; with fewer it has the size of the step before.</param>
    /// <param name="even">Whether an old window counts as much as a new one.</param>
    public StepSizes(IReadOnlyCollection<PastErrors> pasts, int horizon, int fewest, bool even = false)
    {
        _steps = new double[horizon];
        Find(pasts, fewest, even);
        Learning = Slope(pasts);
        if (Learning > 0)
            Find(pasts, fewest, even);

        Series = 1;
        var means = pasts.Select(past => new ErrorScale(past, this, even).Mean).Where(mean => mean > 0).ToArray();
        if (means.Length > 0)
            Series = MedianModel.Median(means);
    }

    /// <summary>The scale of the typical series; see <see cref="ErrorScale"/>.</summary>
    public double Series { get; }

    /// <summary>β: how errors shrink as a series grows longer.</summary>
    public double Learning { get; }

    /// <summary>The typical size at a step, above 0.</summary>
    public double this[int step] => _steps[step];

    /// <summary>What a window's errors would be multiplied by, had they been made from a series as long as it is now; above 0 and at most 1.</summary>
    public double Grown(PastErrors past, int window) => Learning == 0 ? 1 : Elementary.Exp(-Learning * past.YouthOf(window));

    private void Find(IReadOnlyCollection<PastErrors> pasts, int fewest, bool even)
    {
        var errors = new WeightedErrors();
        for (var k = 0; k < _steps.Length; k++)
        {
            errors.Clear();
            foreach (var past in pasts)
                for (var w = 0; w < past.Windows; w++)
                    if (!double.IsNaN(past.Of(w)[k]))
                        errors.Add(Math.Abs(past.Of(w)[k]) * Grown(past, w), even ? 1 : past.WeightOf(w));
            _steps[k] = errors.Count >= fewest || (k == 0 && errors.Count > 0) ? errors.Quantile(Level) : 0;
            if (!(_steps[k] > 0 && double.IsFinite(_steps[k])))
                _steps[k] = k == 0 ? 1 : _steps[k - 1];
        }
    }

    private double Slope(IReadOnlyCollection<PastErrors> pasts)
    {
        var (cross, square, seen) = (0.0, 0.0, 0);
        foreach (var past in pasts)
        {
            var (total, x, y, xy, xx) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (var w = 0; w < past.Windows; w++)
            {
                var size = Size(past.Of(w));
                if (!(size > 0 && double.IsFinite(size)))
                    continue;
                // A season seen twice is a leap that a third sight does not repeat: recent windows say more of what comes.
                var (weight, length, error) = (past.WeightOf(w), past.YouthOf(w), Elementary.Log(size));
                total += weight;
                x += weight * length;
                y += weight * error;
                xy += weight * length * error;
                xx += weight * length * length;
            }

            if (total == 0)
                continue;
            cross += xy - x * y / total;
            square += xx - x * x / total;
            seen++;
        }

        return seen >= FewestSeries && square > 0 ? Math.Clamp(cross / square, 0, MostLearning) : 0;
    }

    private double Size(ReadOnlySpan<double> errors)
    {
        var (sum, count) = (0.0, 0);
        for (var k = 0; k < errors.Length; k++)
        {
            if (double.IsNaN(errors[k]))
                continue;
            sum += Math.Abs(errors[k]) / _steps[k];
            count++;
        }

        return sum / count;
    }
}
