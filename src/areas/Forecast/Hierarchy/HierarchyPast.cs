namespace Kirana.Forecast.Hierarchy;

/// <summary>What is known of a hierarchy's series before the forecast: one row each, in the hierarchy's order.</summary>
public sealed record HierarchyPast
{
    /// <summary>The observations; NaN where missing. Needed for historical proportions.</summary>
    public SeriesMatrix? Observations { get; init; }

    /// <summary>The one-step-ahead errors of the base models, observation − forecast; NaN where there is none. Needed where error variances
    /// or covariances weigh the series.</summary>
    public SeriesMatrix? Residuals { get; init; }

    /// <summary>The residuals of fitted models, aligned at their ends; a shorter model's first errors are missing.</summary>
    /// <param name="models">One model for each series, in the hierarchy's order.</param>
    public static SeriesMatrix ResidualsOf(IReadOnlyList<IForecastModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var steps = models.Count == 0 ? 0 : models.Max(model => model.Residuals.Length);
        var residuals = new SeriesMatrix(models.Count, steps);
        for (var i = 0; i < models.Count; i++)
        {
            var own = models[i].Residuals;
            residuals.Row(i)[..(steps - own.Length)].Fill(double.NaN);
            own.CopyTo(residuals.Row(i)[(steps - own.Length)..]);
        }

        return residuals;
    }
}
