namespace Kirana.Forecast;

/// <summary>A model fitted to one series. Immutable and thread-safe.</summary>
public interface IForecastModel
{
    /// <summary>The kind of model, such as <c>theta</c> or, after a fall-back, what it fell back to.</summary>
    string Kind { get; }

    /// <summary>Why a simpler model stands here than was asked for, as one sentence; <see langword="null"/> if none does.</summary>
    string? Fallback { get; }

    /// <summary>The point forecast of the next steps: the mean, finite always.</summary>
    /// <param name="mean">One place for each step of the horizon, all of which are written.</param>
    void Predict(Span<double> mean);

    /// <summary>The fitted one-step-ahead errors (observation − forecast), oldest first; NaN where there is none.</summary>
    ReadOnlySpan<double> Residuals { get; }
}
