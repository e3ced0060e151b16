namespace Kirana.Forecast;

/// <summary>A model that can say what would come if its next errors were known.</summary>
public interface IPathModel : IForecastModel
{
    /// <summary>The future that given one-step errors make.</summary>
    /// <param name="innovations">The errors of the next steps in units of their standard deviation, finite.</param>
    /// <param name="path">One place for each, all of which are written with finite numbers; may be the same memory.</param>
    void Follow(ReadOnlySpan<double> innovations, Span<double> path);
}
