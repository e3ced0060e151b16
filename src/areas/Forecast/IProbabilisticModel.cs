namespace Kirana.Forecast;

/// <summary>A model that knows how far the future may lie from its point forecast.</summary>
public interface IProbabilisticModel : IForecastModel
{
    /// <summary>The quantiles of the next steps.</summary>
    /// <param name="horizon">Steps ahead, at least 1.</param>
    /// <param name="levels">The quantiles' probabilities, ascending, between 0 and 1.</param>
    /// <param name="quantiles">For each level the value of each step, <c>levels.Length × horizon</c> places, all of which are written with
    /// finite numbers that do not cross.</param>
    /// <returns>Whether this model knows them; if not, nothing is written and past errors have to say.</returns>
    bool TryPredict(int horizon, ReadOnlySpan<double> levels, Span<double> quantiles);
}
