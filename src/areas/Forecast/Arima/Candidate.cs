using Kirana.Forecast.Arima.Likelihood;

namespace Kirana.Forecast.Arima;

/// <summary>An order that is tried.</summary>
/// <param name="Order">The order.</param>
/// <param name="Task">The search of its coefficients.</param>
internal sealed record Candidate(ArimaOrder Order, ArmaTask Task);
