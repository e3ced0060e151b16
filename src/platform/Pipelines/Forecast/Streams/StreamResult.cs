namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>What <see cref="ForecastStreaming"/> did.</summary>
/// <param name="Series">Series forecast.</param>
/// <param name="Rows">Rows of the result: one a step of a series.</param>
/// <param name="Lines">Lines of the input.</param>
/// <param name="Failed">Series that could not be forecast, because their lines contradict one another.</param>
/// <param name="Failures">Of these the first, by key: what is wrong.</param>
public sealed record StreamResult(long Series, long Rows, long Lines, long Failed, IReadOnlyList<string> Failures);
