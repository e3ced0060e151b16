namespace Kirana.Forecast.Intervals;

/// <summary>Scaled errors of several series, by the step ahead at which they were made.</summary>
internal sealed class ErrorPool
{
    private readonly WeightedErrors[] _steps;

    /// <param name="horizon">Steps ahead.</param>
    public ErrorPool(int horizon)
    {
        _steps = new WeightedErrors[horizon];
        for (var k = 0; k < horizon; k++)
            _steps[k] = new WeightedErrors();
    }

    /// <summary>Adds a series' errors, each window's divided by the scale the other windows give it.</summary>
    /// <param name="past">The errors.</param>
    /// <param name="sizes">What is typical of each step.</param>
    /// <param name="even">Whether an old window counts as much as a new one.</param>
    public void Add(PastErrors past, StepSizes sizes, bool even = false)
    {
        var scale = new ErrorScale(past, sizes, even);
        for (var w = 0; w < past.Windows; w++)
            Add(past, w, scale.Without(w) / sizes.Grown(past, w), even ? 1 : past.WeightOf(w));
    }

    /// <summary>Adds a series' errors, each divided by the scale of the typical series: as those of a series that nobody has looked at.</summary>
    /// <param name="past">The errors.</param>
    /// <param name="sizes">What is typical of each step.</param>
    public void AddUnknown(PastErrors past, StepSizes sizes)
    {
        for (var w = 0; w < past.Windows; w++)
            Add(past, w, sizes.Series / sizes.Grown(past, w), past.WeightOf(w));
    }

    /// <summary>The finite-sample quantiles of one step's errors.</summary>
    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="levels">The levels, ascending.</param>
    /// <param name="fewest">Errors the outermost level needs; a step with fewer borrows those of the nearest steps.</param>
    /// <param name="quantiles">One place for each level; ascending. The farthest error where even borrowing leaves too few; 0 without any.</param>
    public void Quantiles(int step, ReadOnlySpan<double> levels, int fewest, Span<double> quantiles)
    {
        var errors = _steps[step];
        if (errors.Count < fewest)
        {
            errors = new WeightedErrors();
            errors.Add(_steps[step]);
            for (var reach = 1; errors.Count < fewest && reach < _steps.Length; reach++)
            {
                if (step - reach >= 0)
                    errors.Add(_steps[step - reach]);
                if (step + reach < _steps.Length)
                    errors.Add(_steps[step + reach]);
            }
        }

        errors.Quantiles(levels, quantiles);
    }

    private void Add(PastErrors past, int window, double size, double weight)
    {
        var errors = past.Of(window);
        for (var k = 0; k < errors.Length; k++)
            if (double.IsFinite(errors[k] / size))
                _steps[k].Add(errors[k] / size, weight);
    }
}
