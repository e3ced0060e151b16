using System.Runtime.InteropServices;
using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Intervals;

/// <summary>Scaled errors of several series, by the step ahead at which they were made.</summary>
internal sealed class ErrorPool
{
    private readonly List<double>[] _steps;

    /// <param name="horizon">Steps ahead.</param>
    public ErrorPool(int horizon)
    {
        _steps = new List<double>[horizon];
        for (var k = 0; k < horizon; k++)
            _steps[k] = [];
    }

    /// <summary>The number of errors one step ahead.</summary>
    public int Count => _steps[0].Count;

    /// <summary>Adds a series' errors, each window's divided by the scale the other windows give it.</summary>
    public void Add(PastErrors past, ErrorScale scale, double growth)
    {
        for (var w = 0; w < past.Windows; w++)
        {
            var errors = past.Of(w);
            var size = scale.Without(errors, growth);
            if (size <= 0)
                continue;
            for (var k = 0; k < errors.Length; k++)
                if (double.IsFinite(errors[k] / size))
                    _steps[k].Add(errors[k] / size);
        }
    }

    /// <summary>Adds the errors of one origin, divided by a size; what is not finite so is left out.</summary>
    public void Add(ReadOnlySpan<double> errors, double size)
    {
        for (var k = 0; k < errors.Length; k++)
            if (double.IsFinite(errors[k] / size))
                _steps[k].Add(errors[k] / size);
    }

    /// <summary>Adds another pool's errors.</summary>
    public void Add(ErrorPool other)
    {
        for (var k = 0; k < _steps.Length; k++)
            _steps[k].AddRange(other._steps[k]);
    }

    /// <summary>The finite-sample quantiles of one step's errors.</summary>
    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="levels">The levels, ascending.</param>
    /// <param name="fewest">Errors the outermost level needs; a step with fewer borrows those of the nearest steps.</param>
    /// <param name="quantiles">One place for each level; ascending. The farthest error where even borrowing leaves too few; 0 without any.</param>
    public void Quantiles(int step, ReadOnlySpan<double> levels, int fewest, Span<double> quantiles)
    {
        var errors = Borrow(step, fewest);
        if (errors.Length == 0)
        {
            quantiles.Clear();
            return;
        }

        var mirrored = Array.ConvertAll(errors, error => -error);
        for (var i = 0; i < levels.Length; i++)
        {
            // Below the middle the lower limit is the upper one of the mirrored errors: both ends keep their finite-sample promise.
            var quantile = levels[i] >= 0.5 ? Conformal.Quantile(errors, levels[i]) : -Conformal.Quantile(mirrored, 1 - levels[i]);
            quantiles[i] = double.IsFinite(quantile) ? quantile : levels[i] >= 0.5 ? errors.Max() : errors.Min();
        }
    }

    private double[] Borrow(int step, int fewest)
    {
        var errors = CollectionsMarshal.AsSpan(_steps[step]).ToArray();
        for (var reach = 1; errors.Length < fewest && reach < _steps.Length; reach++)
        {
            if (step - reach >= 0)
                errors = [.. errors, .. _steps[step - reach]];
            if (step + reach < _steps.Length)
                errors = [.. errors, .. _steps[step + reach]];
        }

        return errors;
    }
}
