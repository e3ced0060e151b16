namespace Kirana.Forecast.Hierarchy;

/// <summary>What a reconciliation looks at before it changes the bottom: the forecasts of the aggregates, several columns a step.</summary>
/// <param name="Means">The base point forecasts of all series (series × steps).</param>
/// <param name="Upper">The base values of the aggregates (aggregates × columns); the columns of a step lie side by side.</param>
/// <param name="Gaps">Each aggregate's value less the sum of its parts' (aggregates × columns); may be overwritten.</param>
/// <param name="Columns">The number of columns, a multiple of the steps.</param>
internal sealed record BaseSums(SeriesMatrix Means, double[] Upper, double[] Gaps, int Columns);
