using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Forecast.Theta;

namespace Kirana.Forecast.Ensembles;

/// <summary>Several learners, and of their forecasts the median of each step.</summary>
/// <remarks>A median cannot be led astray by one member. Petropoulos and Svetunkov, "A simple combination of univariate models",
/// International Journal of Forecasting 36 (2020), reached sixth place of the M4 competition so.</remarks>
public sealed record MedianEnsemble : IForecaster
{
    /// <summary>The name of the ensemble.</summary>
    internal const string Median = "median";

    /// <summary>The members, at least one; seasonal naive, simple smoothing and Theta by default. Their models must be describable by
    /// states (<see cref="IStatefulModel"/>), so that the ensemble can be stored.</summary>
    public IReadOnlyList<IForecaster> Members { get; init; } = [new SeasonalNaive(), new SimpleSmoothing(), new ThetaMethod()];

    /// <inheritdoc/>
    public string Name => Median;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no member, or a member's model has no states.</exception>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        if (Members.Count == 0)
            throw new ArgumentException("An ensemble has at least one member.");
        var models = new IStatefulModel[Members.Count];
        for (var i = 0; i < models.Length; i++)
            models[i] = Members[i].Fit(series, season, context) as IStatefulModel
                ?? throw new ArgumentException($"The member '{Members[i].Name}' makes models without states; an ensemble cannot store them.");
        return new MedianModel([.. models.SelectMany(model => model.States)], Residuals(models, series.Length));
    }

    /// <summary>The error of the median is the median of the errors, for the observation is the same.</summary>
    private static double[] Residuals(IStatefulModel[] models, int length)
    {
        var residuals = new double[length];
        Span<double> errors = stackalloc double[models.Length];
        for (var t = 0; t < length; t++)
        {
            var count = 0;
            foreach (var model in models)
                if (!double.IsNaN(model.Residuals[t]))
                    errors[count++] = model.Residuals[t];
            residuals[t] = MedianModel.Median(errors[..count]);
        }

        return residuals;
    }
}
