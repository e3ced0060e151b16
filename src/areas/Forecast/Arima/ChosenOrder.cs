namespace Kirana.Forecast.Arima;

/// <summary>The order a series is to be fitted with.</summary>
/// <param name="Order">The order.</param>
/// <param name="Point">Partial autocorrelations that are good already, or <see langword="null"/>.</param>
/// <param name="IsExact">Whether the series follows its differences without error, so that nothing is to be searched.</param>
internal sealed record ChosenOrder(ArimaOrder Order, double[]? Point, bool IsExact = false);
