namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>A series and the forms to be fitted to it.</summary>
/// <param name="Values">The series without gaps, of magnitude about 1.</param>
/// <param name="Season">Steps in one season; at most as long as the series where a form has a season.</param>
/// <param name="Forms">The forms.</param>
/// <param name="Start">A point to begin with, of the only form; by default points are made.</param>
internal sealed record LikelihoodCase(double[] Values, int Season, IReadOnlyList<SmoothingForm> Forms, double[]? Start = null);
